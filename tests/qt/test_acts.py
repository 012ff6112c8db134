"""Below the card: nothing is chosen before a person chooses it, and no word is lost before it is stored."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.review.values import Decision
from app.ui.icons import Icons
from app.ui.recruiter.acts_bar import ActsBar
from app.ui.recruiter.console import Console
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.ports import Opened, Queue, Saved, SaveDecision, SaveNote, SaveOverride
from app.ui.strings import load_strings
from tests.qt.console_samples_interview import card, opened

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "pa_context_connect", "No audio device", "propagateSizeHints", extend=True
)
WORDS = "she asks back before she answers"


class Held(QObject):
    """A worker that answers when the test says so, and with what."""

    done, failed = Signal(object), Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []

    def submit(self, request: object) -> None:
        self.asked.append(request)


class Desk:
    """A console with an interview's card on it, and its worker."""

    def __init__(self) -> None:
        strings = load_strings(resources_dir())[Language.EN]
        self.worker, self.pages = Held(), ReviewPages(Icons(resources_dir()), strings)
        self.console = Console(self.pages, self.worker, lambda: 0.0)
        self.pages.resize(1366, 768)
        self.pages.show()
        self.worker.done.emit(opened(Language.EN))

    @property
    def acts(self) -> ActsBar:
        acts = self.pages.interview.acts
        assert acts is not None
        return acts


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.pages)
    yield made
    made.console.stop()


def decide(acts: ActsBar) -> None:
    acts.buttons[Decision.HAND_OVER].click()
    acts.colleague.setCurrentIndex(2)
    acts.reason.setText(WORDS)


def override(acts: ActsBar) -> None:
    acts.change_button.click()
    acts.target.setCurrentIndex(2)
    acts.value.setCurrentIndex(acts.value.findText("8.5"))
    acts.reason.setText(WORDS)


def note(acts: ActsBar) -> None:
    acts.note_button.click()
    acts.reason.setText(WORDS)


def form(acts: ActsBar) -> tuple[object, ...]:
    """Everything a person has put into it."""
    boxes = (acts.target, acts.value, acts.colleague)
    return (acts.reason.text(), *(each.isVisible() and each.currentText() for each in boxes))


def key_of(desk: Desk) -> str:
    """Of the form that was sent last."""
    sent = desk.worker.asked[-1]
    assert isinstance(sent, SaveDecision | SaveOverride | SaveNote)
    assert sent.key
    return sent.key


WAYS = pytest.mark.parametrize(
    ("fill", "request_of"), [(decide, SaveDecision), (override, SaveOverride), (note, SaveNote)]
)
Fill = Callable[[ActsBar], None]


def test_no_score_and_no_value_is_chosen_for_anybody(desk: Desk, qtbot: QtBot) -> None:
    acts = desk.acts
    acts.change_button.click()
    assert (acts.target.currentData(), acts.value.currentData()) == (None, None)
    acts.reason.setText(WORDS)
    qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    assert desk.worker.asked == []
    acts.target.setCurrentIndex(1)
    assert not acts.save_button.isEnabled()
    acts.value.setCurrentIndex(acts.value.findText("4"))
    assert acts.save_button.isEnabled()
    acts.reason.clear()
    assert not acts.save_button.isEnabled()
    acts.reason.setText(WORDS)
    qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    (sent,) = desk.worker.asked
    assert isinstance(sent, SaveOverride)
    assert (sent.target, sent.value) == (card(Language.EN).composite.target, 4.0)


def test_a_score_that_is_chosen_shows_what_it_is_now(desk: Desk) -> None:
    acts = desk.acts
    acts.change_button.click()
    assert not acts.now.isVisible()
    acts.target.setCurrentIndex(1)
    assert (acts.now.isVisible(), acts.now.text()) == (True, "now 6.2")
    subs = len(card(Language.EN).dimensions) + 2
    told = []
    for place in (subs, subs + 1, subs + 7):  # scored; hidden; changed by a person
        acts.target.setCurrentIndex(place)
        told.append(acts.now.text())
    assert told == ["now 6.0", "now –", "now 7.5"]
    acts.note_button.click()
    assert not acts.now.isVisible()
    acts.change_button.click()
    assert (acts.target.currentData(), acts.value.currentData()) == (None, None)


@WAYS
@pytest.mark.parametrize("code", ["disk_full", "hub_away", "review_colleague_missing"])
def test_what_could_not_be_stored_stands_as_it_was_written(
    desk: Desk, fill: Fill, request_of: type, code: str
) -> None:
    fill(desk.acts)
    written = form(desk.acts)
    assert WORDS in written
    desk.acts.save_button.click()
    (sent,) = desk.worker.asked
    assert isinstance(sent, request_of)
    assert form(desk.acts) == written  # until it is known
    assert not desk.acts.isEnabled()
    desk.worker.failed.emit(KioskError(code, file="kiosk.db", url="https://hub"))
    assert form(desk.acts) == written
    assert desk.acts.reason.isVisible()
    assert desk.acts.save_button.isEnabled()
    assert desk.pages.banner.isVisible()
    desk.acts.save_button.click()
    assert desk.worker.asked == [sent, sent]


@pytest.mark.parametrize("fill", [override, note])
def test_what_was_stored_closes(desk: Desk, qtbot: QtBot, fill: Fill) -> None:
    fill(desk.acts)
    desk.acts.save_button.click()
    desk.worker.done.emit(Saved(key_of(desk), opened(Language.EN)))
    qtbot.waitUntil(lambda: desk.acts.isVisible())
    assert not desk.acts.reason.isVisible()
    assert desk.acts.reason.text() == ""
    assert desk.acts.isEnabled()


def test_a_decision_that_was_stored_leads_back_to_the_list(desk: Desk) -> None:
    decide(desk.acts)
    desk.acts.save_button.click()
    desk.worker.done.emit(Saved(key_of(desk), Queue((), ())))
    assert desk.pages.is_at_queue
    assert desk.pages.interview.acts is None


@WAYS
def test_what_is_being_written_outlives_another_language(
    desk: Desk, qtbot: QtBot, fill: Fill, request_of: type
) -> None:
    """Its card is drawn anew, and nothing of it was stored."""
    fill(desk.acts)
    value = desk.acts.value.currentData()
    desk.pages.use(load_strings(resources_dir())[Language.ZH])
    desk.worker.done.emit(opened(Language.ZH))
    qtbot.waitUntil(lambda: desk.acts.reason.isVisible())
    assert desk.acts.reason.text() == WORDS
    assert desk.acts.value.currentData() == value
    desk.acts.save_button.click()
    sent = desk.worker.asked[-1]
    assert isinstance(sent, request_of)
    if isinstance(sent, SaveOverride):
        assert sent.target == card(Language.EN).dimensions[0].target
    if isinstance(sent, SaveDecision):
        assert (sent.decision, sent.to) == (Decision.HAND_OVER, "recruiter-of-the-second-site")


def test_words_about_one_candidate_are_never_below_another(desk: Desk, qtbot: QtBot) -> None:
    note(desk.acts)
    other: Opened = opened(Language.EN)
    desk.worker.done.emit(replace(other, reading=replace(other.reading, interview_id="other")))
    qtbot.waitUntil(lambda: desk.acts.isVisible())
    assert desk.acts.reason.text() == ""
    assert not desk.acts.reason.isVisible()


def test_a_reason_is_no_longer_than_a_hub_takes(desk: Desk) -> None:
    """What is longer would be stored here and refused there, for good."""
    desk.acts.note_button.click()
    desk.acts.reason.setText("a" * 5000)
    desk.acts.save_button.click()
    (saved,) = [each for each in desk.worker.asked if isinstance(each, SaveNote)]
    assert len(saved.words) == 4000
