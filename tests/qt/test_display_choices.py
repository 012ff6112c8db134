"""What a candidate may choose about the screen: reached on every page, by touch and by keyboard, forgotten after."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.theme import Look, Theme
from app.ui.window import KioskWindow
from tests.qt.hands import key, press, tab_to
from tests.qt.samples import RECORDING, VIEWS
from tests.qt.test_layout import OpenWindow


def test_motion_and_theme_are_chosen_by_touch(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(RECORDING)
    header = window.header
    assert not header.dark_button.isVisible()
    press(qtbot, header.display_button)
    press(qtbot, header.still_button)
    press(qtbot, header.dark_button)
    assert window.look == Look(Theme.DARK, motion=False)
    press(qtbot, header.display_button)
    assert not header.dark_button.isVisible()
    assert window.look == Look(Theme.DARK, motion=False)


def test_they_are_chosen_and_put_away_by_keyboard(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(RECORDING)
    header = window.header
    header.help_button.setFocus()
    tab_to(qtbot, window, header.display_button)
    key(qtbot, window, Qt.Key.Key_Space)
    assert window.focusWidget() is header.dark_button
    tab_to(qtbot, window, header.still_button)
    key(qtbot, window, Qt.Key.Key_Return)
    assert window.look == Look(motion=False)
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not header.still_button.isVisible()
    assert window.focusWidget() is header.display_button


def test_another_page_puts_them_away_and_the_next_person_moves_again(
    qtbot: QtBot, window: KioskWindow
) -> None:
    window.show_page(RECORDING)
    press(qtbot, window.header.display_button)
    press(qtbot, window.header.still_button)
    window.show_page(VIEWS["review"])
    assert not window.header.still_button.isVisible()
    assert not window.header.display_button.isChecked()
    assert not window.look.motion
    window.show_page(VIEWS["welcome"])
    assert window.look == Look()
    assert not window.header.still_button.isChecked()


@pytest.mark.parametrize(("width_px", "shown"), [(1366, True), (720, False)])
def test_words_give_way_on_a_narrow_screen_and_stay_the_name(
    open_window: OpenWindow, width_px: int, shown: bool
) -> None:
    header = open_window(Language.EN, width_px, 1280).header
    assert bool(header.display_button.text()) is shown
    assert header.display_button.accessibleName() == "Display"
    assert header.read_button.accessibleName() == "Read aloud"
