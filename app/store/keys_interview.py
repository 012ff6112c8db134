"""One key for the recordings of each interview. Without its key an interview's recordings are noise."""

import secrets
import threading
import time
from pathlib import Path

from sqlite_utils import Database

from app.store.cipher import KEY_BYTES, DatabaseKey
from app.store.connection import named_errors, open_keyed, transaction

NAME = "keys.db"
TABLE = """
    CREATE TABLE IF NOT EXISTS interview_keys (
        interview_id TEXT PRIMARY KEY,
        key          BLOB NOT NULL,
        made_at      REAL NOT NULL  -- Unix seconds, UTC
    ) STRICT
"""


class InterviewKeys:
    """The database of keys, apart from that of interviews: a key that is deleted is in no older copy of it."""

    def __init__(self, data_dir: Path, keys: tuple[DatabaseKey, ...]) -> None:
        self._path, self._keys = data_dir / NAME, keys
        self._lock = threading.Lock()
        self._db: Database | None = None

    def get(self, interview_id: str) -> bytes | None:
        """The key of the interview, 32 bytes, or None: it has none, or no longer."""
        if not self._path.exists():
            return None
        with self._lock, named_errors(self._path):
            for (key,) in self._open().conn.execute(
                "SELECT key FROM interview_keys WHERE interview_id = ?", [interview_id]
            ):
                return bytes(key)
            return None

    def make(self, interview_id: str) -> bytes:
        """The key of the interview; a new one is safe on the disk before anything is sealed with it."""
        known = self.get(interview_id)
        if known is not None:
            return known
        with self._lock, transaction(self._open()) as db:
            db.conn.execute(
                "INSERT OR IGNORE INTO interview_keys (interview_id, key, made_at) VALUES (?, ?, ?)",
                [interview_id, secrets.token_bytes(KEY_BYTES), time.time()],
            )
            ((key,),) = db.conn.execute(
                "SELECT key FROM interview_keys WHERE interview_id = ?", [interview_id]
            )
            return bytes(key)

    def destroy(self, interview_id: str) -> bool:
        """Overwrite the key. Whoever kept the recordings can no longer read them. True if there was one."""
        if not self._path.exists():
            return False
        with self._lock:
            with transaction(self._open()) as db:
                gone = db.conn.execute("DELETE FROM interview_keys WHERE interview_id = ?", [interview_id])
            with named_errors(self._path):
                db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(gone.rowcount)

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _open(self) -> Database:
        if self._db is None:
            self._db = open_keyed(self._path, self._keys)
            self._db.conn.execute(TABLE)
        return self._db
