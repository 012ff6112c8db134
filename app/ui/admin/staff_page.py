"""What staff set for the person before the screen, in seconds, and the calls that wait for them."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations, ExtraTime
from app.ui import desk_intents as desk
from app.ui.admin.call_list import CallList
from app.ui.candidate.page import Page
from app.ui.desk_views import StaffView
from app.ui.icons import Icons
from app.ui.scale import air, fix, space
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fitted_scroll import FittedScroll

SWITCHES = ("typed", "large_type", "no_camera", "read_aloud", "human_interviewer")


class StaffPage(Page):
    """Emits SetAccommodations with CloseStaff, CloseStaff, OpenReview, AnswerCall, LetOn."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: StaffView | None = None
        self._title, self._more, self._by = label("title"), label("body"), label("small")
        self._time, self._human = label("strong"), label("body")
        self.times = {time: Button(icons, look="choice") for time in ExtraTime}
        self.switches = {name: Button(icons, look="choice") for name in SWITCHES}
        self._group = QButtonGroup(self)
        self.apply_button, self.close_button = Button(icons, "check", look="primary"), Button(icons)
        self.review_button, self.office_button = Button(icons, "list"), Button(icons, "measure")
        self._calls_title, self._before = label("heading"), label("body")
        self.calls = CallList(icons)
        self.let_on_button = Button(icons, "arrow")
        self._lay_out()
        self._connect()
        self.bind(self._title.setText, "staff.title")
        self.bind(self._more.setText, "staff.more")
        self.bind(self._time.setText, "staff.time")
        self.bind(self.apply_button.say, "staff.apply")
        self.bind(self.close_button.say, "staff.close")
        self.bind(self.review_button.say, "staff.review")
        self.bind(self.office_button.say, "staff.office")
        self.bind(self._before.setText, "staff.seen_before")
        self.bind(self.let_on_button.say, "staff.let_on")
        for name, button in self.switches.items():
            self.bind(button.say, f"staff.{name}")

    def _lay_out(self) -> None:
        settings, calls = box(), box()
        left = column(settings, margins=(24, 18, 24, 18), spacing=12)
        left.addWidget(self._time)
        times = row(spacing=10)
        for button in self.times.values():
            button.setCheckable(True)
            self._group.addButton(button)
            times.addWidget(button, 1)
        left.addLayout(times)
        switches = QGridLayout()
        space(switches, spacing=10)
        for place, button in enumerate(self.switches.values()):
            button.setCheckable(True)
            switches.addWidget(
                button, place // 2, place % 2, 1, 2 if button is self.switches[SWITCHES[-1]] else 1
            )
        left.addLayout(switches)
        left.addWidget(self._human)
        left.addStretch(1)
        right = column(calls, margins=(24, 18, 24, 18), spacing=10)
        right.addWidget(self._calls_title)
        right.addWidget(self.calls)
        right.addWidget(self._before)
        right.addWidget(self.let_on_button)
        right.addStretch(1)
        right.addWidget(self.review_button)
        right.addWidget(self.office_button)
        cards = row_or_column(spacing=20)
        cards.addWidget(settings, 1)
        cards.addWidget(calls, 1)
        area = FittedScroll(right_px=12, spacing=12)
        area.inside.addWidget(self._title)
        area.inside.addWidget(self._more)
        area.inside.addLayout(cards)
        foot = row(spacing=16)
        foot.addWidget(self.apply_button)
        foot.addWidget(self.close_button)
        foot.addWidget(self._by, 1)
        middle = QWidget()
        fix(middle, max_width=1040)
        whole = column(middle, spacing=14)
        whole.addWidget(air(), 1)
        whole.addWidget(area, 100)
        whole.addLayout(foot)
        whole.addStretch(2)
        outside = row(self, margins=(64, 16, 64, 20))
        outside.addStretch(1)
        outside.addWidget(middle, 100)
        outside.addStretch(1)

    def _connect(self) -> None:
        self.apply_button.clicked.connect(self._apply)
        self.close_button.clicked.connect(self._close)
        self.review_button.clicked.connect(self._review)
        self.office_button.clicked.connect(self._office)
        self.let_on_button.clicked.connect(self._let_on)
        self.switches["human_interviewer"].toggled.connect(self.draw)
        self.calls.answered.connect(self._answer)

    @property
    def chosen(self) -> Accommodations:
        """What the buttons say."""
        time = next(time for time, button in self.times.items() if button.isChecked())
        return Accommodations(time, **{name: button.isChecked() for name, button in self.switches.items()})

    def show_view(self, view: StaffView) -> None:
        """Show `view`; what is being chosen stays as long as nothing else was set meanwhile."""
        before, self._view = self._view, view
        if before is None or before.accommodations != view.accommodations:
            self._choose(view.accommodations)
        if before != view:
            self.draw()

    def _choose(self, wanted: Accommodations) -> None:
        self.times[wanted.time].setChecked(True)
        for name, button in self.switches.items():
            button.setChecked(bool(getattr(wanted, name)))

    def draw(self) -> None:
        """Draw the view in the current language."""
        view, text = self._view, self.strings.text
        for time, button in self.times.items():
            button.say(text("staff.usual_time") if time is ExtraTime.NONE else f"× {time}")
            button.setAccessibleName(f"{text('staff.time')}: {button.text()}")
        if view is None:
            return
        ends = self.switches["human_interviewer"].isChecked()
        self._human.setText(text("staff.ends" if view.is_running else "staff.queues"))
        self._human.setVisible(ends)
        self._calls_title.setText(text("staff.calls" if view.calls else "staff.no_calls"))
        self.calls.show_calls(view.calls, self.strings)
        self._by.setText(text("staff.by", name=view.by))
        for button in (self.review_button, self.office_button):
            button.setVisible(not view.is_running)
        self._before.setVisible(view.seen_before)
        self.let_on_button.setVisible(view.seen_before)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._view = None
        self._choose(NO_ACCOMMODATION)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What was chosen and not applied is gone when the page opens again."""
        self._view = None
        super().hideEvent(event)

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.times[ExtraTime.NONE]

    @Slot()
    def _apply(self) -> None:
        self.intent.emit(desk.SetAccommodations(self.chosen))
        self.intent.emit(desk.CloseStaff())

    @Slot()
    def _close(self) -> None:
        self.intent.emit(desk.CloseStaff())

    @Slot()
    def _review(self) -> None:
        self.intent.emit(desk.OpenReview())

    @Slot()
    def _office(self) -> None:
        self.intent.emit(desk.OpenOffice())

    @Slot()
    def _let_on(self) -> None:
        self.intent.emit(desk.LetOn())

    @Slot(int)
    def _answer(self, number: int) -> None:
        self.intent.emit(desk.AnswerCall(number))
