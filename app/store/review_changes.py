"""Which scores of the program lay before people who decided, and which of them they changed. Read only."""

import threading
from typing import Any

from sqlite_utils import Database

from app.domain.changes import ChangedScore, ShownScores
from app.store.connection import file_of, named_errors

_NAME = "coalesce(s.sub_dimension, s.dimension, '')"
_WHERE = f"""
    s.level, {_NAME}, coalesce(d.site, ''),
    (SELECT coalesce(json_extract(v.facts, '$.model_version'), '') || ' ' || v.scorer FROM assessments v
     WHERE v.interview_id = s.interview_id ORDER BY v.revision DESC LIMIT 1),
    coalesce(d.is_blind, 1) = 0
"""
_LEVELS = "s.value IS NOT NULL AND s.level IN ('composite', 'dimension', 'sub_dimension')"
_SHOWN = f"""
    SELECT {_WHERE}, count(*) FROM scores s LEFT JOIN review_draws d ON d.interview_id = s.interview_id
    WHERE {_LEVELS} AND s.interview_id IN
        (SELECT interview_id FROM review_acts WHERE kind IN ('decision', 'override'))
    GROUP BY 1, 2, 3, 4, 5
"""
_CHANGED = f"""
    SELECT {_WHERE}, json_extract(a.body, '$.value') - s.value
    FROM review_acts a
    JOIN scores s ON s.interview_id = a.interview_id AND s.level = json_extract(a.body, '$.level')
        AND {_NAME} = json_extract(a.body, '$.name')
    LEFT JOIN review_draws d ON d.interview_id = a.interview_id
    WHERE a.kind = 'override' AND {_LEVELS} AND NOT EXISTS
        (SELECT 1 FROM review_acts b WHERE b.interview_id = a.interview_id AND b.number > a.number
         AND b.kind = 'override' AND json_extract(b.body, '$.level') = json_extract(a.body, '$.level')
         AND json_extract(b.body, '$.name') = json_extract(a.body, '$.name'))
"""


class ReviewChanges:
    """Reads under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def shown(self) -> list[ShownScores]:
        """By level, name, site and version."""
        return [
            ShownScores(level, name, site, version, bool(first), count)
            for level, name, site, version, first, count in self._rows(_SHOWN)
        ]

    def changed(self) -> list[ChangedScore]:
        """The newest change of each score."""
        return [
            ChangedScore(level, name, site, version, bool(first), float(by))
            for level, name, site, version, first, by in self._rows(_CHANGED)
        ]

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql))
