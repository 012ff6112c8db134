"""A session that ends while something plays, or is on its way: silence at once, and nothing of anybody comes after."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap.review import idle_timer
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.store.journal import Journal
from app.ui.recruiter.training_ports import AskTraining
from tests.qt.recruiter_console import seen
from tests.qt.recruiter_watcher import Watcher
from tests.unit.review.interviews import WORDS, make_desk, ratings_of
from tests.unit.review.recorded import store_recorded

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "pa_context_connect", "No audio device", "No RHI", "propagateSizeHints", extend=True
)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory, model: CompetencyModel) -> Iterator[Journal]:
    folder: Path = tmp_path_factory.mktemp("idle")
    opened = Journal.open(folder / "kiosk.db", folder)
    store_recorded(opened, folder, model, "i-1")
    desk = make_desk(opened, model)
    desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
    yield opened
    opened.close()


@pytest.fixture
def watcher(qtbot: QtBot, journal: Journal, model: CompetencyModel) -> Iterator[Watcher]:
    made = Watcher(qtbot, journal, model, Language.EN)
    yield made
    made.review.stop()
    made.review.window.deleteLater()


@pytest.fixture
def idle(watcher: Watcher) -> Iterator[QTimer]:
    timer = idle_timer(watcher.review, lambda: None)
    yield timer
    timer.stop()


def test_a_film_that_plays_falls_silent_and_its_picture_goes(watcher: Watcher, idle: QTimer) -> None:
    player = watcher.at("i-1")
    watcher.play()
    watcher.qtbot.waitUntil(lambda: player.view.has_picture)
    ran: list[bool] = []
    player.film.running.connect(ran.append)
    idle.timeout.emit()
    assert not player.film.is_running
    assert not player.film.is_open
    assert player.film._buffer.size() == 0
    assert not player.view.has_picture
    assert watcher.pages.stack.currentIndex() == 0
    assert WORDS[:10] not in seen(watcher.pages)
    assert True not in ran


@pytest.mark.parametrize("what", ["an interview", "the list", "training"])
def test_what_was_on_its_way_is_shown_to_nobody(watcher: Watcher, idle: QTimer, what: str) -> None:
    watcher.list_all()
    row = watcher.pages.queue.model.row_at(0)
    ways: dict[str, Callable[[], None]] = {
        "an interview": lambda: watcher.pages.queue.chosen.emit(row),
        "the list": watcher.pages.queue.again.emit,
        "training": lambda: watcher.review.worker.submit(AskTraining()),
    }
    with watcher.qtbot.waitSignal(watcher.review.worker.done):
        ways[what]()
        idle.timeout.emit()
    assert watcher.pages.stack.currentIndex() == 0
    assert watcher.pages.interview.interview_id == ""
    assert watcher.pages.queue.model.rowCount() == 0
    assert WORDS[:10] not in watcher.pages.interview.transcript.toPlainText()


def test_a_recording_on_its_way_is_not_played(watcher: Watcher, idle: QTimer) -> None:
    player = watcher.at("i-1")
    with watcher.qtbot.waitSignal(watcher.review.worker.done):
        player.toggle()
        idle.timeout.emit()
    assert not player.film.is_open


def test_a_dialog_that_names_an_interview_closes_with_it(watcher: Watcher, idle: QTimer) -> None:
    watcher.at("i-1")
    dialog = QFileDialog(watcher.review.window, "report", "i-1-hr.pdf")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    assert QApplication.activeModalWidget() is dialog
    idle.timeout.emit()
    assert not dialog.isVisible()
    assert dialog.result() == 0
    dialog.deleteLater()
