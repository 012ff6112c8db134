"""What the queue needs of every interview, in a few statements however many there are. Read only."""

import json
import threading
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from app.store.connection import file_of, named_errors
from app.store.rows import storables


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: whose, and its body as it was said."""

    actor: str
    body: dict[str, Any] = field(repr=False)


class ReviewQueue:
    """Reads under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def decisions(self, interview_id: str | None = None) -> dict[str, list[Decided]]:
        """By interview, the oldest first; of all interviews, or of one."""
        found: dict[str, list[Decided]] = {}
        for each, actor, body in self._rows(
            "SELECT interview_id, actor, body FROM review_acts WHERE kind = 'decision'"
            " AND (?1 IS NULL OR interview_id = ?1) ORDER BY interview_id, number",
            interview_id,
        ):
            found.setdefault(each, []).append(Decided(actor, json.loads(body)))
        return found

    def composite(self, interview_id: str) -> float | None:
        """The program's composite, or None where there is none."""
        sql = "SELECT value FROM scores WHERE level = 'composite' AND interview_id = ?"
        return next((value for (value,) in self._rows(sql, interview_id)), None)

    def least_dimensions(self, interview_id: str | None = None) -> dict[str, float]:
        """By interview, its lowest score of a dimension."""
        return dict(
            self._rows(
                "SELECT interview_id, min(value) FROM scores WHERE level = 'dimension' AND value IS NOT NULL"
                " AND (?1 IS NULL OR interview_id = ?1) GROUP BY interview_id",
                interview_id,
            )
        )

    def gone(self) -> set[str]:
        """Interviews whose candidate is known to have left."""
        return {each for (each,) in self._rows("SELECT interview_id FROM review_acts WHERE kind = 'gone'")}

    def flags(self, interview_id: str) -> tuple[str, ...]:
        """What the newest result is flagged with."""
        sql = (
            "SELECT json_extract(assessment, '$.flags') FROM assessments WHERE interview_id = ?"
            " ORDER BY revision DESC LIMIT 1"
        )
        return next((tuple(json.loads(flags or "[]")) for (flags,) in self._rows(sql, interview_id)), ())

    def _rows(self, sql: str, *parameters: str | None) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters)))
