"""What sync remembers over a restart, and the audit log cut into records. Under the journal's lock."""

import json
import secrets
import threading
from typing import Any

from sqlite_utils import Database

from app.store.audit import AuditEntry
from app.store.chain import START
from app.store.connection import file_of, named_errors, transaction
from app.store.outbox import Job, Outbox
from app.store.records import AUDIT_BATCH, audit_record

BATCH_ROWS = 200
_DATABASE, _AUDIT_SEQ = "database", "audit_seq"


class SyncState:
    """Small JSON values under names, and the queue's view of the audit log."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def get(self, name: str) -> Any:
        """What was last put under `name`; None for nothing."""
        with self._lock, named_errors(file_of(self._db)):
            return self._read(name)

    def put(self, name: str, value: Any) -> None:
        """Remember `value` (JSON) under `name`."""
        with self._lock, transaction(self._db):
            self._write(name, value)

    def cut_audit(self, *, now: float) -> int:
        """How many records were laid into the outbox: all rows of the audit log that are in none yet.

        The mark of how far it was cut moves in the transaction that lays the record down: whatever stops the
        program, no row is in two records, and none is left out.
        """
        laid = 0
        while self._cut_one(now):
            laid += 1
        return laid

    def _cut_one(self, now: float) -> bool:
        with self._lock, transaction(self._db) as db:
            done = int(self._read(_AUDIT_SEQ) or 0)
            rows = [
                AuditEntry(*row)
                for row in db.conn.execute(
                    "SELECT seq, at, actor, action, body, chain FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
                    [done, BATCH_ROWS],
                )
            ]
            if not rows:
                return False
            before = db.conn.execute("SELECT chain FROM audit WHERE seq = ?", [rows[0].seq - 1]).fetchone()
            database = self._read(_DATABASE) or secrets.token_hex(8)
            text = audit_record(database, before[0] if before else START, rows)
            job = Job(f"audit-{database}-{rows[0].seq}-{rows[-1].seq}", AUDIT_BATCH, text)
            Outbox(self._db).add(job, now=now)
            self._write(_DATABASE, database)
            self._write(_AUDIT_SEQ, rows[-1].seq)
            return True

    def audit_head(self) -> tuple[int, str] | None:
        """Number and chain of the newest row of the audit log; None where there is none."""
        with self._lock, named_errors(file_of(self._db)):
            row = self._db.execute("SELECT seq, chain FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            return None if row is None else (int(row[0]), str(row[1]))

    def last_interview_at(self) -> float | None:
        """When the newest interview on this kiosk began, Unix seconds; None where there is none."""
        with self._lock, named_errors(file_of(self._db)):
            (at,) = self._db.execute("SELECT max(started_at) FROM interviews").fetchone()
            return None if at is None else float(at)

    def is_interview_running(self) -> bool:
        """True while somebody sits at the kiosk."""
        running = "SELECT 1 FROM interviews WHERE state = 'running' LIMIT 1"
        with self._lock, named_errors(file_of(self._db)):
            return self._db.execute(running).fetchone() is not None

    def newest_event(self) -> int:
        """The number of the newest event of all interviews; while it stays, nothing happened in any of them."""
        with self._lock, named_errors(file_of(self._db)):
            return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])

    def devices(self) -> tuple[str | None, str | None]:
        """Microphone and camera as the newest interview found them: "ok", "missing", or None before the first."""
        with self._lock, named_errors(file_of(self._db)):
            row = self._db.execute(
                "SELECT json_extract(body, '$.microphone'), json_extract(body, '$.camera') FROM events"
                " WHERE kind = 'DeviceCheckPassed' AND body IS NOT NULL ORDER BY seq DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None, None
            microphone, camera = ("ok" if each else "missing" for each in row)
            return microphone, camera

    def _read(self, name: str) -> Any:
        row = self._db.execute("SELECT value FROM sync_state WHERE name = ?", [name]).fetchone()
        return None if row is None else json.loads(row[0])

    def _write(self, name: str, value: Any) -> None:
        self._db.execute(
            "INSERT INTO sync_state (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, json.dumps(value)],
        )
