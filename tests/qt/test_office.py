"""An administrator at the screens: by real clicks and keys; nothing for anybody without the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.office.values import DeviceKind, Section
from app.staff.book import Role
from app.sync.rounds import STATUS
from app.ui.admin.office_base import ConfirmButton
from app.ui.admin.office_retention import RetentionPage
from app.ui.admin.office_users import UsersPage
from app.ui.widgets.basics import Button
from tests.qt.office_rig import PIN, SECRET, Begin, Office, button, press
from tests.qt.sheet_check import cut_texts
from tests.unit.store.samples import ONE


@pytest.mark.parametrize("language", list(Language))
def test_no_word_is_cut_and_everything_is_big_enough_to_touch(
    begin_office: Begin, qtbot: QtBot, language: Language
) -> None:
    office = begin_office(language)
    office.open()
    for section in Section:
        office.go(section)
        screen = office.page.pages[section]
        qtbot.waitUntil(lambda: cut_texts(office.page) == [])
        assert office.page.stack.currentWidget() is screen
        assert office.words
        area = screen.findChildren(QLabel)
        assert all(each.width() <= screen.width() for each in area if each.isVisible())
        least = 48 * 0.9
        small = [
            each.text() for each in screen.findChildren(Button) if each.isVisible() and each.height() < least
        ]
        assert small == []


def test_somebody_is_added_changed_and_removed_by_key(office: Office, qtbot: QtBot) -> None:
    page = office.page.pages[Section.USERS]
    assert isinstance(page, UsersPage)
    qtbot.keyClicks(page.name, "new-1")
    qtbot.keyClicks(page.secret, SECRET)
    assert not page.save_button.isEnabled()
    qtbot.keyClicks(page.again, SECRET)
    press(office, "Save")
    assert "new-1" in office.words
    assert office.book.sign_in("new-1", SECRET).role is Role.RECRUITER
    assert [each.text() for each in page.findChildren(QLineEdit) if each.isVisible()] == ["", "", ""]
    changes = [each for each in page.findChildren(Button) if each.accessibleName() == "Change new-1"]
    qtbot.keyClick(changes[-1], Qt.Key.Key_Return)
    page.admin_button.click()
    page.secret.setFocus()
    for digit in "40718265":  # by touch
        next(each for each in page.findChildren(Button) if each.text() == digit and each.isVisible()).click()
    assert page.secret.text() == PIN
    qtbot.keyClicks(page.again, PIN)
    press(office, "Save")
    assert office.book.sign_in("new-1", PIN).role is Role.SITE_ADMIN
    remove = [each for each in page.findChildren(ConfirmButton) if each.isVisibleTo(page)][-1]
    qtbot.keyClick(remove, Qt.Key.Key_Return)
    assert "new-1" in remove.text()
    assert len(office.book.accounts()) == 3  # asked once more
    with qtbot.waitSignal(office.room.worker.done):
        qtbot.keyClick(remove, Qt.Key.Key_Return)
    assert [each.name for each in office.book.accounts()] == ["boss", "reader-1"]


def test_an_account_is_linked_to_the_hub_and_the_link_ends_after_a_second_press(
    office: Office, qtbot: QtBot
) -> None:
    page = office.page.pages[Section.USERS]
    assert isinstance(page, UsersPage)
    assert "Linked to nobody at the hub: training here does not count there" not in office.words  # no hub
    office.journal.sync_state.put(STATUS, {})
    office.go(Section.USERS)
    assert office.words.count("Linked to nobody at the hub: training here does not count there") == 2

    def change() -> None:
        changes = [each for each in page.findChildren(Button) if each.accessibleName() == "Change reader-1"]
        qtbot.keyClick(changes[-1], Qt.Key.Key_Return)

    change()
    assert not page.link_button.isEnabled()
    qtbot.keyClicks(page.hub_name, "Reader@example.test")
    press(office, "Save the link")
    assert "At the hub: reader@example.test" in office.words
    change()
    page.end_link_button.click()
    assert office.journal.reviews.links.of_all() == {"reader-1": "reader@example.test"}  # asked once more
    with qtbot.waitSignal(office.room.worker.done):
        page.end_link_button.click()
    assert office.journal.reviews.links.of_all() == {}


def test_a_refusal_is_said_and_the_screen_stays(office: Office, qtbot: QtBot) -> None:
    page = office.page.pages[Section.USERS]
    assert isinstance(page, UsersPage)
    qtbot.keyClicks(page.name, "new-1")
    for each in (page.secret, page.again):
        qtbot.keyClicks(each, "12345678")
    page.admin_button.click()
    with qtbot.waitSignal(office.room.worker.failed):
        page.save_button.click()
    assert office.page.banner.isVisible()
    assert "boss" in office.words
    assert page.secret.text() == ""


def test_a_refused_record_is_sent_again(office: Office) -> None:
    office.go(Section.SYNC)
    assert "answers.0.turn: not an integer" in office.words
    press(office, "Send again")
    assert "Nothing was refused." in office.words
    assert office.journal.outbox.state().parked == 0


def test_a_wish_is_noted_and_what_is_due_goes_after_a_second_press(office: Office, qtbot: QtBot) -> None:
    office.go(Section.RETENTION)
    page = office.page.pages[Section.RETENTION]
    assert isinstance(page, RetentionPage)
    qtbot.keyClicks(page.interview, ONE)
    press(office, "Note the request")
    assert "deletion_requested" in [each.action for each in office.journal.audit()[0]]
    delete = next(each for each in page.findChildren(ConfirmButton) if each.isVisibleTo(page))
    delete.click()
    assert "recordings_deleted" not in [each.action for each in office.journal.audit()[0]]
    with qtbot.waitSignal(office.room.worker.done):
        delete.click()
    assert "recordings_deleted" in [each.action for each in office.journal.audit()[0]]


def test_health_models_and_devices(office: Office, qtbot: QtBot) -> None:
    office.go(Section.HEALTH)
    assert "Something stops interviews: see below." in office.words
    press(office, "Copy the database now")
    assert len(list((office.folder / "backup").glob("*.db"))) == 1
    office.go(Section.MODELS)
    seen: list[str] = []
    office.room._loading.connect(lambda _: seen.append(office.words))
    install = button(office, "From the network")
    install.click()
    assert "Apache-2.0" in install.text()  # the licence is what the second press accepts
    with qtbot.waitSignal(office.room.worker.done):
        install.click()
    assert "120" in seen[0]
    assert "zh-offline is in" in office.words
    office.go(Section.DEVICES)
    assert "Not tested since the program started." in office.words
    press(office, "Test now")
    assert "Loudness -24 dB: good." in office.words
    assert "Built-in Audio" not in office.words
    usb, built_in = office.machine.plugged[0], DeviceKind("loudspeaker", "plugged", ("Built-in Audio",), 0)
    office.machine.plugged = (usb, built_in)
    press(office, "Look again")
    assert "Built-in Audio" in office.words
    assert "Loudness -24 dB: good." in office.words  # of the last test


def test_closing_leaves_nobody_signed_in_and_nothing_on_the_screen(office: Office, qtbot: QtBot) -> None:
    office.page.close_button.click()
    assert not office.room.window.isVisible()
    assert all(page.words == [] for page in office.page.pages.values())
    last = office.journal.audit()[0][-1]
    assert (last.actor, last.action) == ("boss", "office_closed")
    with qtbot.waitSignal(office.room.worker.failed):
        office.page.open(Section.AUDIT)
    assert office.page.pages[Section.AUDIT].words == []
