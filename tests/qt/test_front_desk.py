"""Checking in by every way, with real keys and touches."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.check_in import CallReason, CheckInBy
from app.domain.events import CheckedIn, InterviewStarted
from app.domain.messages import CodeRead
from app.errors import KioskError
from app.ui.desk_ports import CallStaff, Found, StaffAct
from app.ui.front_desk import LEAVES_CHECK_IN_S
from app.ui.window import KioskWindow
from tests.fakes.sitting import FakeEngine
from tests.qt.front_desk import STAFF, begin, came, check_in_with, open_reception, open_staff
from tests.qt.hands import key, press, tab_to

KNOWN = Found(CheckInBy.CODE, "K-7", "a1", is_known=True)


def test_a_code_typed_and_sent_with_return_begins_the_interview(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.list.known["k-7"] = KNOWN
        key(qtbot, window, Qt.Key.Key_Return)
        assert window.focusWidget() is window.desk.check_in.entry
        qtbot.keyClicks(window.desk.check_in.entry, "k-7")
        key(qtbot, window, Qt.Key.Key_Return)
        assert window.current_page is window.experience
        assert came(at) == CheckedIn(CheckInBy.CODE, "K-7", "a1")
        assert window.desk.check_in.entry.text() == "", "a number is not kept on a page nobody sees"
        assert not window.desk.check_in.entry.isUndoAvailable()


def test_a_phone_number_by_touch_alone(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.list.known["120"] = replace(KNOWN, by=CheckInBy.PHONE)
        begin(qtbot, at)
        pad = window.desk.check_in.keypad
        buttons = {each.text(): each for each in pad.findChildren(type(pad.back_button))}
        for digit in "9":
            press(qtbot, buttons[digit])
        press(qtbot, pad.clear_button)
        for digit in "1209":
            press(qtbot, buttons[digit])
        press(qtbot, pad.back_button)
        press(qtbot, window.desk.check_in.find_button)
        assert came(at).by is CheckInBy.PHONE


def test_without_an_appointment_the_way_is_as_short(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        begin(qtbot, at)
        tab_to(qtbot, window, window.desk.check_in.walk_in_button)
        key(qtbot, window, Qt.Key.Key_Space)
        assert came(at) == CheckedIn(CheckInBy.WALK_IN)
        assert isinstance(at.desk.store.events[0], InterviewStarted)


def test_nobody_begins_twice_while_a_slow_disk_stores_the_beginning(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        at.front.intent.disconnect(at.desk.controller.on_intent)
        begin(qtbot, at)
        press(qtbot, window.desk.check_in.walk_in_button)
        assert window.current_page is window.desk.check_in
        assert not window.desk.check_in.walk_in_button.isEnabled()


def test_who_is_not_on_the_list_may_try_again_or_go_on_and_the_number_is_matched_next_time(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        at.list.unknown["13800000009"] = Found(CheckInBy.PHONE, phone_key="b2")
        check_in_with(qtbot, at, "13800000009")
        assert window.current_page is window.desk.check_in
        assert window.desk.check_in.entry.text() == "13800000009"
        press(qtbot, window.desk.check_in.walk_in_button)
        assert came(at) == CheckedIn(CheckInBy.WALK_IN, None, "b2")


def test_a_list_that_fails_is_told_and_can_be_asked_again(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.list.known["K-7"] = KNOWN
        begin(qtbot, at)
        at.list.refuse = KioskError("database_locked", file="kiosk.db")
        qtbot.keyClicks(window.desk.check_in.entry, "K-7")
        press(qtbot, window.desk.check_in.find_button)
        assert window.messages.banner.text
        press(qtbot, window.desk.check_in.find_button)
        assert came(at).appointment == "K-7"


def test_a_qr_code_before_the_camera(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        at.list.known["appointment:K-7"] = replace(KNOWN, by=CheckInBy.QR)
        begin(qtbot, at)
        press(qtbot, window.desk.check_in.scan_button)
        assert (at.camera.is_running, at.camera.config is not None) == (True, True)
        press(qtbot, window.desk.check_in.stop_button)
        assert not at.camera.is_running
        at.camera.message.emit(CodeRead("appointment:K-7"))
        assert at.desk.store.events == [], "nobody holds a code before it any more"
        press(qtbot, window.desk.check_in.scan_button)
        at.camera.message.emit(CodeRead("appointment:K-7"))
        assert came(at).by is CheckInBy.QR
        assert not at.camera.is_running


def test_a_camera_that_is_not_there_is_said_and_the_other_ways_stay(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window, camera=FakeEngine(microphone=False, camera=False)) as at:
        begin(qtbot, at)
        press(qtbot, window.desk.check_in.scan_button)
        assert window.messages.banner.text
        assert window.desk.check_in.entry.isVisible()
        assert not at.camera.is_running


def test_who_was_here_before_is_never_refused_staff_are_called_and_let_them_on(
    qtbot: QtBot, window: KioskWindow
) -> None:
    with open_reception(window) as at:
        at.list.known["K-7"] = replace(KNOWN, seen_before=True)
        check_in_with(qtbot, at, "K-7")
        assert at.list.calls == [CallStaff(CallReason.SEEN_BEFORE, None)]
        assert not window.desk.check_in.walk_in_button.isVisible()
        open_staff(qtbot, at)
        press(qtbot, window.desk.staff.let_on_button)
        assert window.current_page is window.experience
        assert came(at) == CheckedIn(CheckInBy.CODE, "K-7", "a1", let_on=True, let_on_by=STAFF)
        assert at.list.did[-1].act is StaffAct.LET_ON


def test_who_goes_away_while_checking_in_leaves_nothing(qtbot: QtBot, window: KioskWindow) -> None:
    with open_reception(window) as at:
        begin(qtbot, at)
        qtbot.keyClicks(window.desk.check_in.entry, "138")
        at.clock[0] = LEAVES_CHECK_IN_S - 1
        at.front.tick()
        assert window.current_page is window.desk.check_in
        at.clock[0] = LEAVES_CHECK_IN_S
        at.front.tick()
        assert window.current_page is window.welcome
        assert window.desk.check_in.entry.text() == ""
        begin(qtbot, at)
        press(qtbot, window.desk.check_in.back_button)
        assert window.current_page is window.welcome


@pytest.mark.parametrize(("wait_min", "shown"), [(None, False), (0, True), (35, True)])
def test_a_wait_is_claimed_only_where_it_is_known(
    qtbot: QtBot, window: KioskWindow, wait_min: int | None, shown: bool
) -> None:
    with open_reception(window) as at:
        at.list.wait_min = wait_min
        at.front.start()
        assert window.welcome._waits.isVisible() is shown
        assert ("35" in window.page_text()) is (wait_min == 35)
