"""The break as a candidate meets it: half-way, with the clock stopped, left by one touch or key."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.events import Paused, Resumed
from app.flow.halfway import BREAK_S
from app.flow.interview import Step
from app.flow.timing import IDLE_LEAVE_S
from app.ui import intents as wish
from app.ui.views import BreakView, QuestionView
from app.ui.window import KioskWindow
from tests.qt.desk import Desk, open_desk
from tests.qt.hands import key
from tests.unit.flow.plans import PLAN, question

LONG = replace(PLAN, questions=tuple(question(number) for number in range(1, 8)))


def to_break(desk: Desk) -> None:
    desk.to_question()
    while not isinstance(desk.view, BreakView):
        desk.answer()


def test_the_break_costs_no_time_and_comes_once(qtbot: QtBot, window: KioskWindow) -> None:
    with open_desk(plan=LONG) as desk:
        desk.controller.view_changed.connect(window.show_page)
        window.intent.connect(desk.controller.on_intent)
        to_break(desk)
        assert desk.view == BreakView(3, 7)
        assert window.current_page is window.halfway
        assert window.focusWidget() is window.halfway.main_button
        desk.clock[0] += BREAK_S - 1
        desk.controller._tick()
        key(qtbot, window, Qt.Key.Key_Space)
        shown = desk.view
        assert isinstance(shown, QuestionView)
        assert shown.left_s == shown.total_s
        assert [event for event in desk.store.events if isinstance(event, Paused | Resumed)] == [
            Paused(0.0),
            Resumed(),
        ]
        while not desk.controller.interview.is_over:
            assert not isinstance(desk.view, BreakView)
            desk.answer()


def test_nobody_is_asked_in_the_break_but_who_never_comes_back_is_let_go() -> None:
    with open_desk(plan=LONG) as desk:
        asked: list[int | None] = []
        desk.controller.still_there.connect(asked.append)
        to_break(desk)
        desk.clock[0] += BREAK_S - 1
        desk.controller._tick()
        assert asked[-1] is None
        desk.clock[0] += 2
        desk.controller._tick()
        assert asked[-1] is not None
        desk.clock[0] += IDLE_LEAVE_S
        desk.controller._tick()
        assert desk.controller.interview.step is Step.ABANDONED
        assert desk.controller.interview.left_reason == "idle"
        assert len(desk.controller.interview.answers) == 3, "what was answered is kept"


def test_a_restart_in_the_break_asks_first_and_then_goes_on() -> None:
    with open_desk(plan=LONG) as desk:
        to_break(desk)
        interrupted = desk.controller.interview
    with open_desk(plan=LONG) as again:
        again.controller.resume(interrupted)
        again.wish(wish.GoOn())
        assert isinstance(again.view, QuestionView)
        assert again.view.number == 4
