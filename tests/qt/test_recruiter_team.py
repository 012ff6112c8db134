"""Several people at the console: a live list, a second reader, colleagues, notes, comparison, agreement; real keys."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.review import idle_timer
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.check_in import CallReason
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.values import Decision, Stand
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.ui.recruiter.queue_words import COLUMNS
from tests.qt.recruiter_console import Begin, Recruiter, consoles, rated_interview, seen
from tests.qt.sheet_check import cut_texts
from tests.unit.review.interviews import READER, make_desk, ratings_of, store_interview

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)
OTHER = Account("reader-2", Role.RECRUITER, "hashed")


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def begin(qtbot: QtBot, model: CompetencyModel) -> Iterator[Begin]:
    yield from consoles(qtbot, model)


@pytest.fixture
def two(tmp_path: Path, model: CompetencyModel) -> Journal:
    """Two interviews that were rated."""
    journal = rated_interview(tmp_path, model)
    store_interview(journal, model, "i-2")
    desk = make_desk(journal, model)
    desk.reviews.draw(now=desk.clock_s())
    desk.rate("i-2", ratings_of(desk, "i-2"), 60.0)
    return journal


def column_of(recruiter: Recruiter, name: str) -> list[str]:
    shown = recruiter.pages.queue.table.model()
    return [str(shown.index(at, COLUMNS.index(name)).data()) for at in range(shown.rowCount())]


def press_key(
    recruiter: Recruiter, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key where the focus is, and what it brings."""
    with recruiter.qtbot.waitSignal(recruiter.review.worker.done, timeout=20_000):
        recruiter.qtbot.keyClick(recruiter.review.window.windowHandle(), which, held)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_sixty_seconds_of_keys_from_the_list_to_a_decision(begin: Begin, two: Journal, qtbot: QtBot) -> None:
    """Keys are counted, not time: at 0.28 s for a key (Card, Moran & Newell 1980: average typist) 60 s are 214."""
    recruiter = begin(two, Language.EN)
    recruiter.review.window.activateWindow()
    recruiter.list_all()
    reason = "kind, checks facts, promises a time"
    keys = 0
    for which in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(recruiter.review.window.windowHandle(), which)
        keys += 1
    press_key(recruiter, Qt.Key.Key_Return)
    page = recruiter.pages.interview
    assert page.acts is not None
    qtbot.keyClick(recruiter.review.window.windowHandle(), Qt.Key.Key_1)
    for letter in reason:
        qtbot.keyClick(page.acts.reason, letter)
    press_key(recruiter, Qt.Key.Key_Return)
    keys += 3 + len(reason)
    body = two.reviews.acts("i-1")[-1].body | two.reviews.acts("i-2")[-1].body
    assert (body["decision"], body["reason"]) == ("invite", reason)
    assert body["looked_s"] >= 0  # for how long, beside who and why
    assert recruiter.pages.is_at_queue
    assert keys <= 214


def test_the_list_reads_itself_anew_and_moves_nothing(
    begin: Begin, two: Journal, model: CompetencyModel, qtbot: QtBot
) -> None:
    recruiter = begin(two, Language.EN)
    recruiter.list_all()
    queue, heard = recruiter.pages.queue, []
    recruiter.review.console.sounded.connect(lambda: heard.append(1))
    queue.table.selectRow(1)
    chosen = queue.selected_ids
    store_interview(two, model, "i-0")
    two.front_desk.call(CallReason.HELP, None, now=1_790_000_000.0)
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.review.console._timer.timeout.emit()
    assert queue.model.rowCount() == 3
    assert queue.selected_ids == chosen
    assert "Raised hand: help" in queue.alerts.text
    assert heard == [1]
    qtbot.mouseClick(queue.alerts.sound_button, Qt.MouseButton.LeftButton)
    store_interview(two, model, "i-9")
    two.front_desk.call(CallReason.HUMAN, "i-9", now=1_790_000_000.0)
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.review.console._timer.timeout.emit()
    assert heard == [1]  # the tone is off; the words stay
    assert any(each.startswith("raised hand") for each in column_of(recruiter, "state"))
    assert [entry.action for entry in two.audit()[0]].count(
        "review_opened"
    ) == 1  # not each time it reads itself


def test_the_list_that_reads_itself_keeps_nobody_signed_in(begin: Begin, two: Journal, qtbot: QtBot) -> None:
    recruiter, out = begin(two, Language.EN), []
    recruiter.list_all()
    idle = idle_timer(recruiter.review, lambda: out.append(1))
    qtbot.keyClick(recruiter.review.window.windowHandle(), Qt.Key.Key_Down)
    assert idle.remainingTime() > 0
    idle.timeout.emit()
    assert out == [1]
    assert "i-1" not in seen(recruiter.pages)
    recruiter.review.console.refresh()
    assert recruiter.pages.stack.currentIndex() == 0
    idle.stop()


def test_keys_reach_search_and_filters(begin: Begin, two: Journal, qtbot: QtBot) -> None:
    recruiter = begin(two, Language.EN)
    recruiter.list_all()
    queue, window = recruiter.pages.queue, recruiter.review.window
    window.activateWindow()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_F, CONTROL)
    assert queue.search.hasFocus()
    qtbot.keyClicks(queue.search, "i-2")
    assert column_of(recruiter, "interview") == ["i-2"]
    qtbot.keyClick(queue.search, Qt.Key.Key_Return)
    assert queue.table.hasFocus()
    queue.search.clear()
    for place, wanted in ((5, []), (2, ["i-1", "i-2"]), (4, [])):
        qtbot.keyClick(window.windowHandle(), Qt.Key(Qt.Key.Key_0 + place), CONTROL)
        assert sorted(column_of(recruiter, "interview")) == wanted


def test_a_second_reader_reads_without_the_first_ones_word(
    begin: Begin, two: Journal, qtbot: QtBot, model: CompetencyModel
) -> None:
    first = make_desk(two, model)
    first.decide("i-1", Decision.DECLINE, "planted reason", 9.0)
    recruiter = begin(two, Language.EN)
    recruiter.account = OTHER
    recruiter.list_all()
    queue = recruiter.pages.queue
    at = column_of(recruiter, "interview").index("i-1")
    assert column_of(recruiter, "decision")[at] == "read as second"
    qtbot.mouseClick(queue.filters["mine"], Qt.MouseButton.LeftButton)
    assert column_of(recruiter, "interview") == ["i-1"]
    recruiter.open()
    told = seen(recruiter.pages)
    assert "planted reason" not in told
    assert "You are the second reader" in told
    qtbot.keyClick(recruiter.pages.interview.area, Qt.Key.Key_4)
    acts = recruiter.pages.interview.acts
    assert acts is not None
    qtbot.keyClicks(acts.reason, "heard it, too")
    with qtbot.waitSignal(recruiter.review.worker.done):
        qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    assert make_desk(two, model).outcome("i-1").stand is Stand.FINAL


def test_an_interview_goes_to_a_colleague_and_a_note_stays_inside(
    begin: Begin, two: Journal, qtbot: QtBot
) -> None:
    recruiter = begin(two, Language.EN)
    recruiter.colleagues[:] = [READER.name, OTHER.name]
    recruiter.list_all()
    recruiter.open()
    page = recruiter.pages.interview
    interview_id = page.interview_id
    qtbot.keyClick(page.area, Qt.Key.Key_6)
    assert page.acts is not None
    qtbot.keyClicks(page.acts.reason, "planted note")
    with qtbot.waitSignal(recruiter.review.worker.done):
        qtbot.keyClick(page.acts.reason, Qt.Key.Key_Return)
    assert "planted note" in seen(recruiter.pages)
    acts = page.acts
    qtbot.waitUntil(acts.isVisible)
    qtbot.keyClick(page.area, Qt.Key.Key_3)
    qtbot.keyClicks(acts.reason, "knows this job")
    assert not acts.save_button.isEnabled()  # to whom?
    qtbot.keyClick(acts.colleague, Qt.Key.Key_Down)
    assert acts.colleague.currentText() == OTHER.name
    with qtbot.waitSignal(recruiter.review.worker.done):
        qtbot.keyClick(acts.reason, Qt.Key.Key_Return)
    assert two.reviews.acts(interview_id)[-1].body["to"] == OTHER.name
    assert f"for {OTHER.name}" in column_of(recruiter, "decision")


@pytest.mark.parametrize("language", list(Language))
def test_candidates_side_by_side_and_back(
    begin: Begin, two: Journal, qtbot: QtBot, language: Language
) -> None:
    recruiter = begin(two, language)
    recruiter.list_all()
    queue = recruiter.pages.queue
    assert not queue.compare_button.isEnabled()
    queue.table.selectRow(0)
    index = queue.table.model().index(1, 0)
    flags = QItemSelectionModel.SelectionFlag
    queue.table.selectionModel().select(index, flags.Select | flags.Rows)
    press_key(recruiter, Qt.Key.Key_M, CONTROL)
    page = recruiter.pages.compare
    assert page.isVisible()
    assert set(page.interview_ids) == {"i-1", "i-2"}
    wanted = {Language.EN: "not distinguishable", Language.ZH: "无法区分"}[language]
    assert wanted in page.words
    assert "JD-Q04" in page.words
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    press_key(recruiter, Qt.Key.Key_Escape)
    assert recruiter.pages.is_at_queue
    assert page.interview_ids == ()


def test_whose_candidate_has_left_waits_no_more_in_the_building(
    begin: Begin, two: Journal, qtbot: QtBot, model: CompetencyModel
) -> None:
    desk = make_desk(two, model)
    assert all(row.is_here for row in desk.queue(Language.EN))
    recruiter = begin(two, Language.EN)
    recruiter.list_all()
    recruiter.pages.queue.table.selectRow(0)
    (chosen,) = recruiter.pages.queue.selected_ids
    press_key(recruiter, Qt.Key.Key_G, CONTROL)
    here = {row.interview_id: row.is_here for row in desk.queue(Language.EN)}
    assert here == {each: each != chosen for each in ("i-1", "i-2")}


def test_the_terminals_of_the_site_stand_beside_each_other(begin: Begin, two: Journal, qtbot: QtBot) -> None:
    def told(label: str, heard_s: float, busy: bool | None, calls: int | None) -> dict[str, object]:
        at = datetime.fromtimestamp(time.time() - heard_s, UTC).isoformat()
        return {"label": label, "heard_at": at, "busy": busy, "calls": calls, "last_interview_at": at}

    kiosks = [told("Hall 2", 20, True, 1), told("Hall 3", 600, False, 2), told("Hall 4", 20, None, None)]
    two.sync_state.put("room", {"at": time.time(), "kiosks": kiosks})
    two.front_desk.call(CallReason.HELP, None, now=time.time())
    recruiter = begin(two, Language.EN)
    recruiter.list_all()
    press_key(recruiter, Qt.Key.Key_R, CONTROL)
    page = recruiter.pages.room
    assert page.isVisible()
    assert page.texts[:3] == ["This terminal", "Free", "Raised hands: 1"]
    hall_2, hall_3, hall_4 = (
        page.texts[page.texts.index(name) :][:3] for name in ("Hall 2", "Hall 3", "Hall 4")
    )
    assert hall_2[1:] == ["Interview going on", "Raised hands: 1"]
    assert hall_3[1] == "Not heard for 10 min"  # what it told before says nothing about now
    assert hall_4[1] == "has not told"
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    two.sync_state.put("room", {"at": time.time(), "kiosks": kiosks[:1]})
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.review.console._timer.timeout.emit()
    assert "Hall 3" not in page.texts
    recruiter.account = None
    with qtbot.waitSignal(recruiter.review.worker.failed):
        recruiter.review.console._timer.timeout.emit()
    assert "Hall 2" not in seen(recruiter.pages)


@pytest.mark.parametrize("screen", ["compare", "agreement", "room"])
def test_who_is_not_signed_in_any_more_sees_no_other_screen_either(
    begin: Begin, two: Journal, qtbot: QtBot, screen: str
) -> None:
    recruiter = begin(two, Language.EN)
    recruiter.list_all()
    queue = recruiter.pages.queue
    queue.table.selectAll()
    recruiter.account = None
    with qtbot.waitSignal(recruiter.review.worker.failed):
        getattr(queue, f"{screen}_button").click()
    told = seen(recruiter.pages)
    assert not any(secret in told for secret in ("i-1", "i-2", "JD-Q04", "ICC", "This terminal"))
    assert recruiter.pages.stack.currentIndex() == 0
    recruiter.account = READER
    recruiter.list_all()
    queue.table.selectAll()
    with qtbot.waitSignal(recruiter.review.worker.done):
        getattr(queue, f"{screen}_button").click()
    recruiter.account = None
    with qtbot.waitSignal(recruiter.review.worker.failed):  # on the screen itself: its way back closes it
        recruiter.pages.window().findChild(type(getattr(recruiter.pages, screen))).back_button.click()
    assert not any(secret in seen(recruiter.pages) for secret in ("i-1", "JD-Q04", "ICC", "This terminal"))
