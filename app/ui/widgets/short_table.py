"""A table as wide as its window, in columns of design sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.scale import Scalable
from app.ui.theme import look_of

MEASURED_ROWS = 100  # of ten thousand: what a person sees first
_LARGE_TYPE = 21 / 16  # as the letters of a table grow


@dataclass(frozen=True, slots=True)
class Column:
    """width_px: of a whole column in design pixels; a short one has such a share of what the others leave, if its
    words need as much: what they do not need is for those that do.

    is_short: long words end with dots, and a pointer on them shows the whole. upright, large_upright: False where
    there is no room for it, on a screen that stands; the latter in large type.
    """

    width_px: int
    is_short: bool = False
    upright: bool = True
    large_upright: bool = True


class ShortTable(QTableView, Scalable):
    """One row is chosen as a whole; nothing is edited, nothing scrolls sideways.

    Its words are measured when it comes into sight, in another size of letters, and when somebody says so (measure):
    a list that reads itself anew moves no column.
    """

    def __init__(self, columns: Sequence[Column], row_px: int) -> None:
        super().__init__()
        self.columns, self._row_px = columns, row_px
        self._wanted: Mapping[int, int] = {}
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # 10,000 are not measured
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def set_factor(self, factor: float) -> None:
        """Draw at `factor`: rows and columns are as large as their letters ask for."""
        super().set_factor(factor)
        self.measure()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """It may have been filled since."""
        super().showEvent(event)
        self.measure()

    def measure(self) -> None:
        """Share the width out anew, by the words that are in the first rows now."""
        if self.model() is not None:
            short = (place for place, each in enumerate(self.columns) if each.is_short)
            self._wanted = {place: self._width_of(place) for place in short}
        self._fit()

    def _width_of(self, column: int) -> int:
        """Pixels that the longest words in a column ask for."""
        model, metrics = self.model(), self.fontMetrics()
        rows = range(min(MEASURED_ROWS, model.rowCount()))
        widths = {row: metrics.horizontalAdvance(str(model.index(row, column).data())) for row in rows}
        longest = max(widths, key=widths.__getitem__, default=None)
        return 0 if longest is None else self.sizeHintForIndex(model.index(longest, column)).width()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width is shared out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.model() is None:
            return
        is_large, stands = look_of(self).large_type, bool(self.property("stands"))
        grown = self.factor * (_LARGE_TYPE if is_large else 1.0)
        self.verticalHeader().setDefaultSectionSize(round(self._row_px * grown))
        header, seen = self.horizontalHeader(), dict[int, Column]()
        for place, each in enumerate(self.columns):
            is_hidden = stands and not (each.large_upright if is_large else each.upright)
            self.setColumnHidden(place, is_hidden)
            if not is_hidden:
                seen[place] = each
        least = {place: header.sectionSizeHint(place) for place in seen}
        for place, each in seen.items():
            if not each.is_short:
                least[place] = max(least[place], round(each.width_px * grown))
        left = max(0, self.viewport().width() - sum(least.values()))
        short = {place: each.width_px for place, each in seen.items() if each.is_short}
        wanted = {place: max(0, self._wanted.get(place, 0) - least[place]) for place in short}
        given = shared(left, short, wanted)
        for place in seen:
            header.resizeSection(place, least[place] + given.get(place, 0))


def shared(room: int, parts: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, int]:
    """What each of `parts` gets of `room`: what it wants, or its share of what those leave that want less.

    Where everybody has what it wants, the rest is shared, too: a table is as wide as its window.
    """
    given, open_ = dict.fromkeys(parts, 0), dict(parts)
    while open_:
        whole = sum(open_.values())
        content = [place for place, part in open_.items() if wanted[place] * whole <= room * part]
        if not content:
            return given | {place: room * part // whole for place, part in open_.items()}
        for place in content:
            given[place] = wanted[place]
            del open_[place]
        room -= sum(wanted[place] for place in content)
    whole = sum(parts.values())
    return {place: given[place] + room * part // whole for place, part in parts.items()}
