"""A full disk, a locked, broken or newer database: a named failure, and nothing acknowledged is lost."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.domain.events import EngineLost
from app.errors import BugError, KioskError
from app.private_file import replace_file
from app.store import cipher, connection
from app.store.archive import Archive
from app.store.connection import set_aside
from app.store.journal import Journal
from tests.fakes.keyed import beside, opened
from tests.unit.store.samples import NOW, ONE, answered, opening, whole

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def code_of(call: pytest.ExceptionInfo[KioskError]) -> str:
    return call.value.code


class SmallDisk:
    """2 MB with some ballast: a real disk where we may mount one, else a limit inside SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "kiosk.db"
        self._ballast = folder / "ballast"
        mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
        self.mounted = ROOT and subprocess.run(mount, check=False, capture_output=True).returncode == 0
        self._ballast.write_bytes(bytes(600_000))

    def fill(self, journal: Journal) -> int:
        """How many events were acknowledged until the disk was full."""
        if not self.mounted:
            ((pages,),) = journal._db.conn.execute("PRAGMA page_count")
            journal._db.conn.execute(f"PRAGMA max_page_count={pages + 100}")
        for acknowledged in range(10_000):
            code = self._append(journal)
            if code is not None:
                assert code == "disk_full"
                return acknowledged
        raise AssertionError("the disk never became full")

    def _append(self, journal: Journal) -> str | None:
        try:
            journal.append(ONE, [EngineLost("x" * 8_000)], now=NOW)
        except KioskError as error:
            return error.code
        return None

    def make_room(self, journal: Journal) -> None:
        self._ballast.unlink()
        if not self.mounted:
            journal._db.conn.execute("PRAGMA max_page_count=1000000")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = SmallDisk(folder)
    yield disk
    if disk.mounted:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: SmallDisk) -> None:
    journal = Journal.open(small_disk.database, small_disk.folder)
    journal.append(ONE, whole(ONE, media=False), now=NOW)
    acknowledged = small_disk.fill(journal)
    assert acknowledged > 0
    assert len(journal.events(ONE)) == 13 + acknowledged
    assert journal.verify().is_ok
    journal.close()


def test_writing_goes_on_when_there_is_room_again(small_disk: SmallDisk) -> None:
    journal = Journal.open(small_disk.database, small_disk.folder)
    journal.append(ONE, whole(ONE, media=False), now=NOW)
    acknowledged = small_disk.fill(journal)
    small_disk.make_room(journal)
    journal.append(ONE, [EngineLost("gone")], now=NOW)
    journal.close()
    again = Journal.open(small_disk.database, small_disk.folder)
    assert len(again.events(ONE)) == 14 + acknowledged
    assert again.verify().is_ok
    again.close()


def test_a_locked_database_is_named_and_comes_back(journal: Journal, database: Path) -> None:
    journal._db.conn.execute("PRAGMA busy_timeout=50")
    other = beside(database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(KioskError) as caught:
        journal.append(ONE, opening(ONE), now=NOW)
    assert code_of(caught) == "database_locked"
    other.execute("ROLLBACK")
    other.close()
    journal.append(ONE, opening(ONE), now=NOW)
    assert len(journal.events(ONE)) == 4


def broken_database(database: Path, media_dir: Path, offset: int) -> None:
    journal = Journal.open(database, media_dir)
    for number in range(20):
        interview_id = f"{ONE[:-2]}{number:02}"
        journal.append(interview_id, whole(interview_id, media=False), now=NOW)
    journal._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.close()
    with database.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * 8192)


@pytest.mark.parametrize("offset", [0, 8192, 65536], ids=["header", "schema", "middle"])
def test_a_broken_database_is_named_and_left_alone(database: Path, media_dir: Path, offset: int) -> None:
    broken_database(database, media_dir, offset)
    before = database.read_bytes()
    with pytest.raises(KioskError) as caught:
        Journal.open(database, media_dir)
    assert code_of(caught) == "database_corrupt"
    assert database.read_bytes() == before


def test_a_broken_database_is_set_aside_only_when_asked(database: Path, media_dir: Path) -> None:
    broken_database(database, media_dir, 0)
    before = database.read_bytes()
    database.with_name("kiosk.db-wal").write_bytes(b"log")
    aside = set_aside(database, now=NOW)
    assert aside is not None
    assert aside.name == f"kiosk.db.corrupt-{int(NOW)}"
    assert aside.read_bytes() == before
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log"
    with pytest.raises(KioskError) as caught:
        Journal.open(database, media_dir)
    assert code_of(caught) == "database_gone"
    with pytest.raises(BugError):
        set_aside(database, now=NOW)


def test_a_newer_database_is_refused_and_left_alone(database: Path, media_dir: Path) -> None:
    Journal.open(database, media_dir).close()
    newer = Database(beside(database))
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kiosk', '9999_x', '')"
    )
    newer.close()
    with pytest.raises(KioskError) as caught:
        Journal.open(database, media_dir)
    assert code_of(caught) == "database_newer"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        Journal.open(tmp_path / "nowhere" / "kiosk.db", tmp_path)
    assert code_of(caught) == "database_unopenable"
    with pytest.raises(KioskError) as caught:
        opened(tmp_path / "kiosk.db", read_only=True)
    assert code_of(caught) == "database_unopenable"


def test_a_folder_in_place_of_the_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "kiosk.db").mkdir()
    with pytest.raises(KioskError) as caught:
        opened(tmp_path / "kiosk.db")
    assert code_of(caught) == "database_unopenable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_pipe_or_device_in_place_of_a_file_is_refused_and_stays_as_it_is(
    tmp_path: Path, read_only: bool
) -> None:
    """Under root a device would be closed to, or replaced for, every program of the machine."""
    pipe = tmp_path / "kiosk.db"
    os.mkfifo(pipe, 0o666)
    before = pipe.stat()
    with pytest.raises(KioskError) as caught:
        opened(pipe, read_only=read_only)
    assert code_of(caught) == "database_unopenable"
    with pytest.raises(OSError, match="Invalid argument"):
        replace_file(pipe, b"anything")
    assert (pipe.stat().st_mode, pipe.stat().st_ino) == (before.st_mode, before.st_ino)
    assert not pipe.with_name("kiosk.db.part").exists()


def test_an_older_database_is_not_migrated_by_a_reader(database: Path) -> None:
    Database(beside(database)).close()
    with pytest.raises(BugError):
        opened(database, read_only=True)


@pytest.mark.parametrize(("free", "code"), [(10**9, "database_io"), (0, "disk_full")])
def test_an_io_error_on_a_full_disk_is_a_full_disk(
    database: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    monkeypatch.setattr(connection, "_free_bytes", lambda path: free)
    error = cipher.Error("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    with pytest.raises(KioskError) as caught, connection.named_errors(database):
        raise error
    assert code_of(caught) == code


def test_wrong_sql_is_our_bug(database: Path) -> None:
    db = opened(database)
    with pytest.raises(BugError), connection.named_errors(database):
        db.conn.execute("SELECT nothing FROM nowhere")
    db.close()


def test_a_failure_inside_a_transaction_stores_nothing(journal: Journal) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    with pytest.raises(BugError):
        journal.append(ONE, [*answered(ONE, 1), *opening(ONE)], now=NOW)
    assert len(journal.events(ONE)) == 4
    assert journal.answers(ONE) == []


def test_settings_that_keep_answers_are_on(database: Path) -> None:
    db = opened(database)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    found = {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted
    db.close()


def damage(database: Path, media_dir: Path) -> set[str]:
    """What a reader says of the database: the code it fails with, or those of the problems it finds."""
    try:
        reader = Archive.open(database, media_dir)
    except KioskError as error:
        return {error.code}
    try:
        return {problem.code for problem in reader.verify().problems}
    except KioskError as error:
        return {error.code}
    finally:
        reader.close()


@pytest.mark.parametrize("offset", [65536, 98304, 131072])
def test_damage_that_a_reader_meets_is_found(database: Path, media_dir: Path, offset: int) -> None:
    broken_database(database, media_dir, offset)
    assert damage(database, media_dir) & {"database_corrupt", "database_damaged"}
