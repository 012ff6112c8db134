"""The list of interviews as Qt asks for it: a row is put into words only when it is drawn."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.review.values import QueueRow
from app.ui.strings import Strings

COLUMNS = ("started", "job", "state", "composite", "decision", "interview")
SORT_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractTableModel):
    """Rows of the queue. Sorting and searching ask by SORT_ROLE, so nothing is put into words for them."""

    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self._strings = strings
        self._rows: Sequence[QueueRow] = ()

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show `rows` in place of those before."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, row: int) -> QueueRow:
        """The interview in `row`."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many interviews there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many columns a row has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._strings.text(f"review.console.column_{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, or what it is sorted by."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == SORT_ROLE:
            return _sorted_by(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        return None

    def _words(self, row: QueueRow, column: str) -> str:
        text = self._strings.text
        match column:
            case "started":
                return time.strftime("%Y-%m-%d %H:%M", time.localtime(row.started_at))
            case "job":
                return row.job
            case "state":
                return text(
                    "review.console.state_blind" if row.is_blind else f"review.console.state_{row.state}"
                )
            case "composite":
                return "–" if row.composite is None else f"{row.composite:.1f} ± {row.error or 0:.1f}"
            case "decision":
                return "–" if row.decision is None else text(f"review.console.{row.decision}")
            case _:
                return row.interview_id


def _sorted_by(row: QueueRow, column: str) -> str | float:
    match column:
        case "started":
            return row.started_at
        case "composite":
            return -1.0 if row.composite is None else row.composite
        case "state":
            return "blind" if row.is_blind else row.state
        case "decision":
            return row.decision or ""
        case "job":
            return row.job
        case _:
            return row.interview_id
