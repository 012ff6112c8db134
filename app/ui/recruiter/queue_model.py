"""The list of interviews as Qt asks for it: what is shown, in which order; words are made when a row is drawn.

It filters and sorts by itself: a proxy model would come back to Python for each comparison.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.review.values import QueueRow, Stand
from app.ui.recruiter.queue_words import COLUMNS, cell, read_out, sorted_by
from app.ui.strings import Strings

FILTERS = ("all", "open", "here", "mine", "decided")
Index = QModelIndex | QPersistentModelIndex
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class QueueModel(QAbstractTableModel):
    """words: searched for, in small letters. wanted: one of FILTERS. reader: for whom "mine" is meant."""

    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self._strings = strings
        self._rows: Sequence[QueueRow] = ()
        self._shown: list[QueueRow] = []
        self._places: dict[str, int] | None = None  # of what is shown; None: not looked up yet
        self._column, self._descending = "started", True
        self.words, self.wanted, self.reader = "", "all", ""

    @property
    def rows(self) -> Sequence[QueueRow]:
        """All of them, shown or not, the newest first."""
        return self._rows

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show `rows` in place of those before; selection and place stay with their interviews."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.rematch()
            return
        changed = [(old, new) for old, new in zip(before, rows, strict=True) if old is not new]
        if all(self._stays(old, new) for old, new in changed):
            self._replace([new for _, new in changed])
        else:
            self.rematch()

    def _stays(self, old: QueueRow, new: QueueRow) -> bool:
        """True if the interview is shown where it was, or not shown as it was not."""
        return (
            old.interview_id == new.interview_id
            and self._passes(old) is self._passes(new)
            and sorted_by(old, self._column) == sorted_by(new, self._column)
        )

    def _replace(self, rows: Sequence[QueueRow]) -> None:
        if self._places is None:
            self._places = {each.interview_id: at for at, each in enumerate(self._shown)}
        places = sorted(self._places[row.interview_id] for row in rows if row.interview_id in self._places)
        for row in rows:
            if row.interview_id in self._places:
                self._shown[self._places[row.interview_id]] = row
        for first, last in _runs(places):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def rematch(self) -> None:
        """Filter and sort anew, after `words`, `wanted` or `reader` changed."""
        before, shown = self._shown, self._sorted([each for each in self._rows if self._passes(each)])
        if [each.interview_id for each in before] != [each.interview_id for each in shown]:
            self._lay_out(shown)
            return
        self._shown = shown
        for first, last in _runs([at for at, each in enumerate(shown) if each is not before[at]]):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._descending = COLUMNS[column], order is Qt.SortOrder.DescendingOrder
        self._lay_out(self._sorted(self._shown))

    def _sorted(self, rows: list[QueueRow]) -> list[QueueRow]:
        return sorted(rows, key=lambda each: sorted_by(each, self._column), reverse=self._descending)

    def _lay_out(self, shown: list[QueueRow]) -> None:
        """Whatever points at a row points at its interview afterwards, or at nothing where it is not shown."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        places = {each.interview_id: at for at, each in enumerate(shown)} if kept else {}
        moved = [places.get(self._shown[index.row()].interview_id, -1) for index in kept]
        self._shown, self._places = shown, None
        targets = [
            QModelIndex() if place < 0 else self.index(place, index.column())
            for index, place in zip(kept, moved, strict=True)
        ]
        self.changePersistentIndexList(kept, targets)
        self.layoutChanged.emit()

    def _passes(self, each: QueueRow) -> bool:
        return self._is_wanted(each) and (not self.words or self._is_found(each))

    def _is_found(self, each: QueueRow) -> bool:
        """In its number, the code of its appointment, its job or a flag."""
        texts = (each.interview_id, each.appointment, each.job, *each.flags)
        return any(self.words in text.casefold() for text in texts)

    def _is_wanted(self, each: QueueRow) -> bool:
        """open: nothing holds yet. mine: handed to the reader, or read by one other person."""
        match self.wanted:
            case "open":
                return each.stand is not Stand.FINAL
            case "here":
                return each.is_here or bool(each.call)
            case "mine":
                return each.is_second or (bool(self.reader) and each.handed_to == self.reader)
            case "decided":
                return each.stand is Stand.FINAL
            case _:
                return True

    def row_at(self, row: int) -> QueueRow:
        """The interview that is shown in `row`."""
        return self._shown[row]

    def place_of(self, interview_id: str) -> int | None:
        """Where the interview is shown; None: it is not."""
        return next((at for at, each in enumerate(self._shown) if each.interview_id == interview_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many interviews are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        """How many columns a row has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of a column; of a row, for who has it read out, everything that it says."""
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation == Qt.Orientation.Horizontal:
            return self._strings.text(f"review.console.column_{COLUMNS[section]}") if is_text else None
        if is_text and section < len(self._shown):
            return read_out(self._shown[section], self._strings.text)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell. Read out, the first cell of a row says the whole row, each other one its column, too."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column, text = self._shown[index.row()], COLUMNS[index.column()], self._strings.text
        if role == Qt.ItemDataRole.ToolTipRole and column == "interview":
            return row.interview_id
        if role in _TEXTS:
            return cell(row, column, text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 0:
                return read_out(row, text)
            return f"{text(f'review.console.column_{column}')}: {cell(row, column, text)}"
        return None


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours: one signal for many rows."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
