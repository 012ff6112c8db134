"""The list of interviews as Qt asks for it: a row is put into words only when it is drawn."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.review.values import Decision, QueueRow, Stand
from app.ui.strings import Strings

COLUMNS = ("started", "job", "state", "waits", "composite", "decision", "flags", "interview")
SORT_ROLE = Qt.ItemDataRole.UserRole
Text = Callable[..., str]
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

    def update_rows(self, rows: Sequence[QueueRow]) -> bool:
        """True if only cells changed; False: nothing was done, for there are other rows, and all has to be built."""
        before = self._rows
        if [each.interview_id for each in before] != [each.interview_id for each in rows]:
            return False
        self._rows = rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        return True

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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
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
                return _step(row, text)
            case "waits":
                return waited(row.waits_min, text)
            case "composite":
                return "–" if row.composite is None else f"{row.composite:.1f} ± {row.error or 0:.1f}"
            case "decision":
                return _decision(row, text)
            case "flags":
                return ", ".join(row.flags)
            case _:
                return row.interview_id


def _step(row: QueueRow, text: Text) -> str:
    """Where somebody sits, or what the interview waits for; a raised hand first."""
    if row.step == "question":
        told = text("review.console.step_question", number=row.answered + 1, all=row.questions)
    elif row.step:
        told = text(f"review.console.step_{row.step}")
    else:
        told = text("review.console.state_blind" if row.is_blind else f"review.console.state_{row.state}")
        told = text("review.console.here", step=told) if row.is_here else told
    return text("review.console.hand", step=told) if row.call else told


def waited(minutes: int | None, text: Text) -> str:
    """How long, in the largest unit that says something."""
    if minutes is None:
        return "–"
    if minutes < 60:
        return text("review.console.minutes", count=minutes)
    hours = minutes // 60
    return (
        text("review.console.hours", count=hours)
        if hours < 48
        else text("review.console.days", count=hours // 24)
    )


def _decision(row: QueueRow, text: Text) -> str:
    is_handed = row.handed_to and row.decision is Decision.HAND_OVER  # then the name says it all
    parts = [] if row.decision is None or is_handed else [text(f"review.console.{row.decision}")]
    if row.is_second:
        parts.append(text("review.console.read_second"))
    elif row.stand in (Stand.SECOND, Stand.APART):
        parts.append(text(f"review.console.stand_{row.stand}"))
    if row.handed_to:
        parts.append(text("review.console.handed_to", name=row.handed_to))
    return " · ".join(parts) or "–"


def _sorted_by(row: QueueRow, column: str) -> str | float:
    match column:
        case "started":
            return row.started_at
        case "composite":
            return -1.0 if row.composite is None else row.composite
        case "state":
            return "blind" if row.is_blind else row.state
        case "waits":
            return -1.0 if row.waits_min is None else float(row.waits_min)
        case "flags":
            return float(len(row.flags))
        case "decision":
            return row.decision or ""
        case "job":
            return row.job
        case _:
            return row.interview_id
