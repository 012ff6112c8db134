"""A file in clear becomes an encrypted one: whole or not at all, and what was in clear is overwritten.

Killed at any moment, the next start finds either the file in clear, or the encrypted one with the one in
clear beside it, which it then overwrites.
"""

import hashlib
import os
from pathlib import Path

from sqlite_utils import Database

from app.errors import KioskError
from app.private_file import sync_folder
from app.store.cipher import DatabaseKey, connect

PART = ".encrypting"
PLAIN = ".plain"
WIPE_BYTES = 1024 * 1024


def encrypt(path: Path, key: DatabaseKey, timeout_s: float) -> None:
    """The database in clear at `path` is encrypted with `key` when this returns; nothing of it is lost.

    Raises:
        KioskError: database_corrupt: it is damaged, and left as it is.
        What SQLite raises: e.g. it is in use.
    """
    part = path.with_name(path.name + PART)
    for stale in (part, part.with_name(part.name + "-journal")):
        stale.unlink(missing_ok=True)
    plain = connect(path, None, timeout_s)
    try:
        if plain.conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise KioskError("database_corrupt", file=path.name)
        plain.conn.execute("PRAGMA journal_mode=DELETE")  # what is in the log belongs into the file
        plain.conn.execute("PRAGMA locking_mode=EXCLUSIVE")
        before = _fingerprint(plain)
        plain.conn.execute(f"ATTACH ? AS encrypted KEY {key.literal}", [str(part)])
        plain.conn.execute("SELECT sqlcipher_export('encrypted')")
        plain.conn.execute("DETACH encrypted")
        part.chmod(0o600)
        _check(part, key, timeout_s, before)
    finally:
        plain.close()
    put_in_place(part, path)


def put_in_place(part: Path, path: Path) -> None:
    """`part`, which was checked, takes the place of `path`; the old content is overwritten and removed."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    path.with_name(path.name + PLAIN).unlink(missing_ok=True)  # of an attempt that was cut: still `path` too
    os.link(path, path.with_name(path.name + PLAIN))
    part.replace(path)
    sync_folder(path.parent)
    finish_wiping(path)


def finish_wiping(path: Path) -> None:
    """Overwrite and remove what is left in clear beside `path`, once something else lies at `path`.

    On flash memory older copies may survive inside the device (docs/operators.md).
    """
    plain = path.with_name(path.name + PLAIN)
    if not plain.exists() or plain.samefile(path):
        return
    with plain.open("r+b") as file:
        left = plain.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, WIPE_BYTES)))
        file.flush()
        os.fsync(file.fileno())
    plain.unlink()
    sync_folder(path.parent)


def _check(part: Path, key: DatabaseKey, timeout_s: float, before: list[tuple[str, str]]) -> None:
    """The encrypted copy can be read, is whole, and holds what the one in clear held."""
    copy = connect(part, key, timeout_s)
    try:
        for check, sound in (("cipher_integrity_check", None), ("integrity_check(1)", ("ok",))):
            if copy.conn.execute(f"PRAGMA {check}").fetchone() != sound:
                raise KioskError("database_io", file=part.name)
        if _fingerprint(copy) != before:
            raise KioskError("database_io", file=part.name)
    finally:
        copy.close()


def _fingerprint(db: Database) -> list[tuple[str, str]]:
    """Each table with a hash over all its rows, and the schema."""
    schema = db.conn.execute(
        "SELECT name, coalesce(sql, '') FROM main.sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found = []
    for name, sql in schema:
        rows = hashlib.sha256(sql.encode())
        for row in db.conn.execute(f'SELECT * FROM main."{name}"'):
            rows.update(repr(tuple(row)).encode())
        found.append((name, rows.hexdigest()))
    return found
