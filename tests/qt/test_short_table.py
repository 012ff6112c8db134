"""Columns as wide as their words ask for, measured on few rows and not while a list reads itself anew."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.short_table import MEASURED_ROWS, Column, ShortTable

LONG, SHORT = "as long as a name of a job may be", "–"
Index = QModelIndex | QPersistentModelIndex
Cell = Callable[[int, int], str]


class Words(QAbstractTableModel):
    """A table of words. asked: the rows whose words were asked for."""

    def __init__(self, columns: int, rows: int, cell: Cell) -> None:
        super().__init__()
        self._columns, self._rows, self.cell = columns, rows, cell
        self.asked: set[int] = set()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        self.asked.add(index.row())
        return self.cell(index.row(), index.column()) if role == Qt.ItemDataRole.DisplayRole else None


def shown(qtbot: QtBot, columns: Sequence[Column], model: Words, width: int) -> ShortTable:
    table = ShortTable(columns, 40)
    table.setModel(model)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    return table


def is_cut(table: ShortTable, column: int) -> bool:
    return table.sizeHintForIndex(table.model().index(0, column)).width() > table.columnWidth(column)


def whole_width(table: ShortTable) -> int:
    return sum(table.columnWidth(at) for at in range(table.model().columnCount()))


EQUAL = (Column(100, is_short=True), Column(100, is_short=True), Column(100))


def test_an_empty_column_leaves_its_room_to_a_full_one(qtbot: QtBot) -> None:
    words = Words(3, 5, lambda _row, column: LONG if column == 0 else SHORT)
    narrow = shown(qtbot, EQUAL, words, 500)
    assert not is_cut(narrow, 0)
    assert narrow.columnWidth(2) == 100
    assert whole_width(narrow) in range(narrow.viewport().width() - 3, narrow.viewport().width() + 1)


@pytest.mark.parametrize("width", [320, 360, 500])
def test_where_there_is_no_room_for_all_they_share_it(qtbot: QtBot, width: int) -> None:
    words = Words(3, 5, lambda _row, column: LONG * 3 if column < 2 else SHORT)
    table = shown(qtbot, EQUAL, words, width)
    assert is_cut(table, 0)
    assert abs(table.columnWidth(0) - table.columnWidth(1)) <= 1
    assert whole_width(table) <= table.viewport().width()


def test_only_the_first_rows_are_measured(qtbot: QtBot) -> None:
    words = Words(3, 10_000, lambda _row, _column: SHORT)
    table = shown(qtbot, EQUAL, words, 500)
    words.asked.clear()
    table.measure()
    assert max(words.asked) == MEASURED_ROWS - 1


def test_a_list_that_reads_itself_anew_moves_no_column(qtbot: QtBot) -> None:
    words = Words(3, 5, lambda _row, column: LONG if column == 0 else SHORT)
    table = shown(qtbot, EQUAL, words, 500)
    before = [table.columnWidth(at) for at in range(3)]
    words.cell = lambda _row, column: LONG if column == 1 else SHORT
    words.dataChanged.emit(words.index(0, 0), words.index(4, 2))
    words.layoutChanged.emit()
    assert [table.columnWidth(at) for at in range(3)] == before
    table.measure()
    assert not is_cut(table, 1)
