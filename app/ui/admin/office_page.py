"""The administrator's one page: a list of sections at the left, the chosen screen at the right, trouble above."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QStackedWidget, QWidget

from app.office.audit_values import AuditView
from app.office.requests import Show
from app.office.values import (
    AccommodationsView,
    DevicesView,
    HealthView,
    ModelsView,
    OfficeView,
    PackLoading,
    RetentionView,
    Section,
    SyncView,
    UsersView,
)
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_base import SectionPage
from app.ui.admin.office_given import AccommodationsPage
from app.ui.admin.office_machine import DevicesPage, HealthPage
from app.ui.admin.office_models import ModelsPage
from app.ui.admin.office_retention import RetentionPage
from app.ui.admin.office_sync import SyncPage
from app.ui.admin.office_users import UsersPage
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix, is_upright
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row

PAGES: dict[Section, type[SectionPage]] = {
    Section.USERS: UsersPage,
    Section.SYNC: SyncPage,
    Section.AUDIT: AuditPage,
    Section.RETENTION: RetentionPage,
    Section.HEALTH: HealthPage,
    Section.MODELS: ModelsPage,
    Section.DEVICES: DevicesPage,
    Section.ACCOMMODATIONS: AccommodationsPage,
}
ABREAST = 3  # sections in a row, above the screen
NAMES_CONTENT = (Section.RETENTION, Section.MODELS)  # whose names come in the language they were asked in
SECTION_OF: dict[type, Section] = {
    UsersView: Section.USERS,
    SyncView: Section.SYNC,
    AuditView: Section.AUDIT,
    RetentionView: Section.RETENTION,
    HealthView: Section.HEALTH,
    ModelsView: Section.MODELS,
    DevicesView: Section.DEVICES,
    AccommodationsView: Section.ACCOMMODATIONS,
}


class OfficePage(Page):
    """intent: a request of app.office.requests. closed: back to the candidates' screen."""

    closed = Signal()

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self.section = Section.USERS
        self.pages = {section: make(icons, strings) for section, make in PAGES.items()}
        self.buttons = {section: Button(icons, look="choice") for section in Section}
        self._group = QButtonGroup(self)
        self._list, self._stands = QGridLayout(), False
        self._title, self._nobody, self._busy = label("title"), label("lead"), label("body")
        self.banner = Banner(icons)
        self.close_button = Button(icons, "close")
        self.stack = QStackedWidget()
        self.stack.setObjectName("stack")
        self._lay_out()
        for section, page in self.pages.items():
            page.intent.connect(self._wanted)
            self.bind(self.buttons[section].say, f"office.section_{section}")
            self.buttons[section].clicked.connect(self._pressed)
        self.bind(self._title.setText, "office.title")
        self.bind(self.close_button.say, "office.close")
        self.bind(self._nobody.setText, "office.nobody")
        self.close_button.clicked.connect(self.closed)
        self.tell("")

    def _lay_out(self) -> None:
        side = box("quiet")
        names = column(side, margins=(16, 16, 16, 16), spacing=8)
        names.addWidget(self._title)
        names.addLayout(self._list, 1)
        self._list.setContentsMargins(0, 0, 0, 0)
        for button in self.buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
        for each in (*self.buttons.values(), self.close_button):
            fix(each, min_width=210, grows=True)  # the look's own least width would cut the longest name
        self._place_list(upright=False)
        nobody = QWidget()
        inside = column(nobody, margins=(32, 32, 32, 32))
        inside.addWidget(self._nobody)
        inside.addStretch(1)
        self.stack.addWidget(nobody)
        for page in self.pages.values():
            self.stack.addWidget(page)
        right = column(spacing=12)
        right.addWidget(self.banner)
        right.addWidget(self._busy)
        right.addWidget(self.stack, 1)
        self._whole = row(self, margins=(24, 16, 24, 16), spacing=20)
        self._whole.addWidget(side)
        self._whole.addLayout(right, 1)

    def _place_list(self, *, upright: bool) -> None:
        """The sections beside the screen; above it where the screen stands, for then its width is scarce."""
        whole = (*self.buttons.values(), self.close_button)
        for at, button in enumerate(whole):
            self._list.removeWidget(button)
            row_, column_ = divmod(at, ABREAST) if upright else (at + (button is self.close_button), 0)
            self._list.addWidget(button, row_, column_)
        self._list.setRowStretch(len(self.buttons), 0 if upright else 1)
        for at in range(ABREAST):
            self._list.setColumnStretch(at, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay the sections out for a screen that lies or stands."""
        super().resizeEvent(event)
        upright = is_upright(self.window().width(), self.window().height())
        if upright is not self._stands:
            self._stands = upright
            direction = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
            self._whole.setDirection(direction)
            self._place_list(upright=upright)

    def open(self, section: Section) -> None:
        """Ask for a section."""
        self.buttons[section].setChecked(True)
        self._wanted(Show(section))

    def show_view(self, view: OfficeView) -> None:
        """A section as it is now; what another showed does not stay."""
        section = SECTION_OF[type(view)]
        if section is not self.section:
            self.pages[self.section].clear()
        self.section = section
        self._wait(False)
        self.tell("")
        self.pages[section].show_view(view)
        self.buttons[section].setChecked(True)
        self.stack.setCurrentWidget(self.pages[section])

    def show_loading(self, loading: PackLoading) -> None:
        """A pack is on its way."""
        page = self.pages[Section.MODELS]
        if isinstance(page, ModelsPage):
            page.show_loading(loading)

    def failed(self, words: str) -> None:
        """What was wanted did not happen."""
        self._wait(False)
        page = self.pages[Section.MODELS]
        if isinstance(page, ModelsPage):
            page.not_loaded()
        self.tell(words)

    def tell(self, words: str) -> None:
        """Say what went wrong; empty: nothing did."""
        self.banner.say(words, Tone.TROUBLE)
        self.banner.setVisible(bool(words))

    def shut(self) -> None:
        """Nobody who may is there: nothing of anybody is in the window any more."""
        for page in self.pages.values():
            page.clear()
        self._wait(False)
        self.stack.setCurrentIndex(0)

    def _wait(self, waits: bool) -> None:
        self._busy.setText(self.strings.text("office.busy") if waits else "")
        self._busy.setVisible(waits)

    @Slot()
    def _pressed(self) -> None:
        section = next(each for each, button in self.buttons.items() if button is self.sender())
        self._wanted(Show(section))

    @Slot(object)
    def _wanted(self, request: object) -> None:
        self._wait(True)
        self.intent.emit(request)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        super().use(strings)
        for page in self.pages.values():
            page.use(strings)
        if self.section in NAMES_CONTENT and self.stack.currentIndex():
            self._wanted(Show(self.section))

    def draw(self) -> None:
        """Its screens draw themselves."""

    def first_focus(self) -> QWidget | None:
        """The list of sections."""
        return self.buttons[self.section]
