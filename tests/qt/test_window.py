"""The window: languages, messages, privacy between people, locks, preview pictures."""

from collections.abc import Callable
from multiprocessing.shared_memory import SharedMemory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.messages import PreviewReady
from app.errors import BugError, KioskError
from app.ui import intents
from app.ui.messages import Messages
from app.ui.preview import PreviewReader, image_of
from app.ui.window import KioskWindow
from tests.qt import samples

OpenWindow = Callable[..., KioskWindow]


def test_the_language_switch_is_drawn_first_and_then_told(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.WELCOME)
    heard: list[tuple[object, Language]] = []
    window.intent.connect(lambda intent: heard.append((intent, window.language)))
    qtbot.mouseClick(window.header.language_buttons[Language.EN], Qt.MouseButton.LeftButton)
    assert heard == [(intents.ChooseLanguage(Language.EN), Language.EN)]
    assert window.welcome.start_button.text() == "Start"


def test_asking_for_help_is_answered_at_once(qtbot: QtBot, window: KioskWindow) -> None:
    with qtbot.waitSignal(window.intent) as heard:
        window.header.help_button.click()
    assert heard.args == [intents.AskForHelp()]
    assert "举手" in window.messages.banner.text
    window.set_language(Language.EN)
    assert "raise your hand" in window.messages.banner.text
    window.messages.banner.close_button.click()
    assert not window.messages.isVisible()


def test_a_failure_is_told_in_words_and_translated(window: KioskWindow) -> None:
    window.tell("unexpected")
    zh = window.messages.banner.text
    window.set_language(Language.EN)
    assert window.messages.banner.text not in ("", zh)


def test_failures_before_the_window_are_told_when_it_is_up(window: KioskWindow) -> None:
    messages = Messages()
    messages.report(KioskError("no_such_code_yet"))
    messages.report(BugError("details for the log only"))
    assert window.messages.banner.text == ""
    messages.attach(window)
    assert window.messages.banner.text
    assert "details" not in window.messages.banner.text


def test_whoever_minimises_it_finds_it_back(qtbot: QtBot, window: KioskWindow) -> None:
    window.showMinimized()
    qtbot.waitUntil(window.isFullScreen)


def test_only_the_newest_failures_are_kept(window: KioskWindow) -> None:
    told: list[str] = []

    class Line:
        """Remembers the codes."""

        def tell(self, code: str, **params: str | float) -> None:
            """Take one."""
            told.append(code)

    messages = Messages()
    for number in range(50):
        messages.report(KioskError(f"code_{number}"))
    messages.attach(Line())
    messages.report(KioskError("after"))
    assert told == [*(f"code_{number}" for number in range(30, 50)), "after"]


def test_a_bug_is_logged_with_its_trace(caplog: pytest.LogCaptureFixture, qtbot: QtBot) -> None:
    try:
        raise ValueError("impossible")
    except ValueError as error:
        Messages().report(error)
    assert "impossible" in caplog.text


def test_the_question_whether_anybody_is_there(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.PREPARING)
    window.ask_still_there(20)
    assert window.messages.idle.isVisible()
    assert window.focusWidget() is window.messages.idle.here_button
    window.ask_still_there(19)
    with qtbot.waitSignal(window.intent) as heard:
        window.messages.idle.here_button.click()
    assert heard.args == [intents.StillHere()]
    assert not window.messages.isVisible()
    window.ask_still_there(20)
    window.ask_still_there(None)
    assert not window.messages.isVisible()


def test_typing_is_a_sign_of_life_but_not_a_flood(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.TYPING)
    signs: list[object] = []
    window.intent.connect(signs.append)
    qtbot.waitUntil(lambda: window._touches._last.hasExpired(1000))
    for _ in range(20):
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.question.answer.text == "a" * 20
    assert signs
    assert set(signs) == {intents.StillHere()}
    assert len(signs) < 5


def test_the_next_person_finds_nothing_of_the_last_one(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.CONSENT)
    window.consent.rows[0].switch.yes.click()
    window.show_page(samples.TYPING)
    qtbot.keyClicks(window.question.answer.edit, "private")
    window.question.show_picture(picture())
    window.show_page(samples.REVIEW)
    window.tell("unexpected")
    window.show_page(samples.VIEWS["finished"])
    window.show_page(samples.WELCOME)
    assert window.question.answer.text == ""
    assert window.review.answer.text == ""
    assert not window.question.side.camera.has_picture
    assert window.messages.banner.text == ""
    window.show_page(samples.CONSENT)
    assert [each.switch.answer for each in window.consent.rows] == [None] * len(window.consent.rows)
    window.show_page(samples.TYPING)
    assert window.question.answer.text == ""


def test_a_candidate_cannot_close_the_window(window: KioskWindow) -> None:
    window.show_page(samples.WELCOME)
    assert not window.close()
    assert window.isVisible()
    window.release()
    assert window.close()


def test_the_design_grows_with_the_window(window: KioskWindow) -> None:
    window.show_page(samples.WELCOME)
    before = window.welcome.start_button.height()
    window.resize(1920, 1080)
    assert window.welcome.start_button.height() == pytest.approx(before * 1.35, abs=2)


def picture() -> QImage:
    """A red picture."""
    return image_of(bytes([200, 10, 10]) * 12, 4, 3)


def test_a_picture_is_read_from_shared_memory(window: KioskWindow) -> None:
    memory = SharedMemory(create=True, size=3 * 4 * 3 * 3)
    try:
        memory.buf[36:72] = bytes([200, 10, 10]) * 12
        window.open_preview(memory.name)
        window.show_page(samples.RECORDING)
        window.show_live(PreviewReady(1, 4, 3, 7))
        assert window.question.side.camera.has_picture
        window.show_page(samples.DEVICES_GOOD)
        window.show_live(PreviewReady(1, 4, 3, 8))
        assert window.devices.camera.has_picture
        window.open_preview(None)
    finally:
        memory.close()
        memory.unlink()


def test_the_pixels_are_right() -> None:
    image = image_of(bytes([200, 10, 30]) * 12, 4, 3)
    assert (image.width(), image.height()) == (4, 3)
    assert image.pixelColor(3, 2) == QColor(200, 10, 30)


def test_a_block_that_is_gone_or_too_small_gives_no_picture() -> None:
    reader = PreviewReader()
    reader.open("kiosk_no_such_block")
    assert reader.read(PreviewReady(0, 4, 3, 1)) is None
    memory = SharedMemory(create=True, size=16)
    try:
        reader.open(memory.name)
        assert reader.read(PreviewReady(10_000, 4, 3, 1)) is None
        assert reader.read(PreviewReady(0, 0, 3, 1)) is None
        reader.close()
        assert reader.read(PreviewReady(0, 1, 1, 1)) is None
    finally:
        memory.close()
        memory.unlink()


def test_no_picture_is_shown_where_the_camera_is_refused(window: KioskWindow) -> None:
    window.show_page(samples.DEVICES_SILENT)
    window.devices.show_picture(picture())
    assert not window.devices.camera.has_picture
    window.show_page(samples.TYPING)  # camera_ok is False
    window.question.show_picture(picture())
    assert not window.question.side.camera.has_picture
