"""For those who hear the screen or have no touch: names, roles, a way to every control by keyboard, both languages."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.candidate.page import Page
from app.ui.icons import Picture
from app.ui.scale import Scalable
from app.ui.theme import Look
from app.ui.views import View
from app.ui.window import KioskWindow
from tests.qt.hands import key
from tests.qt.samples import VIEWS
from tests.qt.screens import SCREENS, SHOWN, Variant, drawn, settle, show
from tests.qt.sheet_check import ancestors, place, visible
from tests.qt.test_layout import OpenWindow

CONTROLS = (QAbstractButton, QPlainTextEdit, QLineEdit)
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
}


def controls(window: QWidget) -> list[QWidget]:
    """Everything on the screen that can be used now."""
    return [each for kind in CONTROLS for each in visible(window, kind) if each.isEnabled()]


def painted(window: QWidget) -> list[QWidget]:
    """What paints itself and tells something: meters, clocks, pictures of the camera; not decoration."""
    decoration = (Picture, Page, QAbstractButton)
    return [
        each
        for each in visible(window, QWidget)
        if isinstance(each, Scalable) and not isinstance(each, decoration)
    ]


def test_everything_has_a_name_and_every_control_a_role(window: KioskWindow) -> None:
    for name in SHOWN:
        show(window, name)
        settle()
        for each in (*controls(window), *painted(window)):
            assert each.accessibleName(), (name, each)
        for each in controls(window):
            found = QAccessible.queryAccessibleInterface(each)
            assert found is not None, (name, each)
            assert found.role() in ROLES, (name, each, found.role())


@pytest.mark.parametrize(("width_px", "height_px"), [(1280, 800), (1080, 1920)])
def test_tab_reaches_every_control_in_reading_order(
    qtbot: QtBot, open_window: OpenWindow, width_px: int, height_px: int
) -> None:
    window = open_window(Language.ZH, width_px, height_px)
    for name in SHOWN:
        show(window, name)
        settle()
        order = walk(qtbot, window)
        missed = {
            each.accessibleName()
            for each in controls(window)
            if each not in order and not by_arrow(each, order)
        }
        assert not missed, name
        wrong = [
            (one.accessibleName(), other.accessibleName())
            for one, other in pairwise(order)
            if goes_back(window, one, other)
        ]
        assert not wrong, name


def walk(qtbot: QtBot, window: KioskWindow) -> list[QWidget]:
    """The controls that Tab visits, from the header's first one once around."""
    window.header.help_button.setFocus()
    order: list[QWidget] = []
    while window.focusWidget() not in order:
        order.append(window.focusWidget())
        key(qtbot, window, Qt.Key.Key_Tab)
    return order


def by_arrow(control: QWidget, order: list[QWidget]) -> bool:
    """One of several of which one is chosen: Tab comes to the chosen one, arrows to the others."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group is not None and group.exclusive() and any(each in order for each in group.buttons())


def goes_back(window: KioskWindow, one: QWidget, other: QWidget) -> bool:
    """True when `other` stands before `one` for somebody who reads columns downwards, then to the right."""
    if scroller(one) is not scroller(other):
        return False  # a list scrolls: what its end lies beside changes
    first, second = place(one, window), place(other, window)
    is_above = second.bottom() <= first.top() and second.left() < first.right()
    is_left = (
        second.right() <= first.left() and second.top() < first.bottom() and first.top() < second.bottom()
    )
    return is_above or is_left


def scroller(widget: QWidget) -> QWidget | None:
    """The scroll area that a widget is in."""
    return next((up for up in ancestors(widget) if isinstance(up, QScrollArea)), None)


def test_the_language_changes_on_the_open_page(qapp: object, resources: Path) -> None:
    def in_language(language: Language) -> Variant:
        return Variant(SCREENS[-1], language, Look())

    with (
        drawn(resources, in_language(Language.ZH)) as switched,
        drawn(resources, in_language(Language.ZH)) as chinese,
        drawn(resources, in_language(Language.EN)) as english,
    ):
        for name, view in VIEWS.items():
            for window in (switched, chinese, english):
                window.show_page(view)
            for fresh in (english, chinese):
                switched.header.language_buttons[fresh.language].click()
                settle()
                assert texts(switched) == texts(fresh), name
            assert any("\u4e00" <= character <= "\u9fff" for text in texts(switched) for character in text)


def texts(window: KioskWindow) -> list[str]:
    """All words in sight, and all accessible names."""
    words = [each.text() for each in visible(window, QLabel)]
    words += [each.text() for each in visible(window, QAbstractButton)]
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
