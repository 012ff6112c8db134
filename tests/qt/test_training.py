"""A recruiter in calibration training, by real clicks and keys: twelve answers, each gap, how it ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.gold import GoldAnswer, gold_set
from app.review.training_values import TrainingGap, TrainingResult, TrainingStand
from app.store.journal import Journal
from tests.qt.recruiter_console import Recruiter
from tests.qt.sheet_check import cut_texts
from tests.unit.review.interviews import store_interview

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def recruiter(qtbot: QtBot, tmp_path: Path, model: CompetencyModel) -> Iterator[Recruiter]:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    store_interview(journal, model, "i-1")
    opened = Recruiter(qtbot, journal, model, Language.ZH)
    opened.list_all()
    with qtbot.waitSignal(opened.review.worker.done):
        opened.pages.queue.training_button.click()
    yield opened
    opened.review.stop()
    journal.close()
    opened.review.window.deleteLater()


def rate(recruiter: Recruiter, gold: GoldAnswer, apart: float) -> TrainingGap:
    """Rate the answer that is shown `apart` points from gold, and see its gap."""
    page, qtbot = recruiter.pages.training, recruiter.qtbot
    assert page.rating is not None
    assert gold.text in page.transcript.toPlainText()
    assert not page.next_button.isEnabled()
    assert gold.reason not in page.words
    for sub, choice in page.rating.choices.items():
        choice.setCurrentIndex(choice.findText(f"{min(10.0, max(1.0, gold.scores[sub] + apart)):g}"))
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    gap = page._state
    assert isinstance(gap, TrainingGap)
    assert gold.reason in page.words
    assert gold.text in page.transcript.toPlainText()
    return gap


@pytest.mark.parametrize(("apart", "passed"), [(0.0, True), (2.0, False)])
def test_a_round_from_its_first_answer_to_its_end(
    recruiter: Recruiter, qtbot: QtBot, apart: float, passed: bool
) -> None:
    page = recruiter.pages.training
    answers = {each.text: each for each in gold_set(resources_dir(), Language.ZH, "a").answers}
    told = page.strings.text
    assert told("review.training.stand_none") in page.words
    assert cut_texts(page) == []
    for _ in range(len(answers)):
        with qtbot.waitSignal(recruiter.review.worker.done):
            qtbot.keyClick(page.next_button, Qt.Key.Key_Return)
        shown = page.transcript.toPlainText()
        gap = rate(recruiter, next(each for text, each in answers.items() if text in shown), apart)
        assert all(each.anchor.words in "\n".join(page.words) for each in gap.lines)
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    assert isinstance(page._state, TrainingResult)
    assert told(f"review.training.{'passed' if passed else 'failed'}") in page.words
    assert page.transcript.toPlainText() == ""
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.back_button.click()
    recruiter.open()
    rating = recruiter.pages.interview.rating
    assert rating is not None
    assert rating.counts is passed


def test_an_answer_is_given_once_however_often_it_is_pressed(recruiter: Recruiter, qtbot: QtBot) -> None:
    """A second press would rate the next answer, which nobody has seen, and show what it is worth."""
    page, given = recruiter.pages.training, list[object]()
    page.given.connect(given.append)
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    assert page.rating is not None
    choices = tuple(page.rating.choices.values())
    for choice in choices:
        choice.setCurrentIndex(1)
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
        choices[0].setCurrentIndex(2)
        page.next_button.click()
    assert len(given) == 1
    assert isinstance(page._state, TrainingGap)
    assert page.next_button.isEnabled()


def test_what_was_not_taken_can_be_given_again(recruiter: Recruiter, qtbot: QtBot) -> None:
    page = recruiter.pages.training
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    assert page.rating is not None
    for choice in page.rating.choices.values():
        choice.setCurrentIndex(1)
    page.blockSignals(True)  # the line is cut: nobody hears it
    page.next_button.click()
    page.blockSignals(False)
    assert not page.next_button.isEnabled()
    recruiter.review.worker.failed.emit(KioskError("hub_away", url="https://hub.example"))
    assert page.next_button.isEnabled()
    assert page.rating is not None, "what was chosen is still there"
    assert page.rating.is_whole


def test_another_language_leaves_nobody_without_their_round(recruiter: Recruiter, qtbot: QtBot) -> None:
    page, submitted = recruiter.pages.training, list[object]()
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    assert page.rating is not None
    for choice in page.rating.choices.values():
        choice.setCurrentIndex(3)
    chosen, read = page.rating.begun, page.transcript.toPlainText()
    recruiter.review.worker._requested.connect(submitted.append)
    recruiter.review.window.header.language_buttons[Language.EN].click()
    assert submitted == []
    assert recruiter.pages.stack.currentWidget() is page
    assert page.strings.language is Language.EN
    assert (page.rating.begun, page.transcript.toPlainText()) == (chosen, read)
    assert page.next_button.isEnabled()
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.next_button.click()
    assert isinstance(page._state, TrainingGap)


def test_where_nobody_is_signed_in_another_language_asks_for_nothing(recruiter: Recruiter) -> None:
    """At a hub the answer threw whoever was typing the second code back to name and password."""
    submitted: list[object] = []
    recruiter.review.end()
    recruiter.review.worker._requested.connect(submitted.append)
    recruiter.review.window.header.language_buttons[Language.EN].click()
    assert submitted == []


def test_whoever_is_not_signed_in_gets_no_training(recruiter: Recruiter, qtbot: QtBot) -> None:
    recruiter.account = None
    page = recruiter.pages.training
    with qtbot.waitSignal(recruiter.review.worker.failed):
        page.next_button.click()
    assert recruiter.pages.stack.currentIndex() == 0
    assert page._state is None
    assert page.transcript.toPlainText() == ""


@pytest.mark.parametrize(
    ("same", "is_hub", "key"),
    [
        ((), False, "alone_kiosk"),
        (("li@hub",), False, "same_kiosk"),
        ((), True, "alone_hub"),
        (("li",), True, "same_hub"),
    ],
)
def test_who_they_are_at_the_other_place_is_said(
    recruiter: Recruiter, same: tuple[str, ...], is_hub: bool, key: str
) -> None:
    page = recruiter.pages.training
    page.show_state(TrainingStand(1, None, False, 0.6, 0.5, None, same, is_hub))
    assert page.strings.text(f"review.training.{key}", names=", ".join(same)) in page.words
    assert cut_texts(page) == []
    page.show_state(TrainingStand(1, None, False, 0.6, 0.5, None))
    assert not any(
        page.strings.text(f"review.training.{each}") in page.words for each in ("alone_hub", "alone_kiosk")
    )
