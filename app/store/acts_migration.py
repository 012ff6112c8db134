"""What the migration 0014_acts_sent does with acts from before kiosks told the hub of them. It never changes again."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

LASTS_S = 183 * 86_400.0  # how long a passed training counted
LANE = 2
ACTS = """
    SELECT a.interview_id, a.number, a.kind, a.actor, a.at, a.body,
        EXISTS (SELECT 1 FROM review_trainings t WHERE t.actor = a.actor AND t.passed = 1
                AND t.at <= a.at AND a.at < t.at + ?)
    FROM review_acts a
    WHERE EXISTS (SELECT 1 FROM assessments s WHERE s.interview_id = a.interview_id)
    ORDER BY a.interview_id, a.number
"""
LAY = """
    INSERT INTO outbox (id, kind, payload, interview_id, due_at, created_at, lane)
    VALUES (?, 'review_act.v1', ?, ?, CAST(strftime('%s', 'now') AS REAL), CAST(strftime('%s', 'now') AS REAL), ?)
"""


def lay_older_acts(db: Database) -> None:
    """Each act of an interview that has a record for the hub gets its own; then nobody rated a second time blind."""
    for interview_id, number, kind, actor, at, body, trained in db.execute(ACTS, [LASTS_S]).fetchall():
        is_rating = kind == "rating"
        heading = {
            "schema": "review_act/1.0",
            "interview_id": interview_id,
            "number": number,
            "kind": kind,
            "actor": actor,
            "at": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "trained": bool(trained) if is_rating else None,
            "opens": True if is_rating else None,
        }
        text = _canonical(heading)[:-1] + ',"body":' + body + "}"
        db.execute(LAY, [f"{interview_id}-act-{number}", text, interview_id, LANE])


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
