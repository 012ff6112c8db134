"""What staff set at the screen, and calls they answer: with real touches and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations, ExtraTime
from app.domain.check_in import CallReason
from app.domain.events import AccommodationsSet, Left
from app.flow.interview import Step, fold
from app.ui import intents as wish
from app.ui.desk_intents import AnswerCall, LetOn, SetAccommodations
from app.ui.desk_ports import CallAnswered, CallStaff, StaffAct, StaffDid
from app.ui.desk_views import WaitingCall
from app.ui.front_desk import FORGETS_S, LEAVES_CHECK_IN_S
from app.ui.views import Ending, QuestionView
from app.ui.window import KioskWindow
from tests.qt.front_desk import PIN, STAFF, apply, ask_who, begin, open_reception, open_staff
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
        assert AccommodationsSet(wanted, STAFF) in at.desk.store.events
        assert at.list.did[0] == StaffDid(STAFF, StaffAct.SET_ACCOMMODATIONS, "i-0")
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
        expected = [] if time is ExtraTime.NONE else [AccommodationsSet(Accommodations(time), STAFF)]
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
        press(qtbot, window.desk.staff.calls.buttons[0])
        assert at.list.open == []
        assert at.list.answered == [CallAnswered(1, STAFF)], "who came"
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


def open_by_keys(window: KioskWindow) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F2, both)


def test_the_keys_ask_who_is_there_a_short_touch_does_not_and_the_page_shuts_by_itself(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        qtbot.mouseClick(window.header.brand, Qt.MouseButton.LeftButton)
        assert window.current_page is window.welcome
        open_by_keys(window)
        assert window.current_page is window.desk.sign_in
        for signs_in in (False, True):
            if signs_in:
                open_staff(qtbot, at)
            at.clock[0] += LEAVES_CHECK_IN_S
            at.front.tick()
            assert window.current_page is window.welcome, "a page that staff left open does not stay"
        assert at.list.did == [StaffDid(STAFF, StaffAct.TIME_OUT, None)]
        open_by_keys(window)
        assert window.current_page is window.desk.sign_in, "and the next one is asked again"


def test_a_wrong_secret_opens_nothing_and_is_told_in_words(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.desk.to_question()
        ask_who(qtbot, at)
        page = window.desk.sign_in
        qtbot.keyClicks(page.secret, "99887766")
        press(qtbot, page.enter_button)
        assert window.current_page is page
        assert page.strings.message("staff_refused") in window.page_text()
        assert page.secret.text() == ""
        assert window.focusWidget() is page.secret
        for wish_ in (SetAccommodations(Accommodations(typed=True)), AnswerCall(1), LetOn()):
            at.front.on_intent(wish_)  # nobody is signed in
        assert (at.list.did, at.list.answered) == ([], [])
        assert at.desk.controller.interview.accommodations == NO_ACCOMMODATION
        press(qtbot, page.close_button)
        assert window.current_page is window.question


def test_among_several_accounts_each_says_who_they_are_by_touch_alone(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        at.list.accounts = {STAFF: PIN, "desk-2": "31415926"}
        ask_who(qtbot, at)
        page = window.desk.sign_in
        digits = {each.text(): each for each in page.keypad.findChildren(type(page.enter_button))}
        press(qtbot, digits["3"])
        assert not page.enter_button.isEnabled(), "nobody was chosen"
        press(qtbot, page.names["desk-2"])
        for digit in "31415926":
            press(qtbot, digits[digit])
        press(qtbot, page.enter_button)
        assert window.current_page is window.desk.staff
        assert "desk-2" in window.page_text()
        assert at.list.tries == ["desk-2"]


def test_every_call_is_shown_with_its_wait_and_where_the_person_is(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.desk.to_question()
        reasons = [*CallReason, CallReason.HELP, CallReason.HUMAN]
        whose = [None, "gone", "i-0", None, None]
        for number, (reason, interview_id) in enumerate(zip(reasons, whose, strict=True), 1):
            at.list.open.append(WaitingCall(number, "14:03", reason, number, interview_id))
        open_staff(qtbot, at)
        calls = window.desk.staff.calls
        places = ("在首页或签到", "面试已结束", "在第 1 题", "在首页或签到", "在首页或签到")
        assert len(calls.texts) == 5
        for number, (words, place) in enumerate(zip(calls.texts, places, strict=True), 1):
            assert f"已等 {number} 分钟" in words
            assert place in words
        press(qtbot, calls.buttons[1])
        assert at.list.answered == [CallAnswered(2, STAFF)]
        assert len(calls.texts) == len(calls.buttons) == 4
        assert any(isinstance(each, QScrollArea) for each in parents(calls)), "what has no room scrolls"


def parents(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()
