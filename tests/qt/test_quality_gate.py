"""A recording that went wrong is told in plain words at once, and a retake, or typing, stands beside it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.events import TakeDiscarded
from app.domain.interview import Consent, Purpose
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.flow.quality import Fault
from app.ui.views import QuestionView, ReviewView
from app.ui.window import KioskWindow
from tests.qt.desk import ALL_YES, Desk, open_desk
from tests.qt.hands import key, tab_to

WHISPER = TranscriptSource.FASTER_WHISPER


@pytest.fixture
def desk(window: KioskWindow) -> Iterator[Desk]:
    """A desk whose pages are on the screen, and whose person sits at it."""
    with open_desk() as desk:
        desk.controller.view_changed.connect(window.show_page)
        window.intent.connect(desk.controller.on_intent)
        yield desk


def press_by_key(qtbot: QtBot, window: KioskWindow, name: str) -> None:
    button = getattr(window.review, name)
    tab_to(qtbot, window, button)
    key(qtbot, window, Qt.Key.Key_Return)


@pytest.mark.parametrize("fault", [Fault.TOO_QUIET, Fault.CLIPPED, Fault.FACE_MISSING])
def test_a_fault_is_told_and_the_answer_can_be_recorded_again_or_kept(
    qtbot: QtBot, window: KioskWindow, desk: Desk, fault: Fault
) -> None:
    desk.to_question()
    desk.engine.flags = (fault,)
    desk.answer()
    assert window.current_page is window.review
    said = window.review.strings.text(f"review.fault_{fault}")
    assert said in window.review.banner.text
    press_by_key(qtbot, window, "retake_button")
    assert TakeDiscarded("retake") in desk.store.events
    desk.answer()
    press_by_key(qtbot, window, "accept_button")
    assert [answer.take for answer in desk.controller.interview.answers] == [2]
    assert desk.controller.interview.answers[0].flags == (fault,)


def test_words_that_are_doubtful_are_corrected_by_key_and_both_versions_kept(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    desk.to_question()
    desk.engine.words = Transcript("bad", WHISPER, 0.2)
    desk.answer()
    assert isinstance(desk.view, ReviewView)
    assert desk.view.faults == (Fault.UNSURE,)
    for letter in "!!":
        qtbot.keyClicks(window.review.answer.edit, letter)
    press_by_key(qtbot, window, "accept_button")
    words = desk.controller.interview.answers[0].words
    assert isinstance(words, Transcript)
    assert (words.recognised_text, words.corrected) == ("bad", True)
    assert sorted(words.text) == sorted("bad!!")


def test_silence_without_a_retake_left_can_still_be_answered_by_typing(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    desk.to_question()
    desk.engine.words, desk.engine.flags = NotTranscribed("no_speech"), ("no_speech",)
    desk.answer()
    while isinstance(desk.view, ReviewView) and desk.view.retakes_left:
        press_by_key(qtbot, window, "retake_button")
        desk.answer()
    assert not window.review.retake_button.isVisible()
    qtbot.keyClicks(window.review.answer.edit, "typed")
    press_by_key(qtbot, window, "accept_button")
    assert desk.controller.interview.answers[0].words == Transcript("typed", TranscriptSource.TYPED)


def test_nothing_is_said_about_the_face_of_one_who_refused_that(qtbot: QtBot, desk: Desk) -> None:
    refused = tuple(Consent(each.purpose, each.purpose is not Purpose.FACE_OBSERVATION) for each in ALL_YES)
    desk.to_question(refused)
    desk.engine.flags = (Fault.FACE_MISSING,)
    desk.answer()
    assert isinstance(desk.view, QuestionView), "the interview goes on"


def test_a_face_in_the_dark_is_no_word_about_the_seat(desk: Desk, qtbot: QtBot) -> None:
    desk.to_question()
    desk.engine.flags = (Fault.FACE_MISSING, "too_dark")
    desk.answer()
    assert isinstance(desk.view, QuestionView)
