"""Voluntary answers in a file of their own. No row says whose they are, and none can be found by its order.

They are never joined with an interview: there is no id, no time and no running number, and the rows lie in
the order of a random key.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.store.cipher import connect
from app.store.connection import BUSY_TIMEOUT_S, PRAGMAS, named_errors

FILE_NAME = "voluntary.db"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers "
    "(row TEXT NOT NULL, question TEXT NOT NULL, choice TEXT NOT NULL, PRIMARY KEY (row, question)) WITHOUT ROWID"
)


@contextmanager
def open_demographics(path: Path) -> Iterator[Any]:
    """The connection to the file at `path`, begun if there is none; the one place that opens it.

    Raises:
        KioskError: database_unopenable, database_corrupt, database_locked, disk_full ...
    """
    with named_errors(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(connect(path, None, BUSY_TIMEOUT_S)) as opened:  # nobody's: not encrypted
            connection = opened.conn
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(_TABLE)
            yield connection


def add(path: Path, choices: Iterable[tuple[str, str]]) -> None:
    """Store the answers of one person, (question, choice) each, in one transaction. Raises as the opening does."""
    row = secrets.token_hex(16)
    with open_demographics(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO answers VALUES (?, ?, ?)", [(row, question, choice) for question, choice in choices]
        )
        connection.execute("COMMIT")
