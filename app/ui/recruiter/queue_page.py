"""The list of interviews with search and filter, and above it whom nobody has answered or looked at yet."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QLineEdit, QWidget

from app.review.compare_values import FEWEST, MOST
from app.review.values import CallLine, QueueRow, Tile
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.alerts import Alerts
from app.ui.recruiter.queue_model import FILTERS, QueueModel
from app.ui.recruiter.queue_words import COLUMNS, waited
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row, row_or_column
from app.ui.widgets.short_table import Column, ShortTable

ROW_PX = 40
WIDTHS_PX = {
    "started": Column(150),
    "job": Column(440, is_short=True, large_upright=False),
    "state": Column(560, is_short=True),
    "waits": Column(86),
    "composite": Column(90),
    "decision": Column(110, is_short=True),
    "flags": Column(90, is_short=True, large_upright=False),
    "interview": Column(100, is_short=True, upright=False, large_upright=False),
}


class QueuePage(Page):
    """chosen: the QueueRow that is to be opened. again: the list is to be read anew.

    compared: the ids of the rows that are selected. agreement, room: that page is wanted.
    gone: the QueueRow whose candidate has left. training: calibration training is wanted.
    coming, answered: the number of a raised hand that somebody is on the way to, or was there for.
    """

    chosen = Signal(object)
    again = Signal()
    compared = Signal(object)
    agreement = Signal()
    room = Signal()
    training = Signal()
    gone = Signal(object)
    coming = Signal(int)
    answered = Signal(int)

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
        self._connect()
        self._selected()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._match)
        self.again_button.clicked.connect(self.again)
        self.agreement_button.clicked.connect(self.agreement)
        self.training_button.clicked.connect(self.training)
        self.room_button.clicked.connect(self.room)
        self.compare_button.clicked.connect(self._compare)
        self.gone_button.clicked.connect(self._gone)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.alerts.opened.connect(self.chosen)
        self.alerts.left.connect(self.gone)
        self.alerts.room.connect(self.room)
        self.alerts.coming.connect(self.coming)
        self.alerts.done.connect(self.answered)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+F": self._begin_search,
            "F5": self.again_button.click,
            "Ctrl+M": self.compare_button.click,
            "Ctrl+R": self.room_button.click,
            "Ctrl+G": self.gone_button.click,
            "Ctrl+J": self._come_to_first,
            "Ctrl+T": self._longest_first,
            **{f"Ctrl+{place}": each.click for place, each in enumerate(self.filters.values(), start=1)},
        }
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)
        slash = QShortcut(QKeySequence("/"), self.table, self._begin_search)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search, self._end_search)
        for each in (slash, leave):
            each.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.search.returnPressed.connect(self._to_first)

    def _table(self) -> ShortTable:
        table = ShortTable([WIDTHS_PX[name] for name in COLUMNS], ROW_PX)
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        return table

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        top, narrow = row_or_column(spacing=12), row(spacing=12)
        top.addWidget(self.search, 1)
        top.addLayout(narrow)
        for button in self.filters.values():
            button.setCheckable(True)
            group.addButton(button)
            narrow.addWidget(button)
        self.filters["all"].setChecked(True)
        narrow.addWidget(self.again_button)
        fix(self.search, min_width=240)
        whole = column(self, margins=(32, 16, 32, 20), spacing=12)
        head, foot, ways = row(spacing=12), row_or_column(spacing=12), row_or_column(spacing=12)
        head.addWidget(self._title)
        head.addWidget(self.alerts.more)
        head.addStretch(1)
        head.addWidget(self.alerts.sound_button)
        foot.addWidget(self._count, 1)
        chosen, others = row(spacing=12), row(spacing=12)
        for line, buttons in (
            (chosen, (self.gone_button, self.compare_button)),
            (others, (self.room_button, self.agreement_button, self.training_button)),
        ):
            for button in buttons:
                line.addWidget(button)
            ways.addLayout(line)
        foot.addLayout(ways)
        whole.addLayout(head)
        whole.addWidget(self.alerts)
        whole.addLayout(top)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.model.use(strings)
        self.alerts.use(strings)
        super().use(strings)
        self.table.measure()

    def show_rows(
        self,
        rows: tuple[QueueRow, ...],
        calls: tuple[CallLine, ...] = (),
        reader: str = "",
        tiles: tuple[Tile, ...] = (),
    ) -> None:
        """Show `rows`; search, filter, order, selection and place stay."""
        if reader != self.model.reader:
            self.model.reader = reader
            self.model.rematch()
        was_empty = not self.model.rowCount()
        self.model.show_rows(rows)
        if was_empty:
            self.table.measure()
        self.alerts.show_news(rows, calls, tiles)
        self._selected()
        self.draw()

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The interviews that are selected, from top to bottom."""
        rows = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(self._row(index).interview_id for index in rows)

    def _row(self, index: QModelIndex) -> QueueRow:
        return self.model.row_at(index.row())

    def clear(self) -> None:
        """Nobody is signed in: nothing of anybody is shown."""
        self.search.clear()
        self.show_rows(())
        self.alerts.clear()

    def draw(self) -> None:
        """Say how many are shown, and how long the oldest waits."""
        text, rows = self.strings.text, self.model.rows
        parts = [text("review.console.count", shown=self.model.rowCount(), all=len(rows))]
        longest = max((each.waits_min for each in rows if each.waits_min is not None), default=None)
        if longest is not None:
            parts.append(text("review.alerts.oldest", wait=waited(longest, text)))
        self._count.setText(" · ".join(parts))

    def first_focus(self) -> QWidget | None:
        """The list: the arrow keys and Return are all one needs."""
        return self.table

    @Slot()
    def _match(self) -> None:
        self.model.words = self.search.text().strip().casefold()
        self.model.wanted = next(name for name, each in self.filters.items() if each.isChecked())
        self.model.rematch()
        self._selected()
        self.draw()

    @Slot()
    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _end_search(self) -> None:
        """Everything again, and the keyboard is in the list."""
        self.search.clear()
        self._to_first()

    @Slot()
    def _to_first(self) -> None:
        """The keyboard goes into the list, to the row it was in, or the first one."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.selected_ids and self.model.rowCount():
            self.table.selectRow(max(0, self.table.currentIndex().row()))

    @Slot()
    def _longest_first(self) -> None:
        """Sort by how long each waits."""
        self.table.sortByColumn(COLUMNS.index("waits"), Qt.SortOrder.DescendingOrder)

    @Slot()
    def _come_to_first(self) -> None:
        """On the way to the raised hand that has waited longest and that nobody is coming to."""
        call = self.alerts.first_call()
        if call is not None:
            self.coming.emit(call.number)

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
