"""The staff's pages in every state, language and size; digits by finger and by key; the corner that opens them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.admin.corner import Corner
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pin_page import PinPage
from app.ui.admin.pin_views import PinMode, PinView, SafeView, StaffWish, Typed
from app.ui.admin.safe_page import SafePage
from app.ui.window import KioskWindow
from tests.qt.screens import settle
from tests.qt.sheet_check import cut_texts, overlapping, place, visible

SIZES_PX = [(1280, 800), (1920, 1080)]
TOUCH_PX = 48

CORNER = QPoint(10, 10)
CODE = "31415 92653 58979 32384 62643 38327"
LOCKED = ("staff_locked", (("wait_s", 900),))
ASK = PinView("way_out.title", "way_out.lead", PinMode.PIN, other="way_out.use_code", back="pin.back")
PIN_VIEWS = (
    PinView("set_up.title", "set_up.choose", PinMode.PIN, error=("staff_pin_weak", (("digits", 8),))),
    PinView("set_up.title", "set_up.repeat", PinMode.PIN, back="pin.back"),
    PinView("set_up.title", "set_up.code", PinMode.TOLD, code=CODE),
    replace(ASK, error=LOCKED),
    replace(ASK, mode=PinMode.BUSY),
    PinView("way_out.title", "way_out.code_lead", PinMode.CODE, back="pin.back"),
    PinView("way_out.title", "way_out.new_code", PinMode.TOLD, code=CODE),
    PinView("way_out.restore_title", "way_out.restore_lead", PinMode.PIN, back="pin.back"),
)
SAFE_VIEWS = (
    SafeView(("database_corrupt", (("file", "kiosk.db"),)), 299, may_restore=True),
    SafeView(
        ("database_gone", (("file", "kiosk.db"), ("folder", "/var/lib/kiosk/data"))), 299, may_restore=True
    ),
    SafeView(("start_died", ()), 5, may_restore=False),
)
Open = Callable[..., StaffWindow]


@pytest.fixture
def open_staff(qtbot: QtBot, resources: Path) -> Iterator[Open]:
    opened: list[StaffWindow] = []

    def open_one(
        page: type, language: Language = Language.EN, size: tuple[int, int] = (1280, 800)
    ) -> StaffWindow:
        window = StaffWindow(resources, language, page)
        opened.append(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield open_one
    for window in opened:
        window.release()
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("size", SIZES_PX)
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_and_can_be_used(
    open_staff: Open, language: Language, size: tuple[int, int]
) -> None:
    for page, views in ((PinPage, PIN_VIEWS), (SafePage, SAFE_VIEWS)):
        window = open_staff(page, language, size)
        for view in views:
            window.page.show_view(view)  # type: ignore[attr-defined]
            settle()
            assert cut_texts(window) == [], view
            assert overlapping(window) == [], view
            assert all(each.text() for each in visible(window, QLabel) if isinstance(each, QLabel)), view
            for each in visible(window, QAbstractButton):
                assert window.rect().contains(place(each, window)), view
                assert min(each.width(), each.height()) >= TOUCH_PX, view
                assert each.accessibleName(), view


def test_digits_by_finger_and_by_key(open_staff: Open, qtbot: QtBot) -> None:
    window = open_staff(PinPage)
    page = window.page
    assert isinstance(page, PinPage)
    page.show_view(ASK)
    heard: list[object] = []
    page.intent.connect(heard.append)
    for digit in "27":
        page.pad.keys[int(digit)].click()
    qtbot.keyClicks(page.pad, "18x2")
    assert page.pad.shown.text() == "●●●●●"
    qtbot.keyClick(page.pad, Qt.Key.Key_Backspace)
    qtbot.keyClick(page.pad, Qt.Key.Key_Return)
    assert heard == [Typed("2718")]
    assert page.pad.shown.text() == "–"
    page.pad.enter_key.click()
    assert len(heard) == 1
    page.show_view(PIN_VIEWS[5])
    qtbot.keyClicks(page.pad, "3141592")
    assert page.pad.shown.text() == "31415 92"
    page.show_view(PIN_VIEWS[5])  # what was typed is forgotten with the view
    assert page.pad.shown.text() == "–"
    page.back_button.click()
    assert heard[-1] is StaffWish.BACK
    assert "2718" not in repr(heard[0])


def test_a_whole_unlock_code_fits_on_the_pad(open_staff: Open, qtbot: QtBot) -> None:
    window = open_staff(PinPage)
    page = window.page
    assert isinstance(page, PinPage)
    page.show_view(PIN_VIEWS[5])
    heard: list[object] = []
    page.intent.connect(heard.append)
    qtbot.keyClicks(page.pad, CODE.replace(" ", "") + "99")
    settle()
    assert cut_texts(window) == []
    assert overlapping(window) == []
    page.pad.enter_key.click()
    assert heard == [Typed(CODE.replace(" ", ""))]


def test_five_quick_touches_in_the_corner(window: KioskWindow, qtbot: QtBot) -> None:
    now_s = [0.0]
    corner = Corner(window, window.header, lambda: now_s[0])
    asked: list[bool] = []
    corner.asked.connect(lambda: asked.append(True))

    def touch(times: int, at: QPoint = CORNER, gap_s: float = 0.3) -> None:
        for _ in range(times):
            qtbot.mouseClick(window.header, Qt.MouseButton.LeftButton, pos=at)
            now_s[0] += gap_s

    touch(4)
    touch(1, QPoint(600, 10))
    touch(4)
    assert asked == []
    touch(1)
    assert asked == [True]
    touch(20, gap_s=1.1)  # a child that plays
    assert asked == [True]
    qtbot.keyClick(
        window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    assert asked == [True, True]
