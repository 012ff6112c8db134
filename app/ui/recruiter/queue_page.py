"""The list of interviews with search and filter."""

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHeaderView, QLineEdit, QTableView, QWidget

from app.review.compare_values import FEWEST, MOST
from app.review.values import CallLine, QueueRow, Stand
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.alerts import Alerts
from app.ui.recruiter.queue_model import SORT_ROLE, QueueModel
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row

FILTERS = ("all", "open", "here", "mine", "decided")
ROW_PX = 44


class _Matching(QSortFilterProxyModel):
    """Rows that hold the words searched for and pass the filter."""

    def __init__(self, rows: QueueModel) -> None:
        super().__init__()
        self._model = rows
        self.words, self.wanted, self.reader = "", "all", ""
        self.setSourceModel(rows)
        self.setSortRole(SORT_ROLE.value)

    def filterAcceptsRow(  # noqa: N802
        self,
        source_row: int,
        source_parent: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> bool:
        """True if the row is shown."""
        each = self._model.row_at(source_row)
        return self._passes(each) and (
            not self.words
            or self.words in each.interview_id.casefold()
            or self.words in each.job.casefold()
            or any(self.words in flag.casefold() for flag in each.flags)
        )

    def _passes(self, each: QueueRow) -> bool:
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


class QueuePage(Page):
    """chosen: the QueueRow that is to be opened. again: the list is to be read anew.

    compared: the ids of the rows that are selected. agreement, room: that page is wanted.
    gone: the QueueRow whose candidate has left. training: calibration training is wanted.
    """

    chosen = Signal(object)
    again = Signal()
    compared = Signal(object)
    agreement = Signal()
    room = Signal()
    training = Signal()
    gone = Signal(object)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._title, self._count = label("title"), label("body")
        self.search = QLineEdit()
        self.filters = {name: Button(icons, look="choice") for name in FILTERS}
        self.again_button = Button(icons, "again")
        self.compare_button, self.agreement_button = Button(icons, "people"), Button(icons, "measure")
        self.room_button = Button(icons, "display")
        self.gone_button, self.training_button = Button(icons, "skip"), Button(icons, "check-circle")
        self.alerts = Alerts(icons, strings)
        self.model = QueueModel(strings)
        self._matching = _Matching(self.model)
        self.table = self._table()
        self._lay_out()
        self.bind(self._title.setText, "review.console.queue")
        self.bind(self.search.setPlaceholderText, "review.console.search")
        self.bind(self.search.setAccessibleName, "review.console.search")
        self.bind(self.again_button.say, "review.console.again")
        self.bind(self.compare_button.say, "review.console.compare")
        self.bind(self.agreement_button.say, "review.console.agreement")
        self.bind(self.room_button.say, "review.console.room")
        self.bind(self.gone_button.say, "review.console.gone")
        self.bind(self.training_button.say, "review.training.title")
        self.bind(self.table.setAccessibleName, "review.console.queue")
        for name, button in self.filters.items():
            self.bind(button.say, f"review.console.filter_{name}")
            button.clicked.connect(self._match)
        self.search.textChanged.connect(self._match)
        self.again_button.clicked.connect(self.again)
        self.agreement_button.clicked.connect(self.agreement)
        self.training_button.clicked.connect(self.training)
        self.room_button.clicked.connect(self.room)
        self.compare_button.clicked.connect(self._compare)
        self.gone_button.clicked.connect(self._gone)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.search.setFocus,
            "F5": self.again_button.click,
            "Ctrl+M": self.compare_button.click,
            "Ctrl+R": self.room_button.click,
            "Ctrl+G": self.gone_button.click,
            **{f"Ctrl+{place}": each.click for place, each in enumerate(self.filters.values(), start=1)},
        }
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)
        self.search.returnPressed.connect(self.table.setFocus)
        self._selected()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._matching)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # 10,000 are not measured
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        for place, width_px in enumerate((160, 140, 260, 84, 112, 190, 140)):
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
        head, foot = row(spacing=12), row(spacing=12)
        head.addWidget(self._title)
        head.addWidget(self.alerts, 1)
        foot.addWidget(self._count, 1)
        buttons = (self.gone_button, self.compare_button, self.room_button, self.agreement_button)
        for button in (*buttons, self.training_button):
            foot.addWidget(button)
        whole.addLayout(head)
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.model.use(strings)
        self.alerts.use(strings)
        super().use(strings)

    def show_rows(
        self, rows: tuple[QueueRow, ...], calls: tuple[CallLine, ...] = (), reader: str = ""
    ) -> None:
        """Show `rows`; search, filter, selection and place stay."""
        self._matching.reader = reader
        if not self.model.update_rows(rows):
            self._build(rows)
        self.alerts.show_news(rows, calls)
        self._selected()
        self.draw()

    def _build(self, rows: tuple[QueueRow, ...]) -> None:
        bar = self.table.verticalScrollBar()
        place, chosen = bar.value(), self.selected_ids
        current = self.table.currentIndex()
        current_id = self._row(current).interview_id if current.isValid() else ""
        self.model.show_rows(rows)
        places = {each.interview_id: at for at, each in enumerate(rows)}
        selection = self.table.selectionModel()
        rows_flag = QItemSelectionModel.SelectionFlag.Rows
        for each in (current_id, *chosen):
            if each in places:
                index = self._matching.mapFromSource(self.model.index(places[each], 0))
                if each == current_id:
                    selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                if each in chosen:
                    selection.select(index, QItemSelectionModel.SelectionFlag.Select | rows_flag)
        bar.setValue(place)

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The interviews that are selected, from top to bottom."""
        rows = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(self._row(index).interview_id for index in rows)

    def _row(self, index: QModelIndex) -> QueueRow:
        return self.model.row_at(self._matching.mapToSource(index).row())

    def clear(self) -> None:
        """Nobody is signed in: nothing of anybody is shown."""
        self.search.clear()
        self.show_rows(())
        self.alerts.clear()

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
        self.chosen.emit(self._row(index))

    @Slot()
    def _selected(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self.compare_button.setEnabled(FEWEST <= count <= MOST)
        self.gone_button.setEnabled(count == 1)

    @Slot()
    def _compare(self) -> None:
        self.compared.emit(self.selected_ids)

    @Slot()
    def _gone(self) -> None:
        (index,) = self.table.selectionModel().selectedRows()
        self.gone.emit(self._row(index))
