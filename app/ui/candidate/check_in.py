"""Who are you? By appointment code or phone number, by QR code, or without an appointment."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.ui import desk_intents as desk
from app.ui.candidate.page import Page
from app.ui.desk_views import CheckInPhase, CheckInView
from app.ui.icons import Icons
from app.ui.intents import AskForHelp
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.keypad import Keypad

_LONGEST = 40


class CheckInPage(Page):
    """Emits CheckInWith, ScanCode, StopScan, WalkIn, BackToStart, AskForHelp."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: CheckInView | None = None
        self._title, self._more = label("display"), label("lead")
        self.entry = QLineEdit()
        self.entry.setMaxLength(_LONGEST)
        self.entry.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.keypad = Keypad(icons)
        self.find_button = Button(icons, look="primary")
        self.scan_button, self.stop_button = Button(icons, "camera"), Button(icons, "close")
        self.walk_in_button = Button(icons, "arrow")
        self.back_button, self.help_button = Button(icons), Button(icons, "help", look="primary")
        self._entry_more, self._scan_more, self._walk_in_more = label("body"), label("body"), label("body")
        self._picture = CameraView(icons)
        self._lay_out()
        self._connect()
        self._bind()

    def _lay_out(self) -> None:
        self._typing, self._film, self._scanning, self._without = box(), box(), box(), box()
        _fill(self._film, self._picture)
        _fill(self._typing, self._entry_more, self.entry, self.keypad, self.find_button)
        _fill(self._scanning, self._scan_more, self.scan_button, self.stop_button)
        _fill(self._without, self._walk_in_more, self.walk_in_button)
        side = column(spacing=16)
        side.addWidget(self._scanning)
        side.addWidget(self._without)
        side.addStretch(1)
        ways = row_or_column(spacing=20)
        ways.addWidget(self._typing, 1)
        ways.addWidget(self._film, 1)
        ways.addLayout(side, 1)
        area = FittedScroll(right_px=12, spacing=12)
        for words in (self._title, self._more):
            area.inside.addWidget(words)
        area.inside.addLayout(ways)
        foot = row(spacing=16)
        foot.addWidget(self.back_button)
        foot.addWidget(self.help_button)
        foot.addStretch(1)
        middle = QWidget()
        fix(middle, max_width=1040)
        whole = column(middle, spacing=12)
        whole.addStretch(1)
        whole.addWidget(area, 100)
        whole.addLayout(foot)
        whole.addStretch(1)
        outside = row(self, margins=(64, 12, 64, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    def _connect(self) -> None:
        self.keypad.digit.connect(self.entry.insert)
        self.keypad.back.connect(self.entry.backspace)
        self.keypad.cleared.connect(self.entry.clear)
        self.entry.textChanged.connect(self._typed)
        self.entry.returnPressed.connect(self._find)
        self.find_button.clicked.connect(self._find)
        for button, wish in (
            (self.scan_button, desk.ScanCode()),
            (self.stop_button, desk.StopScan()),
            (self.walk_in_button, desk.WalkIn()),
            (self.back_button, desk.BackToStart()),
            (self.help_button, AskForHelp()),
        ):
            button.clicked.connect(lambda _=False, wish=wish: self.intent.emit(wish))

    def _bind(self) -> None:
        self.bind(self._entry_more.setText, "check_in.entry")
        self.bind(self.entry.setAccessibleName, "check_in.entry")
        self.bind(self.find_button.say, "check_in.find")
        self.bind(self.scan_button.say, "check_in.scan")
        self.bind(self.stop_button.say, "check_in.stop")
        self.bind(self._picture.setAccessibleName, "check_in.picture")
        self.bind(self._picture.say, "check_in.opening")
        self.bind(self.back_button.say, "check_in.back")
        self.bind(self.help_button.say, "help.ask")

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.keypad.use(strings)
        super().use(strings)

    def show_view(self, view: CheckInView) -> None:
        """Show `view`."""
        if view != self._view:
            self._view = view
            self.draw()
            if view.phase is CheckInPhase.UNKNOWN:  # the keyboard stands where one types again
                self.entry.setFocus()
                self.entry.selectAll()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text, phase = self.strings.text, view.phase
        waits, scans = phase is CheckInPhase.SEEN_BEFORE, phase is CheckInPhase.SCANNING
        self._title.setText(text("check_in.title_waits" if waits else "check_in.title"))
        self._more.setText(text(f"check_in.{phase}"))
        self._scan_more.setText(text("check_in.scan_hold" if scans else "check_in.scan_more"))
        known = "walk_in_go_on" if phase is CheckInPhase.UNKNOWN else "walk_in"
        self._walk_in_more.setText(text(f"check_in.{known}_more"))
        self.walk_in_button.say(text(f"check_in.{known}"))
        self._typing.setVisible(not waits and not scans)
        self._scanning.setVisible(view.can_scan and not waits)
        self._without.setVisible(not waits)
        self._film.setVisible(scans)
        self.scan_button.setVisible(not scans)
        self.stop_button.setVisible(scans)
        self.help_button.setVisible(phase is CheckInPhase.UNKNOWN)
        if not scans:
            self._picture.show_picture(None)
        self._typed()

    def show_picture(self, image: QImage) -> None:
        """Show what the camera sees while it looks for a code."""
        self._picture.show_picture(image)

    def clear(self) -> None:
        """Forget what was typed; not even Undo brings it back."""
        self.entry.setText("")
        self._picture.show_picture(None)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A phone number is not kept on a page that nobody sees."""
        self.clear()
        super().hideEvent(event)

    def first_focus(self) -> QWidget | None:
        """The text box."""
        return self.entry if self.entry.isVisible() else self.back_button

    @Slot()
    def _typed(self) -> None:
        looks = self._view is not None and self._view.phase is CheckInPhase.LOOKING
        for each in (self.scan_button, self.walk_in_button, self.keypad, self.entry):
            each.setEnabled(not looks)
        self.find_button.setEnabled(not looks and bool(self.entry.text().strip()))

    @Slot()
    def _find(self) -> None:
        if self.find_button.isEnabled():
            self.intent.emit(desk.CheckInWith(self.entry.text().strip()))


def _fill(card: QFrame, *parts: QWidget) -> QVBoxLayout:
    layout = column(card, margins=(24, 16, 24, 16), spacing=10)
    for part in parts:
        layout.addWidget(part)
    return layout
