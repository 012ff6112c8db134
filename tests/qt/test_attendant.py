"""Beside the real kiosk: it beats, keeps house while nobody is there, and knows who may close it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from pytestqt.qtbot import QtBot

from app.bootstrap.attendant import Attendant
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import InterviewStarted
from app.domain.language import Language
from app.errors import KioskError
from app.flow.interview import Interview, Step
from app.settings import MediaLimits, Settings
from app.staff.book import StaffBook
from app.staff.secret import Hashing
from app.store.backup import FOLDER, backups
from app.ui.ports import Append

PIN = "27182845"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    media = MediaLimits(min_free_mb=100, ballast_mb=1)
    return Settings(data_dir=tmp_path, windowed=True, microphone=None, camera=None, media=media)


@pytest.fixture
def kiosk(settings: Settings, qtbot: QtBot) -> Iterator[Kiosk]:
    made = Kiosk(settings, load_competency_model(content_dir()))
    yield made
    made.stop()
    made.window.deleteLater()


@pytest.fixture
def left() -> list[bool]:
    return []


@pytest.fixture
def attendant(kiosk: Kiosk, settings: Settings, left: list[bool]) -> Iterator[Attendant]:
    made = Attendant(kiosk, settings, load_competency_model(content_dir()), lambda: left.append(True))
    yield made
    made.stop()
    made.door.window.deleteLater()


def test_an_idle_kiosk_keeps_house(
    kiosk: Kiosk, attendant: Attendant, settings: Settings, qtbot: QtBot
) -> None:
    data_dir = settings.data_dir
    kiosk.start()
    attendant.start()
    qtbot.waitUntil(lambda: (data_dir / "heartbeat.json").exists())
    qtbot.waitUntil(lambda: bool(backups(data_dir / FOLDER)))
    assert (data_dir / "ballast").stat().st_size == 1_000_000
    assert json.loads((data_dir / "heartbeat.json").read_text())["busy"] is False
    (told,) = kiosk.journal.told("configuration_changed")  # the first chore
    assert "content.hash" in told["facts"]


def test_a_running_interview_gets_the_ballast_before_the_disk_is_full(
    kiosk: Kiosk, attendant: Attendant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = settings.data_dir / "ballast"
    attendant._ballast.hold(free_mb=1000, keep_mb=0)
    monkeypatch.setattr(attendant, "_free_mb", lambda: 10)
    attendant.pulse()
    assert ballast.exists()  # nobody is there: no interview may begin anyway
    kiosk.controller._now = Interview(Step.QUESTION, "i-1")
    assert attendant.is_busy
    attendant.pulse()
    assert not ballast.exists()
    assert json.loads((settings.data_dir / "heartbeat.json").read_text())["busy"] is True


def test_an_answer_meets_a_full_disk_and_is_stored_with_the_ballast(
    kiosk: Kiosk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = settings.data_dir / "ballast"
    ballast.write_bytes(b"\0" * 1_000_000)
    append = kiosk.journal.append

    def on_full_disk(*args: object, **kwargs: object) -> None:
        if ballast.exists():
            raise KioskError("disk_full", file="kiosk.db")
        append(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(kiosk.journal, "append", on_full_disk)
    request = Append("i-1", (InterviewStarted("i-1", Language.ZH),))
    assert kiosk.store._worker._task(request) == request
    assert not ballast.exists()
    assert [each.id for each in kiosk.journal.interviews()] == ["i-1"]


def test_only_a_pin_closes_the_program(
    attendant: Attendant, settings: Settings, qtbot: QtBot, left: list[bool]
) -> None:
    attendant.ask()
    assert not attendant.door.window.isVisible()  # nobody was set up: there is nobody whom it could let out
    cheap = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    StaffBook(settings.data_dir, cheap).set_up("admin", PIN)
    attendant.ask()
    assert attendant.door.window.isVisible()
    for digits in ("99887766", PIN):
        assert left == []
        qtbot.keyClicks(attendant.door.window.page.pad, digits)  # type: ignore[attr-defined]
        attendant.door.window.page.pad.enter_key.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: attendant.door.view.error is not None or bool(left))
    qtbot.waitUntil(lambda: left == [True])


def test_a_store_that_was_changed_is_told_on_the_screen_other_chores_are_not(
    kiosk: Kiosk, attendant: Attendant, qtbot: QtBot
) -> None:
    told: list[str] = []
    kiosk.messages.attach(kiosk.window)
    kiosk.window.tell = lambda code, **_: told.append(code)  # type: ignore[method-assign]
    for code in ("clock_jumped", "clock_jumped", "store_changed"):
        attendant.chores.failed.emit(KioskError(code, problems=1, missing=0))
    assert told == ["store_changed"]
    qtbot.waitUntil(lambda: len(kiosk.journal.told("upkeep_failed")) == 2)
    assert [row["code"] for row in kiosk.journal.told("upkeep_failed")] == ["clock_jumped", "store_changed"]
