"""Fixtures of the Qt tests: windows that are gone and threads that have ended when the test is over."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.ui.window import KioskWindow
from app.workers.thread import Background
from tests.qt.hands import Listener

if TYPE_CHECKING:
    from tests.qt.office_rig import Office

OpenWindow = Callable[..., KioskWindow]


@pytest.fixture
def resources() -> Path:
    """The resources folder."""
    return resources_dir()


@pytest.fixture
def open_window(qtbot: QtBot, resources: Path) -> Iterator[OpenWindow]:
    """Opens windows of a given language and size."""
    opened: list[KioskWindow] = []

    def open_one(language: Language = Language.ZH, width_px: int = 1280, height_px: int = 800) -> KioskWindow:
        window = KioskWindow(resources, language)
        opened.append(window)
        window.resize(width_px, height_px)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield open_one
    for window in opened:
        window.release()
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow) -> KioskWindow:
    """A Chinese window of 1280 x 800."""
    return open_window()


@pytest.fixture
def listener(window: KioskWindow) -> Listener:
    """Listens to the window."""
    return Listener(window)


@pytest.fixture
def background(qapp: object) -> Iterator[Callable[..., Background]]:
    """Starts Backgrounds."""
    started: list[Background] = []

    def start(task: Callable[..., object]) -> Background:
        started.append(Background("test", task))
        return started[-1]

    yield start
    for each in started:
        each.stop()


@pytest.fixture
def begin_office(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Language], "Office"]]:
    """Opens the administrator's screens in a language; nobody is signed in yet."""
    from tests.qt.office_rig import Office

    opened: list[Office] = []

    def one(language: Language) -> Office:
        opened.append(Office(qtbot, tmp_path / language, load_competency_model(content_dir()), language))
        return opened[-1]

    yield one
    for each in opened:
        each.stop()


@pytest.fixture
def office(begin_office: Callable[[Language], "Office"]) -> "Office":
    """An administrator at the English screens."""
    made = begin_office(Language.EN)
    made.open()
    return made
