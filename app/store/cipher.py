"""SQLCipher under sqlite-utils: the only place that decides which SQLite the program runs on."""

import hashlib
import hmac
import secrets
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from app.errors import BugError

# sqlite-utils takes pysqlite3 where there is one, else sqlite3: it must see SQLCipher, and catch its errors.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

from sqlite_utils import Database, utils  # noqa: E402

if vars(utils)["sqlite3"] is not sqlcipher3:
    raise BugError("sqlite_utils was imported before app.store: it would not see SQLCipher")

Error: type[Exception] = dbapi2.Error
IntegrityError: type[Exception] = dbapi2.IntegrityError
PLAIN_MAGIC = b"SQLite format 3\x00"
KEY_BYTES, SALT_BYTES = 32, 16
PAGE_BYTES = 4096
MAC_BYTES = 64  # each page ends in its HMAC-SHA512
MAC_SALT_MASK, MAC_ROUNDS = 0x3A, 2
PAGES_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """Raw key and salt of one database. Without the salt, a cut in page 1 would lose everything."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> "DatabaseKey":
        """A key by chance."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(SALT_BYTES))

    @property
    def literal(self) -> str:
        """As SQL writes it: 96 hex digits, so that SQLCipher derives nothing."""
        return f"\"x'{self.key.hex()}{self.salt.hex()}'\""


def connect(path: Path, key: DatabaseKey | None, timeout_s: float) -> Database:
    """A connection to `path`; nothing is read yet. key: None for a database in clear."""
    connection: Any = sqlcipher3.connect(
        path, timeout=timeout_s, isolation_level=None, check_same_thread=False
    )
    if key is not None:
        connection.execute(f"PRAGMA key={key.literal}")
    connection.execute("PRAGMA cipher_log_level=NONE")  # else it prints to stderr
    return Database(connection)


def is_plain(path: Path) -> bool:
    """True if the file is a database in clear, as versions before encryption wrote it."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC


def fits(path: Path, key: DatabaseKey) -> bool:
    """True if some page of the file was written with `key`: then the file is damaged, not the key wrong."""
    masked = bytes(byte ^ MAC_SALT_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.key, masked, MAC_ROUNDS, KEY_BYTES)
    with path.open("rb") as file:
        for number in range(1, PAGES_LOOKED_AT + 1):
            page = file.read(PAGE_BYTES)
            if len(page) < PAGE_BYTES:
                return False
            start = SALT_BYTES if number == 1 else 0
            body, mac = page[start:-MAC_BYTES], page[-MAC_BYTES:]
            found = hmac.new(mac_key, body + struct.pack("<I", number), "sha512").digest()
            if hmac.compare_digest(found, mac):
                return True
    return False
