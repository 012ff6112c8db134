"""The real kiosk: a QR code before its camera begins an interview, and staff see who calls."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.accommodation import Accommodations
from app.domain.check_in import CheckInBy
from app.domain.events import AccommodationsSet, CheckedIn
from app.flow.interview import Step
from app.settings import Settings
from app.staff.book import StaffBook
from app.store.front_desk import Appointment
from app.store.journal import Journal
from tests.engine.test_codes import CODE, film, picture
from tests.qt.hands import press

PIN = "27182845"


@pytest.fixture
def kiosk(qtbot: QtBot, tmp_path: Path) -> Iterator[Kiosk]:
    data = tmp_path / "data"
    data.mkdir()
    journal = Journal.open(data / "kiosk.db", data)
    journal.front_desk.replace_appointments([Appointment("K-7")], now=time.time(), actor="a")
    journal.close()
    StaffBook(data).set_up("admin", PIN)
    file = film(tmp_path / "code.webm", picture(CODE))
    settings = Settings(
        data_dir=data, microphone=None, camera=f"file:{file}", windowed=True, loudspeaker=False
    )
    opened = Kiosk(settings, load_competency_model(content_dir()))
    opened.start()
    yield opened
    opened.stop()


def test_a_code_before_the_camera_begins_the_interview_that_staff_prepared(
    qtbot: QtBot, kiosk: Kiosk
) -> None:
    window, desk = kiosk.window, kiosk.window.desk
    press(qtbot, window.header.help_button)
    qtbot.waitUntil(lambda: window.welcome._calls.isVisible())
    qtbot.mousePress(window.header.brand, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.sign_in.isVisible() and desk.sign_in.secret.hasFocus())
    qtbot.keyClicks(desk.sign_in.secret, PIN)
    press(qtbot, desk.sign_in.enter_button)
    qtbot.waitUntil(lambda: desk.staff.isVisible() and bool(desk.staff.calls.buttons))
    press(qtbot, desk.staff.calls.buttons[0])
    press(qtbot, desk.staff.switches["large_type"])
    press(qtbot, desk.staff.apply_button)
    qtbot.waitUntil(lambda: window.welcome.isVisible() and not window.welcome._calls.isVisible())
    press(qtbot, window.welcome.start_button)
    press(qtbot, desk.check_in.scan_button)
    qtbot.waitUntil(window.experience.isVisible, timeout=30_000)
    qtbot.waitUntil(lambda: window.look.large_type)
    interview = kiosk.controller.interview
    assert interview.step is Step.CONSENT
    events = kiosk.journal.events(interview.interview_id)
    assert events[1:] == [AccommodationsSet(Accommodations(large_type=True), "admin")]
    assert kiosk.controller._sitting.came == CheckedIn(CheckInBy.QR, "K-7"), "stored once they consent"
    assert kiosk.journal.front_desk.open_calls() == []
    rows = kiosk.journal._rows("SELECT action FROM audit WHERE actor = 'admin' ORDER BY seq")
    assert [row["action"] for row in rows] == [
        "desk_opened",
        "call_answered",
        "accommodations_set",
        "desk_closed",
    ]
