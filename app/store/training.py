"""How reviewers did in calibration training, and whose blind ratings count; nothing of it is ever changed."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from app.domain.codec import canonical
from app.store.chain import link
from app.store.connection import file_of, named_errors, transaction
from app.store.links import lay_rounds
from app.store.retention import DAY_S
from app.store.rows import TableRow, storable, storables
from app.store.verification import Problem, told
from app.store.writing import append_audit, insert

TRAINED = "review_trained"
LASTS_S = 183 * DAY_S  # half a year: then the anchors are read again (decision 0032)
_COUNTS = (
    "EXISTS (SELECT 1 FROM review_trainings t WHERE t.actor = a.actor AND t.passed = 1"
    " AND t.at <= a.at AND a.at < t.at + ?)"
)


@dataclass(frozen=True, slots=True)
class Training:
    """One round. at: Unix seconds, UTC. content: version of model and gold answers. body: values and figures."""

    number: int
    actor: str
    at: float
    content: str
    passed: bool
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BlindRating:
    """What `actor` gave an interview at `at` (Unix seconds, UTC) before they saw any score of it."""

    interview_id: str
    actor: str
    at: float
    body: dict[str, Any]


class Trainings:
    """Reads and writes under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def add(self, actor: str, content: str, body: Mapping[str, Any], *, passed: bool, now: float) -> None:
        """Store a round; the audit log says who, when and how it ended. Of a linked account it goes to the hub."""
        with self._lock, transaction(self._db) as db:
            ((number,),) = db.conn.execute("SELECT coalesce(max(number), 0) + 1 FROM review_trainings")
            parts = (int(number), actor, float(now), content, int(passed), storable(canonical(body)))
            names = ("number", "actor", "at", "content", "passed", "body")
            insert(db, TableRow("review_trainings", dict(zip(names, parts, strict=True))))
            told_of = {"number": number, "content": content, "passed": passed, "seal": link("", *parts)}
            append_audit(db, actor, TRAINED, told_of, float(now))
            lay_rounds(db, actor, float(now))

    def of(self, actor: str) -> list[Training]:
        """The rounds of one person, the oldest first."""
        rows = self._rows(
            "SELECT number, actor, at, content, passed, body FROM review_trainings WHERE actor = ? ORDER BY number",
            [actor],
        )
        return [
            Training(number, name, at, content, bool(passed), json.loads(body))
            for number, name, at, content, passed, body in rows
        ]

    def good_until(self, actor: str) -> float | None:
        """Until when the ratings of `actor` count, Unix seconds; None: no round was passed."""
        passed = [each.at for each in self.of(actor) if each.passed]
        return max(passed) + LASTS_S if passed else None

    def ratings_that_count(self) -> list[BlindRating]:
        """Each blind rating by somebody who had passed, not too long before; the first of an interview first."""
        rows = self._rows(
            "SELECT a.interview_id, a.actor, a.at, a.body FROM review_acts a"
            f" WHERE a.kind = 'rating' AND {_COUNTS} ORDER BY a.interview_id, a.number",
            [LASTS_S],
        )
        return [
            BlindRating(interview_id, actor, at, json.loads(body)) for interview_id, actor, at, body in rows
        ]

    def ratings_that_do_not(self) -> int:
        """How many blind ratings are left out."""
        sql = f"SELECT count(*) FROM review_acts a WHERE a.kind = 'rating' AND NOT {_COUNTS}"
        ((count,),) = self._rows(sql, [LASTS_S])
        return int(count)

    def problems(self) -> tuple[Problem, ...]:
        """Rounds that are not what the audit log says of them."""
        with self._lock:
            return tuple(_changed(self._db))

    def _rows(self, sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters)))


def _changed(db: Database) -> Iterator[Problem]:
    seals = {row.get("number"): row.get("seal") for row in told(db, TRAINED)}
    rows = db.conn.execute("SELECT number, actor, at, content, passed, body FROM review_trainings")
    for parts in rows:
        if seals.pop(parts[0], None) != link("", *parts):
            yield Problem("review_training_changed", f"round {parts[0]}")
    for number in seals:
        yield Problem("review_training_missing", f"round {number}")
