"""A table as wide as its window, in columns of design sizes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.scale import Scalable
from app.ui.theme import look_of

_LARGE_TYPE = 21 / 16  # as the letters of a table grow


@dataclass(frozen=True, slots=True)
class Column:
    """width_px: of a whole column in design pixels; a short one has such a share of what the others leave.

    is_short: long words end with dots, and a pointer on them shows the whole. upright, large_upright: False where
    there is no room for it, on a screen that stands; the latter in large type.
    """

    width_px: int
    is_short: bool = False
    upright: bool = True
    large_upright: bool = True


class ShortTable(QTableView, Scalable):
    """One row is chosen as a whole; nothing is edited, nothing scrolls sideways."""

    def __init__(self, columns: Sequence[Column], row_px: int) -> None:
        super().__init__()
        self.columns, self._row_px = columns, row_px
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
        self._fit()

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
        parts = sum(each.width_px for each in seen.values() if each.is_short)
        for place, each in seen.items():
            header.resizeSection(
                place, least[place] + (left * each.width_px // parts if each.is_short else 0)
            )
