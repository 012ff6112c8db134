"""Copies of a running store, and the drill of putting one back; a broken database is set aside, never deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store import backup
from app.store.archive import Archive
from app.store.backup import (
    DAY_S,
    HOUR_S,
    RESTORED,
    backups,
    finish_restore,
    make_backup,
    newest_good,
    restore,
    thin_out,
    whole_with,
)
from app.store.journal import Journal
from app.store.keeping import set_aside_files
from tests.unit.store.samples import NOW, ONE, TWO, left, opening, whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
def copied(journal: Journal, folder: Path) -> backup.Backup:
    """A copy that holds one interview; the journal goes on with a second."""
    journal.append(ONE, whole(ONE), now=NOW)
    made = make_backup(journal, folder, whole_with(journal.database_keys), now=NOW + 60)
    journal.append(TWO, [*opening(TWO), left("declined")], now=NOW + 120)
    return made


def ids(database: Path, media_dir: Path) -> list[str]:
    archive = Archive.open(database, media_dir)
    try:
        return sorted(summary.id for summary in archive.interviews())
    finally:
        archive.close()


def damage(path: Path) -> None:
    """Ruin the middle of the file."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 4))


def test_the_drill(copied: backup.Backup, journal: Journal, database: Path, media_dir: Path) -> None:
    """Back up, lose the database, put the copy back, go on: what was copied is there, whole, and grows."""
    keys = journal.database_keys
    journal.close()
    damage(database)
    with pytest.raises(KioskError) as told:
        Journal.open(database, media_dir).verify()
    assert told.value.code in ("database_corrupt", "database_key_wrong")
    found = newest_good(copied.path.parent, whole_with(keys))
    assert found == copied
    old = restore(found.path, database, whole_with(keys), now=NOW + 200)
    assert old is not None
    assert old.exists()
    assert set_aside_files(database.parent) == [old]
    assert ids(database, media_dir) == [ONE]
    again = Journal.open(database, media_dir)
    again.append(TWO, [*opening(TWO), left("declined")], now=NOW + 300)
    assert again.verify().problems == ()
    again.close()


def test_a_copy_is_whole_private_and_leaves_nothing_beside_it(copied: backup.Backup) -> None:
    assert [path.name for path in copied.path.parent.iterdir()] == [copied.path.name]
    assert copied.path.stat().st_mode & 0o777 == 0o600
    assert backups(copied.path.parent) == [copied]


def test_a_copy_that_cannot_be_made_changes_nothing(
    copied: backup.Backup, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_copy", full)
    with pytest.raises(KioskError) as told:
        make_backup(journal, copied.path.parent, whole_with(journal.database_keys), now=NOW + 300)
    assert told.value.code == "backup_failed"
    assert [path.name for path in copied.path.parent.iterdir()] == [copied.path.name]
    journal.record("admin", "viewed", {}, now=NOW)  # the store's own transaction has ended


def test_a_folder_below_a_file_takes_no_copy(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(KioskError, match="backup_failed"):
        make_backup(journal, tmp_path / "taken" / "x", whole_with(journal.database_keys), now=NOW)


def test_a_damaged_copy_is_passed_over_and_refused(
    copied: backup.Backup, journal: Journal, database: Path, media_dir: Path
) -> None:
    check = whole_with(journal.database_keys)
    newer = make_backup(journal, copied.path.parent, check, now=NOW + 180)
    damage(newer.path)
    assert newest_good(copied.path.parent, check) == copied
    journal.close()
    before = database.read_bytes()
    with pytest.raises(KioskError):
        restore(newer.path, database, check, now=NOW + 200)
    assert database.read_bytes() == before
    assert ids(database, media_dir) == [ONE, TWO]


@pytest.mark.parametrize("content", [b"", b"x"])
def test_a_file_in_which_nothing_is_takes_no_database_away(
    content: bytes,
    copied: backup.Backup,
    journal: Journal,
    database: Path,
    media_dir: Path,
    tmp_path: Path,
) -> None:
    check = whole_with(journal.database_keys)
    (tmp_path / "nothing").write_bytes(content)
    journal.close()
    with pytest.raises(KioskError, match="backup_empty"):
        restore(tmp_path / "nothing", database, check, now=NOW + 200)
    assert ids(database, media_dir) == [ONE, TWO]


def test_a_restore_that_was_cut_off_is_ended_by_the_next_start(
    copied: backup.Backup, journal: Journal, database: Path, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = whole_with(journal.database_keys)
    journal.close()

    def power_cut(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(backup, "finish_restore", power_cut)
        with pytest.raises(SystemExit):
            restore(copied.path, database, check, now=NOW + 200)
    assert database.with_name(database.name + RESTORED).exists()
    database.rename(database.with_name(database.name + ".corrupt-1"))  # the second half of the cut
    assert finish_restore(database, now=NOW + 300) is None
    assert finish_restore(database, now=NOW + 400) is None
    assert ids(database, media_dir) == [ONE]
    assert len(set_aside_files(database.parent)) == 1


def test_a_reader_or_writer_in_the_way_is_named(journal: Journal, folder: Path) -> None:
    @contextmanager
    def busy() -> Iterator[Path]:
        raise KioskError("database_locked", file="kiosk.db")
        yield

    journal.at_rest = busy  # type: ignore[method-assign]
    with pytest.raises(KioskError) as told:
        make_backup(journal, folder, whole_with(journal.database_keys), now=NOW)
    assert told.value.code == "database_locked"
    assert backups(folder) == []


def test_the_last_hours_and_days_are_kept(folder: Path) -> None:
    folder.mkdir()
    made = []
    for hours in range(0, 24 * 12, 3):
        made.append(NOW - hours * HOUR_S)
        stamp = backup.datetime.fromtimestamp(made[-1], backup.UTC).strftime(backup.STAMP)
        (folder / f"kiosk-{stamp}.db").touch()
    (folder / "kiosk-mine.db").touch()
    thin_out(folder, now=NOW)
    left_at = [each.at for each in backups(folder)]
    assert left_at[:3] == [float(int(at)) for at in made[:3]]
    assert len({int(at // DAY_S) for at in left_at}) == 7
    assert len(left_at) <= 3 + 7
    assert (folder / "kiosk-mine.db").exists()
