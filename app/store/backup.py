"""Copies of the database: made while the kiosk runs, tried before they are kept, put back when asked.

A copy is byte for byte the database file at a moment when nothing lies in its log, so it is as encrypted as
the original and opens with the same keys. Recordings are not in it.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import KioskError
from app.private_file import check_ends, sync_folder
from app.store.cipher import DatabaseKey
from app.store.connection import named_errors, open_keyed, set_aside
from app.store.journal import Journal

FOLDER = "backup"
HOURLY, DAILY = 3, 7
HOUR_S, DAY_S = 3600.0, 86400.0
STAMP = "%Y%m%dT%H%M%SZ"
PREFIX, SUFFIX = "kiosk-", ".db"
RESTORED = ".restored"  # beside the database: a whole copy that is about to take its place

Check = Callable[[Path], None]  # raises KioskError unless a database opens and is whole


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. at: when it was made, Unix seconds, UTC, to the second."""

    path: Path
    at: float


def whole_with(keys: Sequence[DatabaseKey]) -> Check:
    """A check that a database opens with one of `keys`, holds something, and that no page of it is damaged."""

    def check(path: Path) -> None:
        db = open_keyed(path, keys, read_only=True)
        try:
            with named_errors(path):
                if db.conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                    raise KioskError("database_corrupt", file=path.name)
                if (
                    db.conn.execute("SELECT 1 FROM sqlite_master").fetchone() is None
                ):  # so SQLite reads an empty file
                    raise KioskError("backup_empty", file=path.name)
        finally:
            db.close()

    return check


def make_backup(journal: Journal, folder: Path, check: Check, *, now: float) -> Backup:
    """A copy in `folder`, on the disk and tried. Raises KioskError backup_failed; the folder is as before."""
    stamp = datetime.fromtimestamp(now, UTC).strftime(STAMP)
    target = folder / f"{PREFIX}{stamp}{SUFFIX}"
    part = folder / f"{target.name}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with journal.at_rest() as file:
            failed = _failure_of_copying(file, part)  # an error of the copy is none of the database
        if failed is not None:
            raise failed
        check(part)
        part.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise KioskError("backup_failed", folder=str(folder)) from error
    finally:
        remove_database(part)
    return Backup(target, float(int(now)))


def backups(folder: Path) -> list[Backup]:
    """The copies in `folder`, the newest first."""
    found = []
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        try:
            made = datetime.strptime(path.name, f"{PREFIX}{STAMP}{SUFFIX}").replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, made.timestamp()))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def newest_good(folder: Path, check: Check) -> Backup | None:
    """The newest copy that opens and is whole; broken ones are passed over and left."""
    for backup in backups(folder):
        try:
            check(backup.path)
        except KioskError:
            continue
        return backup
    return None


def thin_out(folder: Path, *, now: float) -> int:
    """How many copies were removed: kept are the newest of the last hours and of the last days."""
    kept: set[Path] = set()
    for length_s, slots in ((HOUR_S, HOURLY), (DAY_S, DAILY)):
        newest_of: dict[int, Path] = {}
        for backup in backups(folder):
            newest_of.setdefault(int(backup.at // length_s), backup.path)
        kept |= {newest_of[slot] for slot in sorted(newest_of, reverse=True)[:slots]}
    surplus = [backup for backup in backups(folder) if backup.path not in kept and backup.at <= now]
    for backup in surplus:
        remove_database(backup.path)
    return len(surplus)


def renew_after_deletion(
    journal: Journal, folder: Path, check: Check, *, deleted_at: float, now: float
) -> tuple[int, int]:
    """(removed, left) copies that still held what was deleted at `deleted_at`; a fresh one takes their place."""
    stale = [backup for backup in backups(folder) if backup.at <= deleted_at]
    if not stale:
        return 0, 0
    for backup in stale:
        if backup.at == float(int(now)):  # the fresh one would have its name
            remove_database(backup.path)
    fresh = make_backup(journal, folder, check, now=now)
    for backup in stale:
        if backup.path != fresh.path:
            remove_database(backup.path)
    left = sum(backup.path.exists() for backup in stale if backup.path != fresh.path)
    return len(stale) - left, left


def restore(source: Path, database: Path, check: Check, *, now: float) -> Path | None:
    """Where the old database was set aside, or None if there was none; `source` is in its place.

    Cut off at any point, `finish_restore` at the next start ends it.

    Raises:
        KioskError: database_corrupt ... `source` is no good, file_endless or restore_failed; nothing was changed.
    """
    check_ends(source)
    check(source)
    waiting = database.with_name(database.name + RESTORED)
    part = waiting.with_name(waiting.name + ".part")
    try:
        _copy(source, part)
        part.replace(waiting)
        sync_folder(waiting.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KioskError("restore_failed", file=source.name) from error
    return finish_restore(database, now=now)


def finish_restore(database: Path, *, now: float) -> Path | None:
    """Put a copy that waits in the database's place; the old one is set aside, never deleted.

    Returns:
        Where the old one lies, or None: there was none, or nothing waited.
    """
    waiting = database.with_name(database.name + RESTORED)
    if not waiting.exists():
        return None
    old = set_aside(database, now=now)  # also the log of one that is missing: it would be read into the copy
    waiting.replace(database)
    sync_folder(database.parent)
    return old


def remove_database(path: Path) -> None:
    """The file and its side files are gone."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError, NotADirectoryError):
            path.with_name(path.name + suffix).unlink()


def _failure_of_copying(source: Path, target: Path) -> OSError | None:
    try:
        _copy(source, target)
    except OSError as error:
        return error
    return None


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as old, os.fdopen(descriptor, "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
