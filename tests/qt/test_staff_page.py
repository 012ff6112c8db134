"""What staff set at the screen, and calls they answer: with real touches and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations, ExtraTime
from app.domain.check_in import CallReason
from app.domain.events import AccommodationsSet, Left
from app.flow.interview import Step, fold
from app.ui import intents as wish
from app.ui.desk_intents import SetAccommodations
from app.ui.desk_ports import CallStaff
from app.ui.front_desk import FORGETS_S, LEAVES_CHECK_IN_S
from app.ui.views import Ending, QuestionView
from app.ui.window import KioskWindow
from tests.qt.front_desk import apply, begin, open_reception, open_staff
from tests.qt.hands import press


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("typed", Accommodations(typed=True)),
        ("large_type", Accommodations(large_type=True)),
        ("no_camera", Accommodations(no_camera=True)),
        ("read_aloud", Accommodations(read_aloud=True)),
    ],
)
def test_each_accommodation_is_set_in_the_running_sitting_in_two_touches(
    qtbot: QtBot, window: KioskWindow, name: str, wanted: Accommodations
) -> None:
    with open_reception(window) as at:
        at.desk.to_question()
        apply(qtbot, at, name)
        assert AccommodationsSet(wanted) in at.desk.store.events
        assert window.current_page is window.question
        assert window.look.large_type is wanted.large_type
        assert any("按钮" in text for text, _ in at.loudspeaker.said) is wanted.read_aloud


def test_a_crash_forgets_neither_large_type_nor_the_voice(qtbot: QtBot, window: KioskWindow) -> None:
    wanted = Accommodations(large_type=True, read_aloud=True)
    with open_reception(window) as at:
        at.desk.to_question()
        at.desk.wish(SetAccommodations(wanted))
        events = list(at.desk.store.events)
        at.desk.wish(wish.Leave())
    with open_reception(window) as at:
        assert not window.look.large_type
        at.desk.controller.resume(fold(events))
        assert window.look.large_type
        assert any("按钮" in text for text, _ in at.loudspeaker.said)


def test_who_listens_hears_each_step_of_checking_in_and_the_box(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        press(qtbot, window.header.read_button)
        begin(qtbot, at)
        assert "输入框：预约码或手机号" in at.loudspeaker.said[-1][0]
        assert "按钮：7" not in at.loudspeaker.said[-1][0], "who listens has keys, or the Tab key"
        qtbot.keyClicks(window.desk.check_in.entry, "12")
        press(qtbot, window.desk.check_in.find_button)
        assert "没有找到" in at.loudspeaker.said[-1][0]
        assert window.focus_text().endswith("12")


@pytest.mark.parametrize("time", ExtraTime)
def test_more_time_is_set_before_the_person_begins(
    qtbot: QtBot, window: KioskWindow, time: ExtraTime
) -> None:
    with open_reception(window) as at:
        apply(qtbot, at, time=time)
        assert at.desk.store.events == []
        begin(qtbot, at)
        press(qtbot, window.desk.check_in.walk_in_button)
        set_ = [each for each in at.desk.store.events if isinstance(each, AccommodationsSet)]
        expected = [] if time is ExtraTime.NONE else [AccommodationsSet(Accommodations(time))]
        assert set_ == expected


def test_nobody_s_time_runs_while_staff_are_at_the_screen(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.desk.to_question()
        open_staff(qtbot, at)
        assert at.desk.controller.interview.paused
        press(qtbot, window.desk.staff.switches["typed"])
        press(qtbot, window.desk.staff.close_button)
        assert at.desk.controller.interview.accommodations == NO_ACCOMMODATION
        assert isinstance(at.desk.view, QuestionView)
        open_staff(qtbot, at)
        assert not window.desk.staff.switches["typed"].isChecked(), "what was not saved is gone"


@pytest.mark.parametrize("begun", [False, True])
def test_a_human_interviewer_ends_the_ai_part_and_queues_for_a_person(
    qtbot: QtBot, window: KioskWindow, begun: bool
) -> None:
    with open_reception(window) as at:
        if begun:
            at.desk.to_question()
        apply(qtbot, at, "human_interviewer")
        if not begun:
            begin(qtbot, at)
            press(qtbot, window.desk.check_in.walk_in_button)
        assert at.desk.store.events[-1] == Left("human")
        assert at.desk.controller._sitting.ending is Ending.HUMAN
        assert [call.reason for call in at.list.calls] == [CallReason.HUMAN]
        assert at.desk.controller.interview.step is Step.ABANDONED


def test_a_call_is_on_the_first_page_until_staff_answer_it(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        press(qtbot, window.header.help_button)
        assert at.list.calls == [CallStaff(CallReason.HELP, None)]
        assert "14:03" in window.page_text()
        open_staff(qtbot, at)
        press(qtbot, window.desk.staff.call_buttons[0])
        assert at.list.open == []
        press(qtbot, window.desk.staff.close_button)
        assert "14:03" not in window.page_text()


def test_a_call_in_a_sitting_says_whose_it_is(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.desk.to_question()
        press(qtbot, window.header.help_button)
        assert at.list.calls == [CallStaff(CallReason.HELP, "i-0")]


def test_what_staff_set_is_not_for_the_next_person_when_nobody_comes(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        apply(qtbot, at, "large_type")
        at.clock[0] = FORGETS_S
        at.front.tick()
        assert at.front.accommodations == NO_ACCOMMODATION


def test_the_keys_open_the_page_a_short_touch_does_not_and_roles_can_forbid_it(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        qtbot.mouseClick(window.header.brand, Qt.MouseButton.LeftButton)
        assert window.current_page is window.welcome
        QTest.keyClick(
            window.windowHandle(),
            Qt.Key.Key_F2,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        assert window.current_page is window.desk.staff
        at.clock[0] = LEAVES_CHECK_IN_S
        at.front.tick()
        assert window.current_page is window.welcome, "a page that staff left open does not stay"


def test_where_roles_forbid_it_nothing_opens(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window, staff_may=lambda _: False):
        QTest.keyClick(
            window.windowHandle(),
            Qt.Key.Key_F2,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        assert window.current_page is window.welcome
