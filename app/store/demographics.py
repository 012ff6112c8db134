"""Voluntary answers in a file of their own, under a key of its own. No row says whose they are.

They are never joined with an interview: there is no id, no time and no running number, and the rows lie in
the order of a random key.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.store import cipher
from app.store.cipher import DatabaseKey
from app.store.cipher_migration import encrypt
from app.store.connection import BUSY_TIMEOUT_S, named_errors, open_keyed

FILE_NAME = "voluntary.db"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers "
    "(row TEXT NOT NULL, question TEXT NOT NULL, choice TEXT NOT NULL, PRIMARY KEY (row, question)) WITHOUT ROWID"
)


@contextmanager
def open_demographics(path: Path, keys: Sequence[DatabaseKey]) -> Iterator[Any]:
    """The connection to the file at `path`, begun if there is none; the one place that opens it.

    keys: The vault's for voluntary answers, tried in this order.

    Raises:
        KioskError: database_unopenable, database_corrupt, database_key_wrong, database_locked, disk_full ...
    """
    with named_errors(path), closing(open_keyed(path, keys)) as opened:
        opened.conn.execute(_TABLE)
        yield opened.conn


def add(path: Path, keys: Sequence[DatabaseKey], choices: Iterable[tuple[str, str]]) -> None:
    """Store the answers of one person, (question, choice) each, in one transaction. Raises as the opening does."""
    row = secrets.token_hex(16)
    with open_demographics(path, keys) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO answers VALUES (?, ?, ?)", [(row, question, choice) for question, choice in choices]
        )
        connection.execute("COMMIT")


def seal_demographics(path: Path, keys: Sequence[DatabaseKey]) -> None:
    """A file that an older version wrote in clear is encrypted, and what was in clear overwritten.

    Raises:
        KioskError: database_corrupt: it is damaged, and left as it is; database_locked ...
    """
    with named_errors(path):
        if path.is_file() and cipher.is_plain(path):
            encrypt(path, keys[0], BUSY_TIMEOUT_S)
