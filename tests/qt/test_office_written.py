"""What an administrator writes, and where the keyboard stands, stay while a screen is turned, translated or read."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.content.paths import resources_dir
from app.domain.language import Language
from app.office.values import Section
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_base import SectionPage
from app.ui.admin.office_page import OfficePage
from app.ui.admin.office_retention import RetentionPage
from app.ui.admin.office_users import UsersPage
from app.ui.strings import load_strings
from app.ui.theme import Look
from app.ui.widgets.basics import Button
from tests.qt.office_rig import SECRET, Office, button, press
from tests.qt.screens import Variant, settle
from tests.qt.staff_screens import STAFF_SCREENS, drawn_staff, show_staff

LYING, UPRIGHT = (1280, 720), (1080, 1920)


def users_page(office: OfficePage) -> UsersPage:
    page = office.pages[Section.USERS]
    assert isinstance(page, UsersPage)
    return page


def write(qtbot: QtBot, page: UsersPage) -> None:
    """Begin an account, an administrator's."""
    for box, words in ((page.name, "new-1"), (page.secret, SECRET), (page.again, SECRET)):
        qtbot.keyClicks(box, words)
    page.admin_button.click()


def written(page: UsersPage) -> tuple[str, str, str, bool, bool]:
    return (
        page.name.text(),
        page.secret.text(),
        page.again.text(),
        page.admin_button.isChecked(),
        page.save_button.isEnabled(),
    )


def test_what_is_written_stays_when_the_screen_is_turned(qtbot: QtBot) -> None:
    with drawn_staff(resources_dir(), Variant(STAFF_SCREENS[2], Language.EN, Look()), OfficePage) as window:
        show_staff(window, "office-users")
        page = window.page
        assert isinstance(page, OfficePage)
        users = users_page(page)
        write(qtbot, users)
        for size in (UPRIGHT, LYING, (1920, 1080)):
            window.resize(*size)
            settle()
            assert written(users) == ("new-1", SECRET, SECRET, True, True)
            beside = (
                users.save_button.mapTo(users, QPoint()).x()
                < button_of(users, "1").mapTo(users, QPoint()).x()
            )
            below = (
                users.save_button.mapTo(users, QPoint()).y()
                < button_of(users, "1").mapTo(users, QPoint()).y()
            )
            assert (beside, below) == ((False, True) if size == UPRIGHT else (True, False))


def button_of(page: SectionPage, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisibleTo(page))


def test_what_is_written_stays_in_another_language_and_is_gone_once_it_is_sent(
    office: Office, qtbot: QtBot
) -> None:
    users = users_page(office.page)
    write(qtbot, users)
    office.page.use(load_strings(resources_dir())[Language.ZH])
    assert written(users) == ("new-1", SECRET, SECRET, True, True)
    assert users.save_button.text() == "保存"
    users.recruiter_button.click()
    press(office, "保存")
    assert written(users) == ("", "", "", False, False)
    qtbot.keyClicks(users.name, "new-2")
    office.go(Section.SYNC)
    office.go(Section.USERS)
    assert users.name.text() == ""


def test_who_is_chosen_to_be_changed_takes_nothing_over_that_was_written_for_another(
    office: Office, qtbot: QtBot
) -> None:
    users = users_page(office.page)
    write(qtbot, users)
    change = next(each for each in users.findChildren(Button) if each.accessibleName() == "Change reader-1")
    qtbot.keyClick(change, Qt.Key.Key_Return)
    assert written(users) == ("reader-1", "", "", False, False)


def test_a_row_that_is_opened_keeps_the_keyboard_and_what_is_searched_for(
    office: Office, qtbot: QtBot
) -> None:
    office.go(Section.AUDIT)
    page = office.page.pages[Section.AUDIT]
    assert isinstance(page, AuditPage)
    qtbot.keyClicks(page.interview, "0190")
    opener = next(each for each in page.findChildren(Button) if each.accessibleName().startswith("Raw row"))
    name = opener.accessibleName()
    opener.setFocus()
    for _ in range(2):
        focus = office.page.window().focusWidget()
        assert focus is not None
        assert focus.accessibleName() == name
        qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert page.interview.text() == "0190"
    stands_at(office, name)


def test_the_keyboard_stays_at_a_button_whose_answer_draws_the_screen_anew(
    office: Office, qtbot: QtBot
) -> None:
    office.go(Section.AUDIT)
    button(office, "Check everything").setFocus()
    press(office, "Check everything")
    stands_at(office, "Check everything")
    office.go(Section.RETENTION)
    page = office.page.pages[Section.RETENTION]
    assert isinstance(page, RetentionPage)
    delete = next(each for each in page.findChildren(Button) if each.text() == "Delete what is due")
    delete.setFocus()
    delete.click()
    with qtbot.waitSignal(office.room.worker.done):
        delete.click()  # nothing is due any more: the first thing of the screen, and nothing that deletes
    stands_at(office, "Number of the interview")


def stands_at(office: Office, name: str) -> None:
    focus = office.page.window().focusWidget()
    assert focus is not None
    assert focus.accessibleName() == name


@pytest.mark.parametrize("language", Language)
def test_whoever_is_to_be_changed_is_led_to_the_form_and_its_way_on(qtbot: QtBot, language: Language) -> None:
    with drawn_staff(resources_dir(), Variant(STAFF_SCREENS[2], language, Look()), OfficePage) as window:
        show_staff(window, "office-users")
        page = window.page
        assert isinstance(page, OfficePage)
        users = users_page(page)
        settle()
        view = users._area.viewport()

        def is_in_sight() -> bool:
            corner = users.save_button.mapTo(view, users.save_button.rect().bottomRight())
            return view.rect().contains(corner)

        assert not is_in_sight()
        users.choose(users._view.people[1])  # type: ignore[union-attr]
        qtbot.waitUntil(is_in_sight)
        assert window.focusWidget() is users.secret
