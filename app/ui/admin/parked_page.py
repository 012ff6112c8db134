"""The page of what the hub refused: each record with the hub's words, and a way to send it again."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.ui.admin.parked_views import ParkedRecord, ParkedView, ParkedWish, SendAgain
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row
from app.ui.widgets.fitted_scroll import FittedScroll

ROWS = 20  # the oldest; who has more sends them all again


class ParkedPage(Page):
    """intent: SendAgain, ParkedWish.BACK or CLOSE."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: ParkedView | None = None
        self._title, self._lead, self._count = label("display"), label("lead"), label("strong")
        self.lines = [_Line(icons) for _ in range(ROWS)]
        self.close_button, self.back_button = Button(icons, "close"), Button(icons)
        self.all_button = Button(icons, "again", look="primary")
        area = FittedScroll(right_px=12, spacing=12)
        for line in self.lines:
            area.inside.addWidget(line)
            line.button.clicked.connect(self._one)
        outside = column(self, margins=(96, 48, 96, 32), spacing=20)
        for widget in (self._title, self._lead, self._count):
            outside.addWidget(widget)
        outside.addWidget(area, 100)
        outside.addStretch(1)
        footer = row(spacing=16)
        footer.addWidget(self.close_button)
        footer.addWidget(self.back_button)
        footer.addStretch(1)
        footer.addWidget(self.all_button)
        outside.addLayout(footer)
        for button in (self.close_button, self.back_button, self.all_button):
            fix(button, min_width=180)
        self.bind(self._title.setText, "parked.title")
        self.bind(self._lead.setText, "parked.lead")
        self.bind(self.close_button.say, "parked.close")
        self.bind(self.back_button.say, "parked.back")
        self.bind(self.all_button.say, "parked.all")
        self.close_button.clicked.connect(self._close)
        self.back_button.clicked.connect(self._back)
        self.all_button.clicked.connect(self._all)

    def show_view(self, view: ParkedView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()

    def draw(self) -> None:
        """Draw the view in the current language."""
        if self._view is None:
            return
        records = self._view.records
        counts = {"parked": len(records), "waiting": self._view.waiting}
        self._count.setText(self.strings.text("parked.count", **counts))
        for place, line in enumerate(self.lines):
            line.show_record(records[place] if place < len(records) else None, self.strings)
        self.all_button.setVisible(bool(records))

    def first_focus(self) -> QWidget | None:
        """The way that changes nothing."""
        return self.back_button

    @Slot()
    def _one(self) -> None:
        for line in self.lines:
            if line.button is self.sender():
                self.intent.emit(SendAgain((line.record_id,)))

    @Slot()
    def _all(self) -> None:
        if self._view is not None:
            self.intent.emit(SendAgain(tuple(each.id for each in self._view.records)))

    @Slot()
    def _close(self) -> None:
        self.intent.emit(ParkedWish.CLOSE)

    @Slot()
    def _back(self) -> None:
        self.intent.emit(ParkedWish.BACK)


class _Line(QWidget):
    """One record: what and when, the hub's words, its button."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.record_id = ""
        self._what, self._words = label("strong"), label("body")
        self._words.setTextFormat(Qt.TextFormat.PlainText)  # the hub's, not ours
        self.button = Button(icons, "again")
        line = row(self, spacing=16)
        text = column(spacing=2)
        text.addWidget(self._what)
        text.addWidget(self._words)
        line.addLayout(text, 1)
        line.addWidget(self.button)

    def show_record(self, record: ParkedRecord | None, strings: Strings) -> None:
        self.setVisible(record is not None)
        if record is None:
            return
        self.record_id = record.id
        kind = strings.text(f"parked.kind_{record.kind}")
        self._what.setText(strings.text("parked.line", kind=kind, at=record.at, status=record.status))
        self._words.setText(record.words or strings.text("parked.no_words"))
        self.button.say(strings.text("parked.again"))
        self.button.setAccessibleName(f"{kind} {record.at} {strings.text('parked.again')}")
