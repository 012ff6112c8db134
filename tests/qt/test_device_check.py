"""The device check says one thing at a time, in words a lay person can act on."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.domain.messages import Framing, Level
from app.ui import intents
from app.ui.ear import Ear, Loudness
from app.ui.light import Light, light
from app.ui.narrator import Narration
from app.ui.seat import Seat, seat
from app.ui.window import KioskWindow
from tests.qt import samples
from tests.qt.hands import Listener, press

ROOM_DB, VOICE_DB = -65.0, -25.0


def hear(ear: Ear, rms_db: float, times: int, peak_db: float = -12.0) -> None:
    for _ in range(times):
        ear.feed(rms_db, peak_db, speech=False)


def test_a_voice_over_the_room_is_heard_a_knock_is_not() -> None:
    ear = Ear()
    hear(ear, ROOM_DB, 25)
    hear(ear, VOICE_DB, 3)
    hear(ear, ROOM_DB, 3)
    assert not ear.is_heard
    hear(ear, VOICE_DB, 6)
    assert (ear.is_heard, ear.loudness, ear.is_noisy) == (True, Loudness.GOOD, False)


@pytest.mark.parametrize(
    ("room_db", "voice_db", "peak_db", "loudness", "noisy"),
    [
        (-70.0, -50.0, -30.0, Loudness.QUIET, False),
        (-65.0, -10.0, -0.1, Loudness.LOUD, False),
        (-35.0, -18.0, -6.0, Loudness.GOOD, True),
    ],
)
def test_what_is_wrong_with_voice_or_room(
    room_db: float, voice_db: float, peak_db: float, loudness: Loudness, noisy: bool
) -> None:
    ear = Ear()
    hear(ear, room_db, 25, peak_db=room_db + 10)
    hear(ear, voice_db, 10, peak_db)
    assert (ear.loudness, ear.is_noisy) == (loudness, noisy)


def picture(border: int, middle: int) -> QImage:
    image = QImage(640, 480, QImage.Format.Format_RGB888)
    image.fill(QColor(border, border, border))
    painter = QPainter(image)
    painter.fillRect(213, 160, 214, 160, QColor(middle, middle, middle))
    painter.end()
    return image


@pytest.mark.parametrize(
    ("border", "middle", "expected"),
    [
        (120, 120, Light.GOOD),
        (25, 30, Light.DARK),
        (240, 240, Light.BRIGHT),
        (230, 60, Light.BEHIND),
        (40, 150, Light.DARK),
    ],
)
def test_light(border: int, middle: int, expected: Light) -> None:
    assert light(picture(border, middle)) is expected


@pytest.mark.parametrize(
    ("framing", "expected"),
    [
        (Framing(1, 0.3, 0.05), Seat.GOOD),
        (Framing(0), Seat.NOBODY),
        (Framing(2, 0.3, 0.05), Seat.SEVERAL),
        (Framing(1, 0.08, 0.0), Seat.FAR),
        (Framing(1, 0.8, 0.0), Seat.NEAR),
        (Framing(1, 0.3, 0.4), Seat.ASIDE),
    ],
)
def test_how_to_sit_is_said_in_words(window: KioskWindow, framing: Framing, expected: Seat) -> None:
    window.show_page(samples.DEVICES_GOOD)
    window.show_live(framing)
    assert seat(framing) is expected
    look = window.devices.camera_card.sentence.property("look")
    assert look == ("good" if expected is Seat.GOOD else "warn")


def test_the_page_names_the_one_thing_to_do(window: KioskWindow) -> None:
    window.show_page(samples.DEVICES_GOOD)
    page = window.devices
    for _ in range(25):
        window.show_live(Level(-35.0, -25.0, speech=False))
    for _ in range(6):
        window.show_live(Level(-15.0, -8.0, speech=False))
    assert page.microphone_card.sentence.text() == "周围有些吵。请关上门，或请工作人员帮忙。"
    page.show_picture(picture(25, 25))
    assert page.camera_card.sentence.property("look") == "warn"


def test_what_the_kiosk_says_is_not_taken_for_a_voice(window: KioskWindow) -> None:
    window.show_page(samples.DEVICES_GOOD)
    window.devices.show_narration(Narration(is_speaking=True))
    for _ in range(10):
        window.show_live(Level(-15.0, -8.0, speech=True))
    assert window.devices.microphone_card.sentence.property("look") == "body"


def test_hear_the_voice_and_say_so(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.DEVICES_GOOD)
    page, card = window.devices, window.devices.sound_card
    press(qtbot, card.hear_button)
    assert isinstance(listener.heard[-1], intents.TestSound)
    page.show_narration(Narration(is_speaking=True))
    press(qtbot, card.hear_button)
    assert listener.heard[-1] == intents.Hush()
    page.show_narration(Narration())
    press(qtbot, card.no_button)
    assert card.sentence.property("look") == "warn"
    assert page.go_on_button.isEnabled(), "it never blocks"
    press(qtbot, card.hear_button)
    page.show_narration(Narration())
    press(qtbot, card.yes_button)
    assert card.sentence.property("look") == "good"
    press(qtbot, page.help_button)
    assert listener.heard[-1] == intents.AskForHelp()
