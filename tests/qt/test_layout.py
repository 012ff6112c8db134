"""Every page, language and screen size: nothing cut or covered, big enough to touch, named."""

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from app.domain.language import Language
from app.ui.views import View
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.level_meter import LevelMeter
from app.ui.window import KioskWindow
from tests.qt.samples import FINISHED_OFFERED, RECORDING, VIEWS

OpenWindow = Callable[..., KioskWindow]
SIZES_PX = [(1280, 800), (1920, 1080)]
TOUCH_PX = 48
MAY_SCROLL = {"question-role-play-two"}  # a conversation above a text box: the newest line is in sight


def visible(root: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    """Visible widgets of a kind in `root`."""
    return (each for each in root.findChildren(kind) if each.isVisible())


def settle() -> None:
    """Let layouts finish."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def cut_texts(window: QWidget) -> list[str]:
    """Texts that need more room than they have."""
    cut = []
    for label in visible(window, QLabel):
        assert isinstance(label, QLabel)
        if not label.text():
            continue
        if label.wordWrap():
            fits = label.heightForWidth(label.width()) <= label.height()
            fits = fits and label.minimumSizeHint().width() <= label.width()
        else:
            fits = label.sizeHint().width() <= label.width() and label.sizeHint().height() <= label.height()
        if not fits:
            cut.append(label.text())
    for button in visible(window, QPushButton):
        assert isinstance(button, QPushButton)
        if button.sizeHint().width() > button.width() or button.sizeHint().height() > button.height():
            cut.append(button.text())
    return cut


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget lies in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def overlapping(window: QWidget) -> list[tuple[str, str]]:
    """Pairs of neighbours that lie on top of each other, or of parent and child that do not fit."""
    found = []
    for parent in visible(window, QWidget):
        children = [
            each
            for each in parent.children()
            if isinstance(each, QWidget) and each.isVisible() and not each.isWindow()
        ]
        if not isinstance(parent.parent(), QScrollArea):
            frame = parent.rect()
            found += [(repr(parent), repr(each)) for each in children if not frame.contains(each.geometry())]
        for one, other in combinations(children, 2):
            if one.geometry().intersects(other.geometry()):
                found.append((repr(one), repr(other)))
    return found


@pytest.mark.parametrize(("width_px", "height_px"), SIZES_PX)
@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_or_covered(
    open_window: OpenWindow, language: Language, width_px: int, height_px: int
) -> None:
    window = open_window(language, width_px, height_px)
    for name, view in VIEWS.items():
        window.show_page(view)
        settle()
        assert (window.width(), window.height()) == (width_px, height_px), name
        assert cut_texts(window) == [], name
        assert overlapping(window) == [], name
        assert all(each.text() for each in visible(window, QLabel) if isinstance(each, QLabel)), name
        frame = window.rect()
        for each in visible(window, QAbstractButton):
            assert frame.contains(place(each, window)), (name, each.accessibleName())
        scrolled = [each for each in visible(window, FittedScroll) if is_scrolled(each)]
        assert name in MAY_SCROLL or not scrolled, name


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_that_opens_for_the_first_time_is_laid_out_at_once(window: KioskWindow, name: str) -> None:
    window.show_page(VIEWS["welcome"])
    settle()
    window.show_page(VIEWS[name])
    settle()
    assert cut_texts(window) == []
    assert overlapping(window) == []


def is_scrolled(area: QWidget) -> bool:
    """True when not everything in the area can be seen."""
    assert isinstance(area, FittedScroll)
    return area.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("language", Language)
def test_a_small_screen_still_shows_every_button(open_window: OpenWindow, language: Language) -> None:
    window = open_window(language, 1152, 720)
    for name, view in VIEWS.items():
        window.show_page(view)
        settle()
        frame = window.rect()
        for each in visible(window, QAbstractButton):
            in_list = any(isinstance(up, FittedScroll) for up in ancestors(each))
            assert in_list or frame.contains(place(each, window)), (name, each.accessibleName())


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    """The parents of a widget, nearest first."""
    up = widget.parentWidget()
    while up is not None:
        yield up
        up = up.parentWidget()


@pytest.mark.parametrize(("width_px", "height_px"), [(1152, 720), *SIZES_PX])
def test_touch_targets_are_big_enough(open_window: OpenWindow, width_px: int, height_px: int) -> None:
    window = open_window(Language.ZH, width_px, height_px)
    for name, view in VIEWS.items():
        window.show_page(view)
        settle()
        for each in visible(window, QAbstractButton):
            assert min(each.width(), each.height()) >= TOUCH_PX, (name, each.accessibleName())


@pytest.mark.parametrize("name", VIEWS)
def test_every_control_has_a_name_for_those_who_hear_the_screen(window: KioskWindow, name: str) -> None:
    window.show_page(VIEWS[name])
    settle()
    named = (QAbstractButton, QPlainTextEdit, LevelMeter, Countdown, CameraView)
    for kind in named:
        for each in visible(window, kind):
            assert each.accessibleName(), (name, each)


@pytest.mark.parametrize("name", VIEWS)
def test_the_language_changes_on_the_open_page(open_window: OpenWindow, name: str) -> None:
    switched, fresh = open_window(Language.ZH), open_window(Language.EN)
    for window in (switched, fresh):
        window.show_page(VIEWS[name])
    switched.header.language_buttons[Language.EN].click()
    settle()
    assert texts(switched) == texts(fresh)
    switched.header.language_buttons[Language.ZH].click()
    fresh.set_language(Language.ZH)
    settle()
    assert texts(switched) == texts(fresh)
    assert any("\u4e00" <= character <= "\u9fff" for text in texts(switched) for character in text)


def texts(window: KioskWindow) -> list[str]:
    """All words in sight, and all accessible names."""
    words = [each.text() for each in visible(window, QLabel) if isinstance(each, QLabel)]
    words += [each.text() for each in visible(window, QAbstractButton) if isinstance(each, QAbstractButton)]
    return words + [each.accessibleName() for each in visible(window, QWidget)]


def test_the_same_view_again_changes_nothing(window: KioskWindow) -> None:
    for view in VIEWS.values():
        shows_same_twice(window, view)


def shows_same_twice(window: KioskWindow, view: View) -> None:
    """Draws twice and compares the words and the focus."""
    window.show_page(view)
    settle()
    before, focus = texts(window), window.focusWidget()
    window.show_page(view)
    settle()
    assert texts(window) == before
    assert window.focusWidget() is focus


def test_scroll_bars_are_drawn_only_where_they_are_needed(window: KioskWindow) -> None:
    for name, view in VIEWS.items():
        window.show_page(view)
        settle()
        bars = [bar for bar in visible(window, QScrollBar) if bar.isVisible()]
        assert name in MAY_SCROLL or not bars, name


@pytest.mark.parametrize(("width_px", "height_px"), [(1152, 720), *SIZES_PX])
def test_nothing_moves_under_a_finger_when_the_page_asks_whether_that_was_all(
    open_window: OpenWindow, width_px: int, height_px: int
) -> None:
    window = open_window(Language.EN, width_px, height_px)
    window.show_page(RECORDING)
    settle()
    before = {each: place(each, window) for each in visible(window.question, QWidget)}
    window.show_page(FINISHED_OFFERED)
    settle()
    assert window.question.finished_offer.text
    assert {each: place(each, window) for each in before} == before
