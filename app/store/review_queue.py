"""What the queue needs of every interview, in a few statements however many there are. Read only."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from app.store.connection import file_of, named_errors
from app.store.review_blind import WANTED
from app.store.rows import storables

Ids = Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: whose, and its body as it was said."""

    actor: str
    body: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An interview in the queue. composite, error: None while it waits for a blind rating, or where there is none.

    is_blind: for everybody; who is to rate second is another matter. appointment: its code, or "".
    at times: Unix seconds, UTC.
    """

    interview_id: str
    state: str
    language: str
    job_profile: str | None
    started_at: float
    changed_at: float
    composite: float | None
    error: float | None
    is_blind: bool
    appointment: str = ""


@dataclass(frozen=True, slots=True)
class SubScore:
    """The program's score of a sub-dimension of an interview; value, error: None where there is none."""

    dimension: str
    name: str
    value: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class Marks:
    """How far the list was read: the newest of each thing that changes a row.

    Numbers that the database gave, not times: a clock that is set back hides no change.
    """

    event: int
    assessment: int
    act: int
    draw: int
    check_in: int


_MARKS = """
    SELECT (SELECT coalesce(max(seq), 0) FROM events), (SELECT coalesce(max(rowid), 0) FROM assessments),
           (SELECT coalesce(max(rowid), 0) FROM review_acts), (SELECT coalesce(max(number), 0) FROM review_draws),
           (SELECT coalesce(max(rowid), 0) FROM check_ins)
"""
_CHANGED = """
    SELECT interview_id FROM events WHERE seq > ? UNION SELECT interview_id FROM assessments WHERE rowid > ?
    UNION SELECT interview_id FROM review_acts WHERE rowid > ?
    UNION SELECT interview_id FROM review_draws WHERE number > ?
    UNION SELECT interview_id FROM check_ins WHERE rowid > ?
"""
_WAITING = """
    SELECT i.id, i.state, i.language, i.job_profile, i.started_at, i.changed_at, s.value, s.standard_error,
           i.state = 'assessed' AND coalesce(d.is_blind, 1) AND NOT EXISTS
               (SELECT 1 FROM review_acts a WHERE a.interview_id = i.id AND a.kind = 'rating'),
           coalesce(c.appointment, '')
    FROM interviews i
    LEFT JOIN review_draws d ON d.interview_id = i.id
    LEFT JOIN scores s ON s.interview_id = i.id AND s.level = 'composite'
    LEFT JOIN check_ins c ON c.interview_id = i.id
"""
_NEWEST_FLAGS = """
    SELECT a.interview_id, json_extract(a.assessment, '$.flags') FROM assessments a
    WHERE a.revision = (SELECT max(b.revision) FROM assessments b WHERE b.interview_id = a.interview_id)
"""


class ReviewQueue:
    """Reads under the lock it is given. ids: of these interviews; None: of all."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def waiting(self, ids: Ids = None) -> list[Waiting]:
        """The interviews, the newest first; no score of one that waits for its first blind rating."""
        rows = self._of(ids, _WAITING, "WHERE", "i.id", "ORDER BY i.started_at DESC, i.id")
        return [
            Waiting(*(*row[:6], *((None, None) if row[8] else row[6:8]), bool(row[8]), row[9]))
            for row in rows
        ]

    def wants_second(self, reader: str | None, now: float) -> set[str]:
        """Interviews that are blind for `reader` because they can give the second rating; None: for anybody."""
        return {each for (each,) in self._rows(WANTED, [reader, now])}

    def decisions(self, ids: Ids = None) -> dict[str, list[Decided]]:
        """By interview, the oldest first."""
        sql = "SELECT interview_id, actor, body FROM review_acts WHERE kind = 'decision'"
        found: dict[str, list[Decided]] = {}
        for each, actor, body in self._of(ids, sql, "AND", "interview_id", "ORDER BY interview_id, number"):
            found.setdefault(each, []).append(Decided(actor, json.loads(body)))
        return found

    def composite(self, interview_id: str) -> float | None:
        """The program's composite, or None where there is none."""
        sql = "SELECT value FROM scores WHERE level = 'composite' AND interview_id = ?"
        return next((value for (value,) in self._rows(sql, [interview_id])), None)

    def least_dimensions(self, ids: Ids = None) -> dict[str, float]:
        """By interview, its lowest score of a dimension."""
        sql = "SELECT interview_id, min(value) FROM scores WHERE level = 'dimension' AND value IS NOT NULL"
        return dict(self._of(ids, sql, "AND", "interview_id", "GROUP BY interview_id"))

    def sub_scores(self, ids: Ids = None) -> dict[str, list[SubScore]]:
        """By interview, its sub-dimensions, in the order they were scored."""
        sql = (
            "SELECT interview_id, dimension, sub_dimension, value, standard_error FROM scores"
            " WHERE level = 'sub_dimension'"
        )
        found: dict[str, list[SubScore]] = {}
        for each, *parts in self._of(ids, sql, "AND", "interview_id", "ORDER BY interview_id, number"):
            found.setdefault(each, []).append(SubScore(*parts))
        return found

    def gone(self, ids: Ids = None) -> set[str]:
        """Interviews whose candidate is known to have left."""
        sql = "SELECT interview_id FROM review_acts WHERE kind = 'gone'"
        return {each for (each,) in self._of(ids, sql, "AND", "interview_id")}

    def flags(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """By interview, what its newest result is flagged with. Each result is read whole: ask for a few."""
        rows = self._of(ids, _NEWEST_FLAGS, "AND", "a.interview_id")
        return {each: tuple(json.loads(flags or "[]")) for each, flags in rows}

    def viewed(self, after: int) -> tuple[int, dict[str, float]]:
        """How far the audit log goes; and of its rows past `after`: by interview, when somebody last opened it."""
        ((newest,),) = self._rows("SELECT coalesce(max(seq), 0) FROM audit")
        rows = self._rows(
            "SELECT json_extract(body, '$.interview_id'), at FROM audit"
            " WHERE seq > ? AND action = 'review_viewed' ORDER BY seq",
            [after],
        )
        return int(newest), dict(rows)

    def marks(self) -> Marks:
        """How far the list is now."""
        return Marks(*self._rows(_MARKS)[0])

    def changed_since(self, marks: Marks) -> set[str]:
        """Interviews that became others than they were at `marks`; of those that are gone only `ids` tells."""
        since = (marks.event, marks.assessment, marks.act, marks.draw, marks.check_in)
        return {each for (each,) in self._rows(_CHANGED, since)}

    def count(self) -> int:
        """How many interviews there are."""
        return int(self._rows("SELECT count(*) FROM interviews")[0][0])

    def _of(self, ids: Ids, sql: str, joint: str, column: str, end: str = "") -> list[tuple[Any, ...]]:
        """The rows of `ids`, in one statement whose length does not grow with them."""
        if ids is None:
            return self._rows(f"{sql} {end}")
        only = f"{joint} {column} IN (SELECT value FROM json_each(?))"
        return self._rows(f"{sql} {only} {end}", [json.dumps(list(ids))])

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters)))
