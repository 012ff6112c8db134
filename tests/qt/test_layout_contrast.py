"""Text against what it really stands on, read from the drawn screens; the ring of the focus, seen in both themes."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.theme import COLOURS, Look, Theme
from app.ui.widgets.basics import Button
from app.ui.window import KioskWindow
from tests.qt.hands import key
from tests.qt.samples import VIEWS
from tests.qt.screens import SCREENS, SHOWN, Variant, drawn, settle, show
from tests.qt.sheet_check import visible
from tests.qt.test_layout_access import walk
from tests.qt.test_theme import TEXTS


def token(colour: QColor) -> str | None:
    """The name of a colour of the light theme; None for one that is mixed."""
    return next((name for name, value in COLOURS[Theme.LIGHT].items() if QColor(value) == colour), None)


def ground_of(widget: QWidget, picture: QImage) -> QColor:
    """The colour that most of the pixels of `widget` have in the picture of its window."""
    at = widget.mapTo(widget.window(), QPoint(0, 0))
    inside = picture.rect().intersected(widget.rect().translated(at))
    step_x, step_y = max(1, inside.width() // 24), max(1, inside.height() // 12)
    pixels = Counter(
        picture.pixelColor(x, y).rgb()
        for x in range(inside.left() + 3, inside.right() - 2, step_x)
        for y in range(inside.top() + 3, inside.bottom() - 2, step_y)
    )
    return QColor(pixels.most_common(1)[0][0]) if pixels else QColor()


def test_every_pair_of_text_and_ground_on_the_screens_is_among_those_that_are_checked(
    qapp: object, resources: Path
) -> None:
    """Words that change colour when pressed are not here: the style sheet names both colours, and is read itself."""
    seen: set[tuple[str, str]] = set()
    with drawn(resources, Variant(SCREENS[1], Language.ZH, Look())) as window:
        for name in SHOWN:
            show(window, name)
            settle()
            picture = window.grab().toImage()
            still = [each for each in visible(window, QAbstractButton) if not each.isChecked()]
            for each in (*visible(window, QLabel), *still):
                ink = token(each.palette().color(each.foregroundRole()))
                ground = token(ground_of(each, picture))
                if each.isEnabled() and each.text() and ink and ground and ink != ground:
                    seen.add((ink, ground))
    assert len(seen) >= 10
    assert seen <= set(TEXTS)


@pytest.mark.parametrize("theme", Theme)
def test_the_ring_of_the_focus_is_seen_on_every_control(
    qtbot: QtBot, window: KioskWindow, theme: Theme
) -> None:
    window.use_look(Look(theme))
    for name in ("consent", "check-in", "chats-open", "survey"):
        window.show_page(VIEWS[name])
        settle()
        for each in walk(qtbot, window):
            each.setFocus()
            if isinstance(each, Button):
                key(qtbot, window, Qt.Key.Key_Tab)
                key(qtbot, window, Qt.Key.Key_Backtab)
            picture = each.grab().toImage()
            edge = {picture.pixelColor(x, picture.height() // 2).rgb() for x in (0, 1, 2)}
            writes = isinstance(each, QLineEdit | QPlainTextEdit)
            ring = QColor(COLOURS[theme]["accent" if writes else "ink"])
            assert ring.rgb() in edge, (name, each.accessibleName())
