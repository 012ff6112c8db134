"""The list of interviews with search and filter."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHeaderView, QLineEdit, QTableView, QWidget

from app.review.values import QueueRow
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.queue_model import SORT_ROLE, QueueModel
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row

FILTERS = ("all", "open", "decided")
ROW_PX = 44


class _Matching(QSortFilterProxyModel):
    """Rows that hold the words searched for and pass the filter."""

    def __init__(self, rows: QueueModel) -> None:
        super().__init__()
        self._model = rows
        self.words, self.wanted = "", "all"
        self.setSourceModel(rows)
        self.setSortRole(SORT_ROLE.value)

    def filterAcceptsRow(  # noqa: N802
        self,
        source_row: int,
        source_parent: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> bool:
        """True if the row is shown."""
        each = self._model.row_at(source_row)
        if self.wanted != "all" and (each.decision is not None) is not (self.wanted == "decided"):
            return False
        return not self.words or self.words in each.interview_id or self.words in each.job.casefold()


class QueuePage(Page):
    """chosen: the QueueRow that is to be opened. again: the list is to be read anew."""

    chosen = Signal(object)
    again = Signal()

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._title, self._count = label("title"), label("body")
        self.search = QLineEdit()
        self.filters = {name: Button(icons, look="choice") for name in FILTERS}
        self.again_button = Button(icons, "again")
        self.model = QueueModel(strings)
        self._matching = _Matching(self.model)
        self.table = self._table()
        self._lay_out()
        self.bind(self._title.setText, "review.console.queue")
        self.bind(self.search.setPlaceholderText, "review.console.search")
        self.bind(self.search.setAccessibleName, "review.console.search")
        self.bind(self.again_button.say, "review.console.again")
        self.bind(self.table.setAccessibleName, "review.console.queue")
        for name, button in self.filters.items():
            self.bind(button.say, f"review.console.filter_{name}")
            button.clicked.connect(self._match)
        self.search.textChanged.connect(self._match)
        self.again_button.clicked.connect(self.again)
        self.table.activated.connect(self._activated)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._matching)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # 10,000 are not measured
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        for place, width_px in enumerate((180, 220, 200, 130, 170)):
            header.resizeSection(place, width_px)
        return table

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        top = row(spacing=12)
        top.addWidget(self.search, 1)
        for button in self.filters.values():
            button.setCheckable(True)
            group.addButton(button)
            top.addWidget(button)
        self.filters["all"].setChecked(True)
        top.addWidget(self.again_button)
        fix(self.search, min_width=240)
        whole = column(self, margins=(32, 16, 32, 20), spacing=12)
        whole.addWidget(self._title)
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._count)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.model.use(strings)
        super().use(strings)

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show `rows`; search and filter stay."""
        self.model.show_rows(rows)
        self.draw()

    def clear(self) -> None:
        """Nobody is signed in: nothing of anybody is shown."""
        self.search.clear()
        self.show_rows(())

    def draw(self) -> None:
        """Say how many are shown."""
        shown, all_ = self._matching.rowCount(), self.model.rowCount()
        self._count.setText(self.strings.text("review.console.count", shown=shown, all=all_))

    def first_focus(self) -> QWidget | None:
        """The list: the arrow keys and Return are all one needs."""
        return self.table

    @Slot()
    def _match(self) -> None:
        self._matching.words = self.search.text().strip().casefold()
        self._matching.wanted = next(name for name, each in self.filters.items() if each.isChecked())
        self._matching.invalidate()
        self.draw()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row_at(self._matching.mapToSource(index).row()))
