"""What is wrong with the screen that a window shows, the kiosk's or the staff's: by geometry and font metrics.

Only three kinds of things may be longer than their room. A FittedScroll: a list on a page, which shows all of itself
where it can. A LongScroll: what is read at a desk, a card or a report. An editor or a table: answers, lists of
interviews. All of them scroll downwards; nothing scrolls sideways. Only a ShortBox, and short
columns of a ShortTable, may show no more than the beginning of their words.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.long_scroll import LongScroll
from app.ui.widgets.short_box import ShortBox
from app.ui.widgets.short_table import ShortTable
from tests.qt.screens import Screen

TOUCH_MM = 12.0
HEADINGS = {"hero", "display", "title", "heading"}
LEAST_LETTERS = 2  # on the last line of a heading
Kind = TypeVar("Kind", bound=QWidget)


def _wraps_anywhere(area: QAbstractScrollArea) -> bool:
    """Its lines are never longer than its room: Qt rounds their width up to a whole pixel, where scaled screens have
    none."""
    return (
        isinstance(area, QTextEdit)
        and area.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    )


def visible(root: QWidget, kind: type[Kind]) -> list[Kind]:
    """Visible widgets of a kind in `root`."""
    return [each for each in root.findChildren(kind) if each.isVisible()]


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget lies in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def findings(window: QWidget, screen: Screen) -> list[str]:
    """Everything that is wrong, one line each; empty when the screen is good."""
    found = [f"text is cut: {text!r}" for text in cut_texts(window)]
    found += [f"a last line of one character: {text!r}" for text in orphans(window)]
    found += [f"covered or outside: {one} / {other}" for one, other in overlapping(window)]
    found += [f"an empty label: {each!r}" for each in visible(window, QLabel) if is_empty(each)]
    if (window.width(), window.height()) != (screen.width_px, screen.height_px):
        found.append(f"the window has {window.size()}")
    pages = [each for each in visible(window, QScrollArea) if not isinstance(each, FittedScroll | LongScroll)]
    found += [f"the page scrolls: {each.widget()!r}" for each in pages if scrolls(each)]
    sideways = [
        each
        for each in visible(window, QAbstractScrollArea)
        if each.horizontalScrollBar().maximum() > (1 if _wraps_anywhere(each) else 0)
    ]
    found += [f"scrolls sideways by {each.horizontalScrollBar().maximum()}: {each!r}" for each in sideways]
    touch_px = screen.px(TOUCH_MM)
    for button in visible(window, QAbstractButton):
        name = button.accessibleName()
        if min(button.width(), button.height()) < touch_px:
            found.append(f"too small to touch: {name!r} {button.width()}x{button.height()} < {touch_px:.0f}")
        in_list = any(isinstance(up, FittedScroll | LongScroll) for up in ancestors(button))
        if not in_list and not window.rect().contains(place(button, window)):
            found.append(f"out of sight: {name!r} {place(button, window)}")
    return found


def scrolls(area: QScrollArea) -> bool:
    """True when not all of `area`'s content is in sight."""
    return area.verticalScrollBar().maximum() > 0


def is_empty(label: QLabel) -> bool:
    """A label with neither words nor a picture."""
    return not label.text() and label.pixmap().isNull()


def cut_texts(window: QWidget) -> list[str]:
    """Texts that need more room than they have."""
    cut = []
    for label in visible(window, QLabel):
        if not label.text():
            continue
        if label.wordWrap():
            fits = label.heightForWidth(label.width()) <= label.height()
            fits = fits and label.minimumSizeHint().width() <= label.width()
        else:
            fits = label.sizeHint().width() <= label.width() and label.sizeHint().height() <= label.height()
        if not fits:
            cut.append(label.text())
    for button in visible(window, QAbstractButton):
        if button.sizeHint().width() > button.width() or button.sizeHint().height() > button.height():
            cut.append(button.text())
    for edit in (*visible(window, QPlainTextEdit), *visible(window, QLineEdit)):
        if edit.height() < edit.fontMetrics().height() * 1.5:
            cut.append(edit.accessibleName())
    boxes = [each for each in visible(window, QComboBox) if not isinstance(each, ShortBox)]
    cut += [each.currentText() for each in boxes if each.sizeHint().width() > each.width()]
    for table in visible(window, QTableView):
        cut += cut_cells(table)
    return cut


def cut_cells(table: QTableView) -> list[str]:
    """The words over columns, and in rows that are in sight, that need more room than they have."""
    model, header, cut = table.model(), table.horizontalHeader(), list[str]()
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        if header.sectionSizeHint(column) > header.sectionSize(column):
            cut.append(str(model.headerData(column, header.orientation())))
        if isinstance(table, ShortTable) and table.columns[column].is_short:
            continue
        for row in range(model.rowCount()):
            index = model.index(row, column)
            is_seen = table.viewport().rect().intersects(table.visualRect(index))
            if is_seen and table.sizeHintForIndex(index).width() > table.columnWidth(column):
                cut.append(str(index.data()))
    return cut


def orphans(window: QWidget) -> list[str]:
    """Headings whose last line is one character, or punctuation alone; the words of buttons never wrap."""
    return [
        each.text()
        for each in visible(window, QLabel)
        if each.wordWrap() and each.property("look") in HEADINGS and _ends_alone(each)
    ]


def _ends_alone(heading: QLabel) -> bool:
    layout = QTextLayout(heading.text(), heading.font())
    layout.setTextOption(QTextOption())  # it breaks at words, as a label does
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(heading.contentsRect().width())
    layout.endLayout()
    last = layout.lineAt(layout.lineCount() - 1)
    rest = heading.text()[last.textStart() :]
    return layout.lineCount() > 1 and sum(each.isalnum() for each in rest) < LEAST_LETTERS


def overlapping(window: QWidget) -> list[tuple[str, str]]:
    """Pairs of neighbours that lie on top of each other, or of parent and child that do not fit."""
    found = []
    for parent in visible(window, QWidget):
        children = [
            each
            for each in parent.children()
            if isinstance(each, QWidget) and each.isVisible() and not each.isWindow()
        ]
        area = parent.parent()
        if isinstance(area, QScrollArea):  # its content may be higher than it is, but never wider
            found += [(repr(area), repr(each)) for each in children if each.width() > parent.width()]
        else:
            frame = parent.rect()
            found += [(repr(parent), repr(each)) for each in children if not frame.contains(each.geometry())]
        for one, other in combinations(children, 2):
            if one.geometry().intersects(other.geometry()):
                found.append((repr(one), repr(other)))
    return found


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    """The parents of a widget, nearest first."""
    up = widget.parentWidget()
    while up is not None:
        yield up
        up = up.parentWidget()
