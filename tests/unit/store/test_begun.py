"""A database that is gone is told and never begun anew unseen; a first start, however it was cut, goes through."""

from pathlib import Path

import pytest

from app.errors import KioskError
from app.store import envelope
from app.store.archive import Archive
from app.store.backup import FOLDER, make_backup, restore, whole_with
from app.store.begun import TRACES, is_there
from app.store.journal import Journal
from app.store.vault import Vault
from tests.unit.store.samples import NOW, ONE, opening


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file but the locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def lose(database: Path, how: str) -> None:
    if how == "empty":
        database.write_bytes(b"")
    else:
        database.unlink()


def forget_the_mark(folder: Path) -> None:
    """As if an older version, which knew no such mark, had written the envelope."""
    vault = Vault.open(folder)
    hidden = envelope.Hidden(vault.hidden.current, is_sealed=True, is_hub_sealed=True)
    envelope.write(envelope.hide(vault.envelope, vault._master, hidden), folder)
    vault.close()


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("how", ["empty", "missing"])
def test_a_database_that_is_gone_is_named_and_nothing_is_touched(
    journal: Journal, database: Path, media_dir: Path, how: str, marked: bool
) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    journal.close()
    if not marked:
        forget_the_mark(database.parent)
    lose(database, how)
    before = snapshot(database.parent)
    assert is_there(database, media_dir)
    for _ in range(2):
        with pytest.raises(KioskError) as told:
            Journal.open(database, media_dir)
        assert told.value.code == "database_gone"
    if how == "empty":
        with pytest.raises(KioskError, match="database_gone"):
            Archive.open(database, media_dir)
    assert snapshot(database.parent) == before


def test_the_envelope_alone_remembers_that_there_was_one(
    journal: Journal, database: Path, media_dir: Path
) -> None:
    journal.close()
    for path in database.parent.glob("kiosk.db*"):
        path.unlink()
    assert not is_there(database, media_dir)  # without the keys nobody can tell
    with pytest.raises(KioskError, match="database_gone"):
        Journal.open(database, media_dir)


@pytest.mark.parametrize(
    "trace", [*TRACES, "kiosk.db-wal", f"{FOLDER}/kiosk-20260101T000000Z.db", "media/x/q.pcm"]
)
def test_each_trace_of_an_older_store_is_enough(database: Path, media_dir: Path, trace: str) -> None:
    Vault.open(database.parent).close()
    path = database.parent / trace
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    with pytest.raises(KioskError) as told:
        Journal.open(database, media_dir)
    assert told.value.code == "database_gone"


@pytest.mark.parametrize("left", ["nothing", "keys", "empty"])
def test_a_first_start_that_was_cut_goes_on(database: Path, media_dir: Path, left: str) -> None:
    if left != "nothing":
        Vault.open(database.parent).close()
    if left == "empty":
        database.write_bytes(b"")
    Journal.open(database, media_dir).close()
    assert is_there(database, media_dir)
    again = Journal.open(database, media_dir)
    assert again.interviews() == []
    again.close()


@pytest.mark.parametrize("how", ["empty", "missing"])
def test_the_newest_copy_takes_its_place_and_no_old_log_is_read_into_it(
    journal: Journal, database: Path, media_dir: Path, how: str
) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    check = whole_with(journal.database_keys)
    copy = make_backup(journal, database.parent / FOLDER, check, now=NOW + 1)
    journal.append(ONE, [], now=NOW + 2)
    journal.record("li", "viewed", {}, now=NOW + 2)
    log = database.with_name("kiosk.db-wal").read_bytes()
    journal.close()
    lose(database, how)
    database.with_name("kiosk.db-wal").write_bytes(log)
    old = restore(copy.path, database, check, now=NOW + 3)
    assert (old is None) == (how == "missing")
    assert database.with_name(f"kiosk.db.corrupt-{int(NOW + 3)}-wal").read_bytes() == log
    again = Journal.open(database, media_dir)
    assert [each.id for each in again.interviews()] == [ONE]
    assert again.verify().is_ok
    assert again.audit()[0] == []
    again.close()
