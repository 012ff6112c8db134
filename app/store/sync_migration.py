"""What the migration 0007_sync does with records that were laid down before there was a hub. It never changes again."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

TABLES = (
    """
    CREATE TABLE delivered (
        id           TEXT PRIMARY KEY,
        kind         TEXT NOT NULL,
        payload      TEXT NOT NULL,     -- as it was sent: the hub may have to be given it again
        body_sha256  TEXT NOT NULL,     -- as the hub said it back
        interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
        created_at   REAL NOT NULL,     -- Unix seconds, UTC
        delivered_at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sync_state (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL  -- JSON
    ) STRICT
    """,
)


def upgrade(db: Database) -> None:
    """Tables and columns of sync; rows of the outbox become records; consent receipts are laid beside them."""
    for table in TABLES:
        db.execute(table)
    db.execute("ALTER TABLE outbox ADD COLUMN lane INTEGER NOT NULL DEFAULT 1")
    db.execute("ALTER TABLE outbox ADD COLUMN last_words TEXT")
    db.execute("CREATE INDEX outbox_by_interview ON outbox (interview_id, lane)")
    for record, interview_id, profile, created_at in _rows(
        db, "SELECT id, interview_id, payload, created_at FROM outbox WHERE kind = 'interview.v1'"
    ):
        text = _record(db, record, interview_id, profile, created_at)
        db.execute("UPDATE outbox SET payload = ? WHERE id = ?", [text, record])
    for interview_id, at, receipt in _rows(
        db,
        "SELECT e.interview_id, e.at, json_extract(e.body, '$.receipt') FROM events e"
        " WHERE e.kind = 'ConsentGiven' AND e.body IS NOT NULL AND json_extract(e.body, '$.receipt') <> ''"
        " AND e.number = (SELECT max(number) FROM events"
        " WHERE interview_id = e.interview_id AND kind = 'ConsentGiven')",
    ):
        told = {
            "schema": "consent_receipt/1.0",
            "interview_id": interview_id,
            "given_at": _instant(at),
            "check_in": _check_in(db, interview_id),
            "receipt_sha256": _sha256(receipt),
            "receipt": receipt,
        }
        db.execute(
            "INSERT INTO outbox (id, kind, payload, interview_id, due_at, created_at, lane)"
            " VALUES (?, 'consent_receipt.v1', ?, ?, ?, ?, 0)",
            [f"{interview_id}-consent", _canonical(told), interview_id, at, at],
        )


def _record(db: Database, record: str, interview_id: str, profile: str, created_at: float) -> str:
    receipt = _first(
        db,
        "SELECT json_extract(body, '$.receipt') FROM events WHERE interview_id = ? AND kind = 'ConsentGiven'"
        " ORDER BY number DESC LIMIT 1",
        interview_id,
    )
    events, head = _rows(db, "SELECT events, head FROM interviews WHERE id = ?", interview_id)[0]
    heading = {
        "schema": "interview/1.0",
        "interview_id": interview_id,
        "revision": int(record.rpartition("-r")[2]) if record != interview_id else 1,
        "recorded_at": _instant(created_at),
        "check_in": _check_in(db, interview_id),
        "consent_receipt_sha256": _sha256(receipt) if receipt else None,
        "event_log": {"events": events, "head": head},
        "profile_sha256": _sha256(profile),
    }
    return _canonical(heading)[:-1] + ',"profile":' + profile.rstrip("\n") + "}"


def _check_in(db: Database, interview_id: str) -> dict[str, Any] | None:
    for way, appointment, phone_key, let_on in _rows(
        db, "SELECT way, appointment, phone_key, let_on FROM check_ins WHERE interview_id = ?", interview_id
    ):
        return {"by": way, "appointment": appointment, "phone_key": phone_key, "let_on": bool(let_on)}
    return None


def _first(db: Database, sql: str, interview_id: str) -> str | None:
    for (value,) in _rows(db, sql, interview_id):
        return None if value is None else str(value)
    return None


def _rows(db: Database, sql: str, *parameters: str) -> list[Any]:
    return list(db.execute(sql, list(parameters)).fetchall())


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _instant(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
