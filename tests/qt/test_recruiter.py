"""A recruiter at the console, on real stored interviews: rates blind, sees the card, decides."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.values import Decision, QueueRow
from app.store.journal import Journal
from app.ui.recruiter.queue_model import QueueModel
from app.ui.recruiter.queue_words import COLUMNS
from app.ui.recruiter.transcript import utf16
from app.ui.strings import load_strings
from tests.qt.recruiter_console import Recruiter, rated_interview, seen
from tests.qt.sheet_check import cut_texts
from tests.unit.review.interviews import WORDS, store_interview

Begin = Callable[[Journal, Language], Recruiter]

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def begin(qtbot: QtBot, model: CompetencyModel) -> Iterator[Begin]:
    """Opens consoles, and closes them with their stores."""
    opened: list[Recruiter] = []

    def one(journal: Journal, language: Language = Language.ZH) -> Recruiter:
        opened.append(Recruiter(qtbot, journal, model, language))
        return opened[-1]

    yield one
    for each in opened:
        each.review.stop()
        each.journal.close()
        each.review.window.deleteLater()


@pytest.fixture
def fresh(tmp_path: Path, model: CompetencyModel) -> Journal:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    store_interview(journal, model, "i-1", corrected=True)
    return journal


@pytest.fixture
def rated(tmp_path: Path, model: CompetencyModel) -> Journal:
    return rated_interview(tmp_path, model, corrected=True)


def test_rating_blind_comes_first_and_opens_the_card(begin: Begin, fresh: Journal) -> None:
    recruiter = begin(fresh)
    recruiter.list_all()
    composite = fresh.interview("i-1").composite
    assert composite is not None
    assert f"{composite:.1f}" not in seen(recruiter.pages)
    recruiter.open()
    page = recruiter.pages.interview
    assert page.card is None
    assert page.acts is None
    assert page.rating is not None
    assert not page.rating.next_button.isEnabled()
    assert page.transcript.marked(("JD-Q04", 1)) == []
    recruiter.rate_all()
    assert page.rating is None
    assert page.card is not None
    assert f"{composite:.1f} ±" in page.card.words
    marked = page.transcript.marked(("JD-Q04", 1))
    assert marked
    assert all(piece in WORDS for piece in marked)
    (act,) = fresh.reviews.acts("i-1")
    assert act.actor == "reader-1"
    last = act.body["answers"][-1]
    assert set(last["scores"].values()) == {None}  # "not observed" is a value, never 0


@pytest.mark.parametrize("decision", list(Decision))
def test_each_decision_has_one_key_and_asks_for_a_reason(
    begin: Begin, rated: Journal, qtbot: QtBot, decision: Decision
) -> None:
    recruiter = begin(rated)
    recruiter.list_all()
    recruiter.open()
    acts = recruiter.pages.interview.acts
    assert acts is not None
    key = getattr(Qt.Key, f"Key_{list(Decision).index(decision) + 1}")
    qtbot.keyClick(recruiter.pages.interview.area, key)
    assert acts.reason.isVisible()
    assert not acts.save_button.isEnabled()
    qtbot.keyClicks(acts.reason, "kind and clear")
    with qtbot.waitSignal(recruiter.review.worker.done):
        qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    body = rated.reviews.acts("i-1")[-1].body
    assert (body["decision"], body["reason"]) == (decision, "kind and clear")
    assert body["looked_s"] >= 0
    assert recruiter.pages.stack.currentWidget() is recruiter.pages.queue
    assert recruiter.pages.interview.interview_id == ""


@pytest.mark.parametrize("at_terminal", [False, True])
def test_no_file_is_chosen_at_a_terminal(
    begin: Begin, rated: Journal, qtbot: QtBot, at_terminal: bool
) -> None:
    recruiter = begin(rated)
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.review.open(full_screen=at_terminal)
    recruiter.open()
    papers = recruiter.pages.interview.papers
    assert papers is not None
    assert papers.print_button.isVisible()
    assert papers.save_button.isVisible() is not at_terminal


def test_a_digit_in_a_reason_is_a_digit(begin: Begin, rated: Journal, qtbot: QtBot) -> None:
    recruiter = begin(rated)
    recruiter.list_all()
    recruiter.open()
    acts = recruiter.pages.interview.acts
    assert acts is not None
    acts.buttons[Decision.INVITE].click()
    qtbot.keyClicks(acts.reason, "call 4")
    assert acts.reason.text() == "call 4"
    acts.save_button.click()
    qtbot.waitUntil(lambda: rated.reviews.acts("i-1")[-1].kind == "decision")
    assert rated.reviews.acts("i-1")[-1].body["decision"] == "invite"


def test_a_score_is_changed_beside_the_programs(begin: Begin, rated: Journal, qtbot: QtBot) -> None:
    recruiter = begin(rated, Language.EN)
    recruiter.list_all()
    recruiter.open()
    page = recruiter.pages.interview
    assert page.acts is not None
    page.acts.change_button.click()
    page.acts.target.setCurrentIndex(2)
    page.acts.value.setCurrentIndex(page.acts.value.findText("8.5"))
    page.acts.reason.setText("the second answer shows more")
    with qtbot.waitSignal(recruiter.review.worker.done):
        page.acts.save_button.click()
    assert page.card is not None
    assert "changed by a person to 8.5" in page.card.words
    assert "the second answer shows more" in page.card.words
    assert page.acts.reason.text() == ""  # it is stored: nothing is left to be sent


@pytest.mark.parametrize("place", ["queue", "blind", "card"])
def test_who_is_not_signed_in_any_more_sees_nothing(
    begin: Begin, qtbot: QtBot, tmp_path: Path, model: CompetencyModel, place: str
) -> None:
    journal = rated_interview(tmp_path, model)
    store_interview(journal, model, "i-2")
    recruiter = begin(journal)
    recruiter.list_all()
    rows = recruiter.pages.queue.model
    wanted = "i-2" if place == "blind" else "i-1"
    if place != "queue":
        recruiter.open([rows.row_at(at).interview_id for at in range(rows.rowCount())].index(wanted))
        assert WORDS[:10] in seen(recruiter.pages)
    recruiter.account = None
    with qtbot.waitSignal(recruiter.review.worker.failed):
        recruiter.review.console.start()
    told = seen(recruiter.pages)
    for secret in (WORDS[:10], "i-1", "i-2", "±"):
        assert secret not in told
    assert told.count("没有人登录") == 1
    assert recruiter.pages.stack.currentIndex() == 0
    texts = [each.text() for each in recruiter.pages.findChildren(QLineEdit)]
    assert not any(texts)


def test_nobody_signed_in_from_the_beginning_gets_an_empty_window(
    begin: Begin, rated: Journal, qtbot: QtBot
) -> None:
    recruiter = begin(rated)
    recruiter.account = None
    with qtbot.waitSignal(recruiter.review.worker.failed):
        recruiter.review.console.start()
    assert recruiter.pages.queue.model.rowCount() == 0
    assert "i-1" not in seen(recruiter.pages)


@pytest.mark.parametrize("language", list(Language))
def test_no_word_is_cut_on_any_page(begin: Begin, fresh: Journal, qtbot: QtBot, language: Language) -> None:
    recruiter = begin(fresh, language)
    pages = recruiter.pages
    recruiter.list_all()
    assert cut_texts(pages.queue) == []
    recruiter.open()
    qtbot.waitUntil(lambda: cut_texts(pages.interview) == [])
    recruiter.rate_all()
    assert pages.interview.acts is not None
    pages.interview.acts.change_button.click()
    qtbot.waitUntil(lambda: cut_texts(pages.interview) == [])


def test_what_was_corrected_stands_beside_what_was_recognised(begin: Begin, rated: Journal) -> None:
    recruiter = begin(rated, Language.EN)
    recruiter.list_all()
    recruiter.open()
    text = recruiter.pages.interview.transcript.toPlainText()
    assert WORDS in text
    assert "As recognised: " + WORDS.replace("着急", "着机") in text


def test_search_and_filter_narrow_the_list(begin: Begin, tmp_path: Path, model: CompetencyModel) -> None:
    journal = rated_interview(tmp_path, model)
    store_interview(journal, model, "other-2")
    recruiter = begin(journal)
    recruiter.list_all()
    queue = recruiter.pages.queue
    shown = queue.table.model()
    assert shown.rowCount() == 2
    queue.search.setText("OTHER")
    assert [shown.index(at, COLUMNS.index("interview")).data() for at in range(shown.rowCount())] == [
        "other-2"
    ]
    queue.search.clear()
    queue.filters["decided"].click()
    assert shown.rowCount() == 0


def test_ten_thousand_rows_are_put_into_words_only_when_they_are_drawn() -> None:
    strings = load_strings(resources_dir())[Language.EN]
    model = QueueModel(strings)
    rows = tuple(
        QueueRow(f"i-{number}", "assessed", "job", float(-number), 0.0, None, None, False, None)
        for number in range(10_000)
    )
    model.show_rows(rows)
    assert model.rowCount() == 10_000
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.index(9_999, COLUMNS.index("interview")).data() == "i-9999"


def test_qt_counts_some_characters_twice() -> None:
    assert [utf16(text) for text in ("", "您好", "a😀b")] == [0, 2, 4]


def test_a_choice_that_was_not_made_is_not_a_rating(begin: Begin, fresh: Journal) -> None:
    recruiter = begin(fresh)
    recruiter.list_all()
    recruiter.open()
    rating = recruiter.pages.interview.rating
    assert rating is not None
    answer = rating.answers[0]
    answer.reason.setText("a reason")
    *first, last = answer.choices.values()
    for choice in first:
        choice.setCurrentIndex(4)
    assert not rating.next_button.isEnabled()
    assert isinstance(last, QComboBox)
    last.setCurrentIndex(1)
    assert rating.next_button.isEnabled()
