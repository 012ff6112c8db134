"""From the staff's page to the administrator's screens and back: behind a secret, and not for long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.bootstrap.office_door import OfficeDoor
from app.cli_office import office_of
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.office.values import Section
from app.settings import MediaLimits, Settings
from app.staff.book import StaffBook
from app.staff.secret import Hashing
from app.ui.desk_intents import OpenOffice, SignInWith

PIN = "40718265"


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    media = MediaLimits(min_free_mb=100, ballast_mb=1)
    settings = Settings(data_dir=tmp_path, windowed=True, microphone=None, camera=None, media=media)
    cheap = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    StaffBook(tmp_path, cheap).set_up("admin", PIN)
    made = Kiosk(settings, load_competency_model(content_dir()))
    made.start()
    yield made
    made.stop()
    made.window.deleteLater()


@pytest.fixture
def door(kiosk: Kiosk) -> Iterator[OfficeDoor]:
    made = OfficeDoor(lambda: office_of(kiosk, kiosk._settings, kiosk._model))
    kiosk.desk.front.office_asked.connect(made.open)
    yield made
    made.stop()
    if made.room is not None:
        made.room.window.deleteLater()


def is_built(door: OfficeDoor) -> bool:
    return door.room is not None


def test_an_administrator_comes_by_the_staffs_page_and_is_gone_after_some_idle_minutes(
    qtbot: QtBot, kiosk: Kiosk, door: OfficeDoor
) -> None:
    kiosk.desk.front.on_intent(OpenOffice())  # whoever gets at the signal without having signed in
    assert not is_built(door)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(kiosk.window, Qt.Key.Key_F2, both)
    sign_in, staff = kiosk.window.desk.sign_in, kiosk.window.desk.staff
    qtbot.waitUntil(lambda: bool(sign_in.names), timeout=10_000)
    kiosk.desk.front.on_intent(SignInWith("admin", PIN))
    qtbot.waitUntil(lambda: kiosk.window.current_page is staff, timeout=10_000)
    staff.office_button.click()
    office = door.room
    assert office is not None
    qtbot.waitUntil(lambda: "admin" in office.page.pages[Section.USERS].words)
    assert kiosk.window.current_page is kiosk.window.welcome
    office._idle.timeout.emit()
    assert not office.window.isVisible()
    assert office.page.pages[Section.USERS].words == []
    told = [(each.actor, each.action) for each in kiosk.journal.audit()[0]]
    for action in ("desk_left_for_office", "office_opened", "office_closed"):
        assert ("admin", action) in told
