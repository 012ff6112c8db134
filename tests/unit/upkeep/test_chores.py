"""The chores of an idle kiosk, and the room that a full disk gives back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.settings import LlmSettings, Settings
from app.store.backup import FOLDER, backups
from app.store.ballast import MB, Ballast
from app.store.journal import Journal
from app.upkeep.chores import CheckStore, Chores, Tidied, Tidy
from app.upkeep.configuration import facts, record_start
from app.upkeep.room import WithRoom, make_room
from app.upkeep.terms import Purged
from tests.unit.store.samples import NOW, ONE
from tests.unit.upkeep.conftest import Time


def test_an_idle_kiosk_backs_up_each_hour(chores: Callable[..., Chores], time: Time, tmp_path: Path) -> None:
    run = chores()
    assert run(Tidy()) == Tidied(Purged(), backed_up=True)
    time.go_on(0.5 / 24)
    assert run(Tidy()) == Tidied(Purged(), backed_up=False)
    time.go_on(0.6 / 24)
    assert run(Tidy()) == Tidied(Purged(), backed_up=True)
    assert len(backups(tmp_path / FOLDER)) == 2
    assert run.ballast.is_held


def test_a_wrong_calendar_stops_deletion_and_not_the_copies(
    chores: Callable[..., Chores], time: Time, tmp_path: Path, journal: Journal
) -> None:
    run = chores()
    run(Tidy())
    time.at -= 400 * 86400  # the battery of the clock is empty
    for _ in range(2):
        with pytest.raises(KioskError) as told:
            run(Tidy())
        assert told.value.code == "clock_jumped"
    assert len(backups(tmp_path / FOLDER)) == 2
    time.at += 900 * 86400
    with pytest.raises(KioskError):
        run(Tidy())
    assert len(journal.interviews()) == 2


def test_a_changed_store_is_found_told_and_audited(
    chores: Callable[..., Chores], journal: Journal, tmp_path: Path
) -> None:
    run = chores()
    journal.delete_recordings(ONE, now=NOW, actor="kiosk", reason="retention")  # this store never had any
    assert run(CheckStore()) == CheckStore()
    journal._db.conn.execute("UPDATE answers SET corrected_text = 'x' WHERE interview_id = ?", [ONE])
    with pytest.raises(KioskError) as told:
        run(CheckStore())
    assert told.value.code == "store_changed"
    assert journal.told("store_check_failed")


def test_the_ballast_takes_up_real_room_and_gives_it_back(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, 2)
    assert not ballast.release()
    assert not ballast.hold(free_mb=1501, keep_mb=1500)  # it would take the room an interview needs
    assert ballast.hold(free_mb=1502, keep_mb=1500)
    assert ballast.path.stat().st_blocks * 512 >= 2 * MB
    assert not make_room(ballast, free_mb=64)
    assert make_room(ballast, free_mb=63)
    assert not ballast.path.exists()
    assert not Ballast(tmp_path, 0).hold(free_mb=10**6, keep_mb=0)


def test_a_full_disk_gets_the_ballast_once(tmp_path: Path) -> None:
    ballast, asked = Ballast(tmp_path, 1), []

    def store(request: object) -> object:
        asked.append(request)
        if ballast.is_held or request == "huge":
            raise KioskError("disk_full", file="kiosk.db")
        return request

    run = WithRoom(store, ballast)
    ballast.hold(free_mb=100, keep_mb=0)
    assert run("answer") == "answer"
    assert asked == ["answer", "answer"]
    ballast.hold(free_mb=100, keep_mb=0)
    for _ in range(2):
        with pytest.raises(KioskError):
            run("huge")
    assert asked[2:] == ["huge", "huge", "huge"]  # with the ballast, then without any


def test_a_change_of_model_content_pack_or_setting_is_audited(
    journal: Journal, model: CompetencyModel, tmp_path: Path
) -> None:
    packs = tmp_path / "models" / "sherpa"
    packs.mkdir(parents=True)
    (packs / "manifest.json").write_text("{}")
    secret = "token-9f"
    settings = Settings(data_dir=tmp_path, hub_url="https://hub.example.org", llm=LlmSettings(token=secret))
    first = facts(settings, model)
    assert {"program", "content.hash", "pack.sherpa", "setting.media.min_free_mb"} <= set(first)
    assert secret not in str(first)
    assert "example.org" not in str(first)
    assert record_start(journal, first, now=NOW)
    assert record_start(journal, facts(settings, model), now=NOW) == ()
    (packs / "manifest.json").write_text('{"files": []}')
    changed = facts(Settings(data_dir=tmp_path, hub_url="https://other.example.org"), model)
    assert record_start(journal, changed, now=NOW) == ("pack.sherpa", "setting.hub_url")
    assert journal.told("configuration_changed")[-1]["changed"] == ["pack.sherpa", "setting.hub_url"]


def test_sqlite_itself_is_not_asked_twice(chores: Callable[..., Chores], tmp_path: Path) -> None:
    """A copy is only kept when it opens with the kiosk's own keys."""
    chores()(Tidy())
    (copy,) = backups(tmp_path / FOLDER)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(copy.path).execute("SELECT count(*) FROM interviews")
