"""An administrator at the screens: by real clicks and keys; nothing for anybody without the right."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.office.values import Section
from app.staff.book import Role
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_base import ConfirmButton
from app.ui.admin.office_retention import RetentionPage
from app.ui.admin.office_users import UsersPage
from app.ui.widgets.basics import Button
from tests.qt.office_rig import PIN, SECRET, Office
from tests.qt.sheet_check import cut_texts
from tests.unit.store.samples import ONE

Begin = Callable[[Language], Office]


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path, model: CompetencyModel) -> Iterator[Begin]:
    opened: list[Office] = []

    def one(language: Language) -> Office:
        opened.append(Office(qtbot, tmp_path / language, model, language))
        return opened[-1]

    yield one
    for each in opened:
        each.stop()


@pytest.fixture
def office(begin: Begin) -> Office:
    made = begin(Language.EN)
    made.open()
    return made


def button(office: Office, words: str) -> Button:
    """The button of the open screen that says `words`."""
    page = office.page.pages[office.page.section]
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisibleTo(page))


def press(office: Office, words: str) -> None:
    """Press it by key, and wait for the answer."""
    with office.qtbot.waitSignal(office.room.worker.done):
        office.qtbot.keyClick(button(office, words), Qt.Key.Key_Return)


@pytest.mark.parametrize("language", list(Language))
def test_no_word_is_cut_and_everything_is_big_enough_to_touch(
    begin: Begin, qtbot: QtBot, language: Language
) -> None:
    office = begin(language)
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


def test_a_recruiter_sees_nothing_of_any_screen(begin: Begin, qtbot: QtBot) -> None:
    office = begin(Language.EN)
    office.open("reader-1")
    for section in Section:
        with qtbot.waitSignal(office.room.worker.failed):
            office.page.buttons[section].click()
        assert office.page.stack.currentIndex() == 0
        assert all(page.words == [] for page in office.page.pages.values())
        assert office.page.banner.isVisible()
        labels = office.room.window.findChildren(QLabel)
        shown = "\n".join(each.text() for each in labels if each.isVisible())
        for secret in ("boss", ONE, "not an integer", "2026.1.0"):
            assert secret not in shown
    assert "office_opened" not in [each.action for each in office.journal.audit()[0]]


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


def test_the_log_is_filtered_and_exported(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    office.go(Section.AUDIT)
    page = office.page.pages[Section.AUDIT]
    assert isinstance(page, AuditPage)
    assert "interview_assessed" in office.words
    with qtbot.waitSignal(office.room.worker.done):
        page.actor.setCurrentIndex(page.actor.findData("boss"))
    assert "interview_assessed" not in office.words
    press(office, "Check everything")
    assert "Checked: nothing was changed, and nothing is missing." in office.words
    page.ask_file = lambda *_: str(tmp_path / "log.jsonl")
    press(office, "Export the whole log")
    assert "log.jsonl" in office.words
    assert (tmp_path / "log.jsonl").read_text("utf-8").count("\n") == len(office.journal.audit()[0]) + 1


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
    install = button(office, "Install")
    install.click()
    assert "Apache-2.0" in install.text()  # the licence is what the second press accepts
    with qtbot.waitSignal(office.room.worker.done):
        install.click()
    assert "120" in seen[0]
    assert "zh-offline is in" in office.words
    office.go(Section.DEVICES)
    press(office, "Test now")
    assert "Loudness -24 dB: good." in office.words


def test_closing_leaves_nobody_signed_in_and_nothing_on_the_screen(office: Office, qtbot: QtBot) -> None:
    office.page.close_button.click()
    assert not office.room.window.isVisible()
    assert all(page.words == [] for page in office.page.pages.values())
    last = office.journal.audit()[0][-1]
    assert (last.actor, last.action) == ("boss", "office_closed")
    with qtbot.waitSignal(office.room.worker.failed):
        office.page.open(Section.AUDIT)
    assert office.page.pages[Section.AUDIT].words == []
