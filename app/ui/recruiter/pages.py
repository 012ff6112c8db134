"""The console's one page in its window: list, interview, comparison, agreement, or that nobody is signed in."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.review.agreement_values import AgreementGroup
from app.review.compare_values import Comparison
from app.review.values import Tile
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.agreement_page import AgreementPage
from app.ui.recruiter.alerts import Alerts
from app.ui.recruiter.compare_page import ComparePage
from app.ui.recruiter.interview_page import InterviewPage
from app.ui.recruiter.ports import Queue
from app.ui.recruiter.queue_page import QueuePage
from app.ui.recruiter.room_page import RoomPage
from app.ui.recruiter.training_page import TrainingPage
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import column, label, row


class ReviewPages(Page):
    """queue, interview, compare, agreement, room, training: its pages. spoke: called after each change of language.

    is_attended: somebody is signed in; False: what was asked for before is shown to nobody when it comes.
    """

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self.queue = QueuePage(icons, strings)
        self.interview = InterviewPage(icons, strings)
        self.compare = ComparePage(icons, strings)
        self.agreement = AgreementPage(icons, strings)
        self.room = RoomPage(icons, strings)
        self.training = TrainingPage(icons, strings)
        self.spoke: Callable[[], None] | None = None
        self.is_attended = True
        self._nobody = label("lead")
        self.banner = Banner(icons)
        self.stack = QStackedWidget()
        self.stack.setObjectName("stack")
        for each in (
            self._shut(),
            self.queue,
            self.interview,
            self.compare,
            self.agreement,
            self.room,
            self.training,
        ):
            self.stack.addWidget(each)
        whole = column(self)
        top = column(margins=(24, 8, 24, 0))
        top.addWidget(self.banner)
        self.strip = Alerts(icons, strings, is_whole=False)
        self._strip_room = QWidget()
        beside = row(self._strip_room, margins=(24, 8, 24, 0), spacing=12)
        beside.addWidget(self.strip, 1)
        beside.addWidget(self.strip.more)
        whole.addLayout(top)
        whole.addWidget(self._strip_room)
        whole.addWidget(self.stack, 1)
        self.stack.currentChanged.connect(self._place_strip)
        self._place_strip()
        self.bind(self._nobody.setText, "review.console.nobody")
        self.tell("")

    def _shut(self) -> QWidget:
        page = QWidget()
        inside = column(page, margins=(64, 64, 64, 64))
        inside.addWidget(self._nobody)
        inside.addStretch(1)
        return page

    def tell(self, words: str, tone: Tone = Tone.TROUBLE) -> None:
        """Say what went wrong, or was done; empty: nothing did."""
        self.banner.say(words, tone)
        self.banner.setVisible(bool(words))

    def show_queue(self) -> None:
        """The list; nothing of the interview before stays."""
        self._clear_others()
        self.stack.setCurrentWidget(self.queue)
        self.queue.table.setFocus()

    @property
    def is_at_queue(self) -> bool:
        """True while the list is what is shown."""
        return self.stack.currentWidget() is self.queue

    @property
    def is_shut(self) -> bool:
        """True while nobody is signed in."""
        return self.stack.currentIndex() == 0

    def show_news(self, told: Queue) -> None:
        """What the list is now. Once an interview is open, nothing of it changes on the screen but raised hands."""
        if self.is_at_queue:
            self.queue.show_rows(told.rows, told.calls, told.reader, told.tiles)
        else:
            self.queue.alerts.show_news(told.rows, told.calls, told.tiles)
        self.strip.show_news(told.rows, told.calls, told.tiles)
        if self.is_at_room:
            self.room.show_tiles(told.tiles)

    def show_terminals(self, tiles: tuple[Tile, ...]) -> None:
        """How the terminals are now; the list stays as it was told."""
        for alerts in (self.queue.alerts, self.strip):
            alerts.show_tiles(tiles)
        if self.is_at_room:
            self.room.show_tiles(tiles)

    @Slot()
    def _place_strip(self) -> None:
        """The list has its own, with everything else that waits; the room shows where a hand is raised."""
        self.strip.use_tiles(are_wanted=not self.is_at_room)
        self._strip_room.setHidden(self.is_at_queue or self.is_shut)

    @property
    def is_at_agreement(self) -> bool:
        """True while the agreement is what is shown."""
        return self.stack.currentWidget() is self.agreement

    def show_compared(self, comparison: Comparison) -> None:
        """Candidates side by side."""
        self.compare.show_comparison(comparison)
        self.stack.setCurrentWidget(self.compare)
        self.compare.back_button.setFocus()

    def show_agreement(self, groups: tuple[AgreementGroup, ...]) -> None:
        """How far people and program agree."""
        self.agreement.show_groups(groups)
        self.stack.setCurrentWidget(self.agreement)
        self.agreement.back_button.setFocus()

    @property
    def is_at_room(self) -> bool:
        """True while the terminals are what is shown."""
        return self.stack.currentWidget() is self.room

    @property
    def is_at_training(self) -> bool:
        """True while calibration training is what is shown."""
        return self.stack.currentWidget() is self.training

    def show_room(self, tiles: tuple[Tile, ...]) -> None:
        """The terminals of the site."""
        self.room.show_tiles(tiles)
        if not self.is_at_room:
            self.stack.setCurrentWidget(self.room)
            self.room.back_button.setFocus()

    def _clear_others(self) -> None:
        for each in (self.interview, self.compare, self.agreement, self.room, self.training):
            each.clear()

    def show_interview(self) -> None:
        """The interview that was opened."""
        is_new = self.stack.currentWidget() is not self.interview
        self.stack.setCurrentWidget(self.interview)
        if is_new:
            self.interview.lead()

    def lost(self) -> None:
        """Whoever was signed in is not any more, and did not say so."""
        self.shut()

    def shut(self) -> None:
        """Nobody is signed in: nothing of anybody is in the window any more."""
        self.queue.clear()
        self.strip.clear()
        self._clear_others()
        self.interview.forget()
        self.stack.setCurrentIndex(0)

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        super().use(strings)
        self.queue.use(strings)
        self.strip.use(strings)
        for page in (self.interview, self.compare, self.agreement, self.room, self.training):
            page.use(strings)
        if self.spoke is not None:
            self.spoke()

    def draw(self) -> None:
        """Its pages draw themselves."""

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.queue.first_focus()
