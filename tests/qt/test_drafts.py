"""What is written at the console: stored once, and never lost on the way to the list and back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.errors import KioskError
from app.review.values import Decision
from app.ui.recruiter.ports import AskQueue, Opened, Queue, Saved, SaveDecision, SaveNote, SaveRating
from tests.qt.console_samples_interview import opened, reading
from tests.qt.test_acts import WORDS, Desk, Fill, decide, form, key_of, note, override

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "pa_context_connect", "No audio device", "propagateSizeHints", extend=True
)
AWAY = KioskError("hub_away", url="https://hub")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.pages)
    yield made
    made.console.stop()


def leave(desk: Desk, qtbot: QtBot) -> None:
    """Escape, where the words are typed; the list is there then."""
    qtbot.keyClick(desk.pages.interview, Qt.Key.Key_Escape)
    assert isinstance(desk.worker.asked[-1], AskQueue)
    desk.worker.done.emit(Queue((), ()))
    assert desk.pages.is_at_queue
    assert [each.text() for each in desk.pages.interview.findChildren(QLineEdit) if each.text()] == []


def come_back(desk: Desk, qtbot: QtBot) -> None:
    desk.worker.done.emit(opened(Language.EN))
    qtbot.waitUntil(lambda: desk.acts.isVisible())


@pytest.mark.parametrize("fill", [decide, override, note])
def test_what_is_stored_closes_also_when_what_follows_cannot_be_read(desk: Desk, fill: Fill) -> None:
    fill(desk.acts)
    desk.acts.save_button.click()
    desk.worker.done.emit(Saved(key_of(desk), None, AWAY))
    assert not desk.acts.reason.isVisible()
    assert desk.acts.isEnabled()
    assert desk.pages.banner.isVisible()
    assert not desk.acts.save_button.isVisible()  # nothing that a second press could send


def test_a_rating_that_is_stored_brings_its_card_on_a_second_press(desk: Desk) -> None:
    desk.worker.done.emit(Opened(reading(Language.EN, is_blind=True), None))
    rating = desk.pages.interview.rating
    assert rating is not None
    rating.whole.emit(())
    first = desk.worker.asked[-1]
    assert isinstance(first, SaveRating)
    desk.worker.done.emit(Saved(first.key, None, AWAY))
    assert rating.isEnabled()
    rating.whole.emit(())
    assert desk.worker.asked[-1] == first  # with the same key: it is stored once
    assert first.key


def test_words_that_were_changed_after_they_were_stored_are_sent_again_only_on_purpose(desk: Desk) -> None:
    note(desk.acts)
    desk.acts.save_button.click()
    first = key_of(desk)
    desk.worker.failed.emit(KioskError("review_saved_already"))
    assert desk.acts.reason.text() == WORDS
    desk.acts.save_button.click()
    assert key_of(desk) != first


@pytest.mark.parametrize("fill", [decide, override, note])
def test_what_was_begun_stands_there_again_after_escape(desk: Desk, qtbot: QtBot, fill: Fill) -> None:
    fill(desk.acts)
    written, key = form(desk.acts), desk.acts.key
    leave(desk, qtbot)
    come_back(desk, qtbot)
    assert form(desk.acts) == written
    assert desk.acts.key == key
    assert desk.acts.save_button.isEnabled()


def throw_away(desk: Desk) -> None:
    desk.acts.cancel_button.click()


def empty(desk: Desk) -> None:
    desk.acts.reason.clear()


def store(desk: Desk) -> None:
    desk.acts.save_button.click()
    desk.worker.done.emit(Saved(key_of(desk), None, AWAY))


@pytest.mark.parametrize("end", [throw_away, empty, store])
def test_what_was_thrown_away_or_stored_or_is_empty_does_not_come_back(
    desk: Desk, qtbot: QtBot, end: Callable[[Desk], None]
) -> None:
    note(desk.acts)
    end(desk)
    leave(desk, qtbot)
    come_back(desk, qtbot)
    assert not desk.acts.reason.isVisible()
    desk.acts.note_button.click()
    assert desk.acts.reason.text() == ""


def test_a_save_whose_end_comes_at_the_list_is_known_when_the_interview_is_open_again(
    desk: Desk, qtbot: QtBot
) -> None:
    for end in ("stored", "failed"):
        note(desk.acts)
        desk.acts.save_button.click()
        leave(desk, qtbot)
        if end == "stored":
            desk.worker.done.emit(Saved(key_of_note(desk), Queue((), ())))
        else:
            desk.worker.failed.emit(AWAY)
        come_back(desk, qtbot)
        assert desk.acts.isEnabled()
        assert desk.acts.reason.isVisible() is (end == "failed")


def key_of_note(desk: Desk) -> str:
    return next(each.key for each in reversed(desk.worker.asked) if isinstance(each, SaveNote))


def test_the_words_of_one_decision_are_not_those_of_another(desk: Desk) -> None:
    acts = desk.acts
    acts.buttons[Decision.INVITE].click()
    acts.reason.setText("warm and clear")
    acts.buttons[Decision.DECLINE].click()
    assert acts.reason.text() == ""
    acts.reason.setText("three rude answers")
    acts.buttons[Decision.INVITE].click()
    assert acts.reason.text() == "warm and clear"
    acts.save_button.click()
    sent = desk.worker.asked[-1]
    assert isinstance(sent, SaveDecision)
    assert (sent.decision, sent.reason) == (Decision.INVITE, "warm and clear")


def test_a_half_done_rating_stands_there_again_after_escape(desk: Desk, qtbot: QtBot) -> None:
    blind = Opened(reading(Language.EN, is_blind=True), None)
    desk.worker.done.emit(blind)
    rating = desk.pages.interview.rating
    assert rating is not None
    for choice in rating.answers[0].choices.values():
        choice.setCurrentIndex(4)
    rating.answers[0].reason.setText(WORDS)
    rating.next_button.click()
    given, key = [each.begun for each in rating.answers], rating.key
    leave(desk, qtbot)
    desk.worker.done.emit(blind)
    again = desk.pages.interview.rating
    assert again is not None
    assert ([each.begun for each in again.answers], again.key) == (given, key)
    assert (again.place, again.answers[1].isVisible()) == (rating.place, True)


def test_nobody_finds_what_somebody_else_began(desk: Desk, qtbot: QtBot) -> None:
    note(desk.acts)
    desk.pages.shut()
    come_back(desk, qtbot)
    assert not desk.acts.reason.isVisible()
    desk.acts.note_button.click()
    assert desk.acts.reason.text() == ""


def test_what_was_begun_about_one_candidate_waits_for_that_one(desk: Desk, qtbot: QtBot) -> None:
    note(desk.acts)
    other = opened(Language.EN)
    desk.worker.done.emit(replace(other, reading=replace(other.reading, interview_id="other")))
    assert desk.acts.reason.text() == ""
    come_back(desk, qtbot)
    assert desk.acts.reason.text() == WORDS
