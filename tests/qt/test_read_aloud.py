"""Where pages are read, everything that appears is heard: each screen, what is typed, warnings and alarms."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.messages import CancelTake, DeviceAlarm, StartTake
from app.domain.transcript import TranscriptSource
from app.flow.interview import Phase, Step
from app.flow.timing import IDLE_LEAVE_S, IDLE_WARNING_S
from app.ui.intents import ReadPages
from app.ui.listening import records
from app.ui.narrator import Narrator
from app.ui.theme import Look
from app.ui.views import ExperienceView, QuestionView
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.qt.hands import key, press
from tests.qt.screens import SCREENS, SHOWN, Variant, drawn, settle, show
from tests.qt.spoken_desk import OpenSpokenDesk, SpokenDesk, open_spoken_desk


@pytest.fixture
def read_desk(window: KioskWindow) -> Iterator[OpenSpokenDesk]:
    """Opens a desk at a question, every page read."""
    with ExitStack() as stack:

        def open_one(loudspeaker: FakeLoudspeaker) -> SpokenDesk:
            desk = stack.enter_context(open_spoken_desk(window, loudspeaker))
            window.intent.emit(ReadPages(on=True))
            desk.to_question()
            return desk

        yield open_one


def heard(desk: SpokenDesk) -> str:
    return " ".join(text for text, _ in desk.loudspeaker.said)


def text(desk: SpokenDesk, name: str) -> str:
    return desk.window._strings.text(name)


def type_answer(qtbot: QtBot, desk: SpokenDesk) -> None:
    press(qtbot, desk.window.question.buttons.type_button)
    qtbot.waitUntil(lambda: desk.desk.controller.interview.phase is Phase.TAKING)
    qtbot.waitUntil(lambda: desk.window.focusWidget() is desk.window.question.answer.edit)


# ---- every screen --------------------------------------------------------------------------------
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", Language)
def test_every_screen_has_something_to_read_unless_it_records(resources: Path, language: Language) -> None:
    with drawn(resources, Variant(SCREENS[0], language, Look())) as window:
        for name, (view, _) in SHOWN.items():
            loudspeaker = FakeLoudspeaker()
            narrator = Narrator(loudspeaker, window)
            show(window, name)
            settle()
            narrator.on_intent(ReadPages(on=True))  # what is open is read
            first = len(loudspeaker.said)
            narrator.show(view)  # and so is what opens
            if type(view).__name__ == "WelcomeView":
                assert first == 1, name  # the next person begins without
                continue
            said = [words for words, _ in loudspeaker.said[first:]]
            if records(view):
                assert said == [], f"{name}: the voice would be in the recording"
                continue
            assert len(said) == 1, name
            assert len(said[0]) > 20, (name, said)
            chinese = sum("一" <= letter <= "鿿" for letter in said[0])
            assert (chinese > len(said[0]) / 3) is (language is Language.ZH), (name, said)


# ---- what is typed -------------------------------------------------------------------------------
def test_each_typed_word_is_heard_and_no_sound_is_recorded_beside_it(
    qtbot: QtBot, read_desk: OpenSpokenDesk
) -> None:
    desk = read_desk(FakeLoudspeaker())
    type_answer(qtbot, desk)
    (take,) = [each for each in desk.desk.engine.sent if isinstance(each, StartTake)]
    assert take.record_video
    assert not take.record_audio
    assert not take.transcribe
    assert desk.window.question.answer.heading.text() == text(desk, "question.text_plain")
    edit, said = desk.window.question.answer.edit, desk.loudspeaker.said
    QTest.keyClicks(edit, "I ask ")
    assert [words for words, _ in said[-2:]] == ["I", "ask"]
    QTest.keyClicks(edit, "them")
    qtbot.waitUntil(lambda: said[-1][0] == "them")  # the hands rest
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: said[-1][0] == desk.window.deleted_text("m"))
    key(qtbot, desk.window, Qt.Key.Key_F4)
    assert said[-1][0].endswith("I ask the")
    press(qtbot, desk.window.question.buttons.submit_button)
    qtbot.waitUntil(lambda: len(desk.desk.controller.interview.answers) == 1)
    (answer,) = desk.desk.controller.interview.answers
    assert answer.words.source is TranscriptSource.TYPED  # type: ignore[union-attr]


def test_what_nobody_wants_to_hear_is_not_said(qtbot: QtBot, read_desk: OpenSpokenDesk) -> None:
    desk = read_desk(FakeLoudspeaker())
    type_answer(qtbot, desk)
    edit, said = desk.window.question.answer.edit, desk.loudspeaker.said
    QTest.keyClicks(edit, "all of it ")
    count = len(said)
    edit.clear()  # the program's own doing
    secret = QLineEdit(desk.window)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    secret.show()
    secret.setFocus()
    QTest.keyClicks(secret, "1 2 3 ")
    assert len(said) == count
    desk.window.intent.emit(ReadPages(on=False))
    edit.setFocus()
    QTest.keyClicks(edit, "by myself ")
    assert len(said) == count


def test_turned_on_while_typing_it_ends_the_sound_that_was_recorded_beside(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_spoken_desk(window, FakeLoudspeaker()) as desk:
        desk.to_question()
        type_answer(qtbot, desk)
        QTest.keyClicks(window.question.answer.edit, "so far ")
        assert isinstance(desk.desk.view, QuestionView)
        assert desk.desk.view.sound_recorded
        assert "so" not in [words for words, _ in desk.loudspeaker.said]
        press(qtbot, window.header.read_button)
        assert desk.desk.engine.sent[-1] == CancelTake()
        assert isinstance(desk.desk.view, QuestionView)
        assert not desk.desk.view.sound_recorded
        assert text(desk, "question.text_plain") in desk.loudspeaker.said[-1][0], "the page is read at once"
        assert "so far" in desk.loudspeaker.said[-1][0]
        press(qtbot, window.question.buttons.submit_button)
        qtbot.waitUntil(lambda: len(desk.desk.controller.interview.answers) == 1)
        assert desk.desk.controller.interview.answers[0].words.text == "so far"  # type: ignore[union-attr]


def test_who_comes_next_is_not_taken_for_somebody_who_listens(qtbot: QtBot, window: KioskWindow) -> None:
    with open_spoken_desk(window, FakeLoudspeaker()) as desk:
        first_page, sitting = desk.desk.view, lambda: desk.desk.controller._sitting
        press(qtbot, window.header.read_button)
        assert sitting().reads_aloud
        for view in (ExperienceView(), first_page):  # somebody looked into check-in and went away
            window.show_page(view)
            desk.narrator.show(view)
        assert not sitting().reads_aloud
        assert not window.header.read_button.isChecked()


# ---- warnings and alarms -------------------------------------------------------------------------
def test_the_question_whether_anybody_is_there_is_heard_and_is_no_sign_of_life(
    read_desk: OpenSpokenDesk,
) -> None:
    desk = read_desk(FakeLoudspeaker(patient=True))
    desk.desk.controller.still_there.connect(desk.window.ask_still_there)
    desk.window.question.buttons.pause_button.click()
    desk.loudspeaker.finish()
    desk.desk.clock[0] += IDLE_WARNING_S + 1
    desk.desk.controller._tick()
    assert text(desk, "idle.title") in desk.loudspeaker.said[-1][0]
    assert text(desk, "idle.here") in desk.loudspeaker.said[-1][0]
    count = len(desk.loudspeaker.said)
    desk.loudspeaker.finish()
    desk.desk.controller._tick()
    assert len(desk.loudspeaker.said) == count, "once is enough"
    desk.desk.clock[0] += IDLE_LEAVE_S - IDLE_WARNING_S
    desk.desk.controller._tick()
    assert desk.desk.controller.interview.step is Step.ABANDONED, "nobody was there"


def test_a_device_that_fails_is_heard(read_desk: OpenSpokenDesk) -> None:
    desk = read_desk(FakeLoudspeaker())
    desk.desk.controller.trouble.connect(lambda error: desk.window.tell(error.code))
    desk.desk.engine.message.emit(DeviceAlarm("camera", "camera_lost"))
    assert desk.window._strings.message("camera_lost") in heard(desk)


def test_nothing_is_said_into_an_answer(qtbot: QtBot, read_desk: OpenSpokenDesk) -> None:
    desk = read_desk(FakeLoudspeaker())
    press(qtbot, desk.window.question.buttons.start_button)
    qtbot.waitUntil(lambda: desk.desk.controller.interview.phase is Phase.TAKING)
    count = len(desk.loudspeaker.said)
    desk.window.tell("camera_lost")
    desk.window.ask_still_there(20)
    key(qtbot, desk.window, Qt.Key.Key_F4)
    assert len(desk.loudspeaker.said) == count
