"""One way to open the kiosk's database, and one way to write to it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from app.errors import BugError, KioskError
from app.private_file import sync_folder
from app.store import cipher
from app.store.cipher import DatabaseKey
from app.store.cipher_migration import encrypt, finish_wiping
from app.store.migrations import migrations, names

BUSY_TIMEOUT_S = 5.0
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL lost acknowledged answers in real power cuts
    "foreign_keys=ON",
    "secure_delete=ON",
    "wal_autocheckpoint=500",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",  # nothing of the content in a temporary file
)
SIDE_FILES = ("-wal", "-shm")

# Primary result codes of SQLite and the sentence each ends in.
CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_CORRUPT: "database_corrupt",
    sqlite3.SQLITE_NOTADB: "database_corrupt",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_PERM: "database_unopenable",
    sqlite3.SQLITE_CANTOPEN: "database_unopenable",
    sqlite3.SQLITE_IOERR: "database_io",
}
NO_ROOM_BYTES = 256 * 1024  # an I/O error with less room than this on the disk is a full disk


def open_database(path: Path, keys: Sequence[DatabaseKey], *, read_only: bool = False) -> Database:
    """The database at `path`, migrated to this program's schema; begun if there is none.

    One in clear, as versions before encryption wrote it, is encrypted first. The connection may be handed
    from one thread to another, never shared by two at once.

    Args:
        path: The file; its folder must exist.
        keys: Those of the vault, tried in this order; a new database gets the first.
        read_only: Refuse every change on this connection, and do not begin, encrypt or migrate a database.

    Raises:
        KioskError: database_newer, database_corrupt, database_key_wrong, database_locked, disk_full ...
    """
    with named_errors(path):
        if not read_only and path.is_file() and cipher.is_plain(path):
            encrypt(path, keys[0], BUSY_TIMEOUT_S)
        db = open_keyed(path, keys, read_only=read_only)
        try:
            return _migrated(db, path, read_only=read_only)
        except BaseException:
            db.close()
            raise


def open_keyed(path: Path, keys: Sequence[DatabaseKey], *, read_only: bool = False) -> Database:
    """The encrypted database at `path` as it is, whatever its schema. Raises like open_database."""
    with named_errors(path):
        if read_only and not path.exists():
            raise KioskError("database_unopenable", file=path.name)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            sync_folder(path.parent)
        elif not path.is_file():  # a device would be closed to every other program of the machine
            raise KioskError("database_unopenable", file=path.name)
        elif read_only and cipher.is_plain(path):
            raise KioskError("database_plain", file=path.name)
        path.chmod(0o600)  # -wal and -shm are made with the same mode
        finish_wiping(path)
        for key in keys:
            db = _connected(path, key)
            if db is not None:
                return db
        damaged = any(cipher.fits(path, key) for key in keys)
        raise KioskError("database_corrupt" if damaged else "database_key_wrong", file=path.name)


def _connected(path: Path, key: DatabaseKey) -> Database | None:
    """A connection on which everything is set, or None if `key` does not open the database."""
    db = cipher.connect(path, key, BUSY_TIMEOUT_S)
    try:
        for pragma in PRAGMAS:
            db.conn.execute(f"PRAGMA {pragma}")
        db.conn.execute("SELECT count(*) FROM sqlite_master")
    except cipher.Error as error:
        db.close()
        if _primary(error) == sqlite3.SQLITE_NOTADB:
            return None
        raise
    return db


def _migrated(db: Database, path: Path, *, read_only: bool) -> Database:
    known = names()
    if any(migration.name not in known for migration in migrations.applied(db)):
        raise KioskError("database_newer", file=path.name)
    if read_only:
        if migrations.pending(db):
            raise BugError("an older database must be opened for writing once, before it is read")
        db.conn.execute("PRAGMA query_only=ON")
    else:
        migrations.apply(db)
    return db


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """Everything in the block is stored, or nothing is.

    Takes the write lock at once: a read that became a write could be refused half-way.

    Raises:
        KioskError: disk_full, database_locked ...; nothing of the block was stored.
    """
    with named_errors(file_of(db)):
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:  # a full disk has already rolled it back
                db.conn.execute("ROLLBACK")
            raise


def file_of(db: Database) -> Path:
    """Where the database of this connection lies."""
    _, _, name = db.conn.execute("PRAGMA database_list").fetchone()  # main comes first, then temp
    return Path(name)


def check_file(db: Database) -> None:
    """Write the log into the database file and check the file. Raises KioskError database_corrupt."""
    path = file_of(db)
    with named_errors(path):
        ((busy, _, _),) = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if db.conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise KioskError("database_corrupt", file=path.name)
        # Reads the main file, not the log: only after a whole checkpoint does it say nothing wrong.
        if not busy and db.conn.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise KioskError("database_corrupt", file=path.name)


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """SQLite's errors in the block as KioskErrors; a broken constraint stays a BugError."""
    try:
        yield
    except cipher.IntegrityError as error:
        raise BugError(f"{getattr(error, 'sqlite_errorname', '')}: {error}") from error
    except cipher.Error as error:
        code = _code(error, path)
        if code is None:
            raise BugError(repr(error)) from error
        raise KioskError(code, file=path.name) from error
    except OSError as error:
        raise KioskError("database_unopenable", file=path.name) from error


def _primary(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _code(error: Exception, path: Path) -> str | None:
    code = CODES.get(_primary(error))
    if code == "database_io" and _free_bytes(path) < NO_ROOM_BYTES:
        return "disk_full"
    return code


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def set_aside(path: Path, *, now: float) -> Path | None:
    """Rename a broken database with its side files, so that a copy can take its place; nothing is deleted.

    Returns:
        Where the broken database lies now, None if there was none but, perhaps, its side files. Its folder was synced.
    """
    broken = path.with_name(f"{path.name}.corrupt-{int(now)}")
    if broken.exists():
        raise BugError("a broken database was already set aside in this second")
    with named_errors(path):
        for suffix in SIDE_FILES:  # the database last: with it gone, the side files would be taken for stale
            side = path.with_name(path.name + suffix)
            if side.exists():
                side.rename(broken.with_name(broken.name + suffix))
        if path.exists():
            path.rename(broken)
        sync_folder(path.parent)
    return broken if broken.exists() else None
