"""What stands above the list until somebody does something about it; the list by keys alone, and read out."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.store_task import StoreTask
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.check_in import CallReason
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.flow.interview import fold
from app.review.values import CallLine, QueueRow, Tile
from app.store.journal import Journal
from app.ui.icons import Icons
from app.ui.intents import ChooseLanguage
from app.ui.ports import Append, Finish
from app.ui.recruiter.alert_news import alerts_of
from app.ui.recruiter.alerts import Alerts
from app.ui.recruiter.queue_words import COLUMNS
from app.ui.strings import load_strings
from tests.qt.hands import press
from tests.qt.recruiter_console import Begin, Recruiter, consoles
from tests.unit.review.interviews import interview_events, open_journal

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)
ROW = QueueRow(
    "i-1", "assessed", "job", 0.0, 0.0, None, None, True, None, waits_min=3, is_here=True, is_new=True
)
HALL = Tile("Hall 2", False, True, 1, None, 20.0, False)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def begin(qtbot: QtBot, model: CompetencyModel) -> Iterator[Begin]:
    yield from consoles(qtbot, model)


def finish(journal: Journal, model: CompetencyModel, interview_id: str) -> None:
    """An interview that has just ended."""
    task = StoreTask(journal, model, time.time, lambda: 5000, 1500)
    events = interview_events(model, interview_id)
    task(Append(interview_id, tuple(events)))
    task(Finish(fold(events)))


@pytest.fixture
def journal(tmp_path: Path, model: CompetencyModel) -> Journal:
    journal = open_journal(tmp_path)
    finish(journal, model, "i-1")
    return journal


def again(recruiter: Recruiter) -> None:
    """The list reads itself anew."""
    with recruiter.qtbot.waitSignal(recruiter.review.worker.done, timeout=20_000):
        recruiter.review.console.refresh()


def done(recruiter: Recruiter, alerts: Alerts, button: str) -> None:
    """Press what the first alert offers."""
    with recruiter.qtbot.waitSignal(recruiter.review.worker.done, timeout=20_000):
        press(recruiter.qtbot, getattr(alerts.lines[0], f"{button}_button"))


def test_who_has_finished_is_told_of_until_somebody_opens_it(begin: Begin, journal: Journal) -> None:
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    alerts = recruiter.pages.queue.alerts
    assert "Finished, still here" in alerts.text
    for _ in range(3):
        again(recruiter)
    assert "Finished, still here" in alerts.text
    done(recruiter, alerts, "open")
    assert recruiter.pages.interview.interview_id == "i-1"
    again(recruiter)
    assert alerts.text == ""
    assert recruiter.pages.interview.interview_id == "i-1", "the list changes nothing of what is read"


def test_a_colleague_who_opens_it_or_says_gone_ends_it_here_too(
    begin: Begin, journal: Journal, model: CompetencyModel
) -> None:
    finish(journal, model, "i-2")
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    alerts = recruiter.pages.queue.alerts
    assert alerts.text.count("Finished") == 2
    journal.record("reader-2", "review_viewed", {"interview_id": "i-1"}, now=time.time() + 1)
    again(recruiter)
    assert alerts.text.count("Finished") == 1
    done(recruiter, alerts, "left")
    assert alerts.text == ""
    assert [act.kind.value for act in journal.reviews.acts("i-2")] == ["gone"]


def test_a_raised_hand_is_heard_while_an_interview_is_read_and_answered_there(
    begin: Begin, journal: Journal
) -> None:
    recruiter, sounds = begin(journal, Language.EN), []
    recruiter.list_all()
    recruiter.open()
    recruiter.review.console.sounded.connect(lambda: sounds.append(1))
    strip = recruiter.pages.strip
    assert not strip.isVisible()
    journal.front_desk.call(CallReason.HUMAN, "i-1", now=time.time())
    again(recruiter)
    assert sounds == [1]
    assert "wants a person" in strip.text
    done(recruiter, strip, "coming")
    assert f"{recruiter.account.name if recruiter.account else ''} is coming" in strip.text
    done(recruiter, strip, "done")
    assert not strip.isVisible()
    assert recruiter.pages.interview.interview_id == "i-1"
    told = [(entry.actor, entry.action) for entry in journal.audit()[0] if entry.action.startswith("call_")]
    assert told == [("reader-1", "call_taken"), ("reader-1", "call_answered")]


def test_a_tone_that_is_off_says_so(begin: Begin, journal: Journal, qtbot: QtBot) -> None:
    recruiter, sounds = begin(journal, Language.EN), []
    recruiter.list_all()
    recruiter.review.console.sounded.connect(lambda: sounds.append(1))
    button = recruiter.pages.queue.alerts.sound_button
    assert button.text() == "Tone on"
    press(qtbot, button)
    assert button.text() == button.accessibleName() == "Tone off"
    journal.front_desk.call(CallReason.HELP, None, now=time.time())
    again(recruiter)
    assert sounds == []
    assert "Raised hand" in recruiter.pages.queue.alerts.text


def test_hands_at_other_terminals_are_news_each_and_an_old_word_is_none() -> None:
    tiles = (HALL, replace(HALL, calls=2), replace(HALL, is_stale=True), replace(HALL, is_here=True))
    keys = [{key for each in alerts_of((), (), (tile,)) for key in each.keys} for tile in tiles]
    assert (len(keys[0]), len(keys[1] - keys[0]), keys[0] - keys[1]) == (1, 1, set())
    assert keys[2:] == [set(), set()]
    rows = (
        replace(ROW, interview_id="i-2", changed_at=9.0),
        ROW,
        replace(ROW, is_new=False, interview_id="i-3"),
    )
    found = alerts_of(rows, (CallLine("help", 1, number=4),), (HALL,))
    assert [each.keys[0].split()[0] for each in found] == ["call", "room", "here", "here"]
    assert [each.row.interview_id for each in found if each.row] == ["i-1", "i-2"], "who waits longest first"


def test_the_room_has_raised_hands_first_and_says_them_once(begin: Begin, journal: Journal) -> None:
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    recruiter.review.console._timer.stop()
    pages, quiet = recruiter.pages, replace(HALL, label="Hall 1", calls=0)
    old = replace(HALL, label="Hall 3", is_stale=True)
    pages.show_terminals((quiet, HALL))
    recruiter.open()
    assert "Hall 2" in pages.strip.text
    pages.show_room((old, quiet, HALL, replace(HALL, label="", is_here=True, calls=0)))
    names = [card.texts[0] for card in pages.room.cards]
    assert names == ["This terminal", "Hall 2", "Hall 3", "Hall 1"], "what is old tells of no hand"
    assert pages.strip.text == ""
    pages.show_interview()
    assert "Hall 2" in pages.strip.text, "on every other page it is told"


def test_whoever_looks_at_the_terminals_stays_there_in_another_language(
    begin: Begin, journal: Journal
) -> None:
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    recruiter.pages.show_room((HALL,))
    with recruiter.qtbot.waitSignal(recruiter.review.worker.done, timeout=20_000):
        recruiter.review.window.header.intent.emit(ChooseLanguage(Language.ZH))
    assert recruiter.pages.is_at_room
    assert "举手：1" not in recruiter.pages.room.texts, "the store knows of no other terminal"


def test_terminals_alone_are_no_news_before_there_is_a_list(qtbot: QtBot) -> None:
    alerts = Alerts(Icons(resources_dir()), load_strings(resources_dir())[Language.EN])
    page = QWidget()
    qtbot.addWidget(page)
    alerts.setParent(page)
    sounds: list[int] = []
    alerts.sounded.connect(lambda: sounds.append(1))
    alerts.show_tiles((HALL,))
    assert alerts.text == ""
    alerts.show_news((), (), (HALL,))
    assert sounds == [], "who was there before is not news"
    alerts.show_tiles((HALL, replace(HALL, site="Second site")))
    assert sounds == [1], "one of the same name elsewhere is"
    assert "Second site · Hall 2: raised hands: 1" in alerts.text


def test_the_list_by_keys_alone(begin: Begin, journal: Journal, model: CompetencyModel, qtbot: QtBot) -> None:
    finish(journal, model, "i-2")
    journal._db.conn.execute("UPDATE check_ins SET appointment = 'K-7' WHERE interview_id = 'i-2'")
    journal._db.conn.execute(
        "INSERT OR IGNORE INTO check_ins (interview_id, way, appointment, let_on) VALUES ('i-2', 'code', 'K-7', 0)"
    )
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    queue, window = recruiter.pages.queue, recruiter.review.window
    window.activateWindow()
    qtbot.keyClick(queue.table, Qt.Key.Key_Slash)
    assert queue.search.hasFocus()
    qtbot.keyClicks(queue.search, "k-7")
    assert [queue.model.row_at(at).interview_id for at in range(queue.model.rowCount())] == ["i-2"]
    again(recruiter)
    assert queue.model.rowCount() == 1, "what is searched for stays"
    qtbot.keyClick(queue.search, Qt.Key.Key_Return)
    assert queue.table.hasFocus()
    assert queue.selected_ids == ("i-2",)
    qtbot.keyClick(queue.table, Qt.Key.Key_Slash)
    qtbot.keyClick(queue.search, Qt.Key.Key_Escape)
    assert queue.table.hasFocus()
    assert (queue.search.text(), queue.model.rowCount()) == ("", 2)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert queue.table.horizontalHeader().sortIndicatorSection() == COLUMNS.index("waits")
    assert queue.selected_ids == ("i-2",), "and so does what is selected"
    with qtbot.waitSignal(recruiter.review.worker.done):
        qtbot.keyClick(queue.table, Qt.Key.Key_Return)
    assert recruiter.pages.interview.interview_id == "i-2"


def test_the_longest_wait_is_on_the_screen(begin: Begin, journal: Journal) -> None:
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    queue = recruiter.pages.queue
    rows = (replace(ROW, waits_min=12), replace(ROW, interview_id="i-2", waits_min=35))
    queue.show_rows(rows)
    assert queue._count.text() == "2 of 2 shown · the oldest waits 35 min"


def test_rows_and_tiles_are_read_out_whole(begin: Begin, journal: Journal) -> None:
    recruiter = begin(journal, Language.EN)
    recruiter.list_all()
    queue = recruiter.pages.queue
    queue.show_rows((replace(ROW, appointment="K-7"),))
    interface = QAccessible.queryAccessibleInterface(queue.table)
    assert interface.role() == QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Interviews"
    cells = [interface.child(at) for at in range(interface.childCount())]
    names = [each.text(QAccessible.Text.Name) for each in cells if each.role() == QAccessible.Role.Cell]
    for words in ("Job: job", "Step: rate blind first · still here", "Waits: 3 min", "Number: K-7 · i-1"):
        assert words in names[0]
    assert "Composite" not in names[0], "what says nothing is not read out"
    assert names[COLUMNS.index("state")] == "Step: rate blind first · still here"
    recruiter.pages.show_room((replace(HALL, is_here=True, label=""), HALL))
    assert recruiter.pages.room.cards[1].accessibleName() == (
        "Hall 2; Interview going on; Raised hands: 1; Last interview began –; Told 20 s ago"
    )
