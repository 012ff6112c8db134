"""Each screen of the administration for whoever has no right to it: not a row, a sentence, nothing in the log."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.office import Asked
from app.domain.language import Language
from app.errors import KioskError
from app.office import requests as want
from app.office.values import Section
from app.staff.book import Role
from tests.qt.office_rig import PIN, SECRET, Begin, Office, button
from tests.unit.store.samples import ONE, TWO

SECRETS = (
    "boss",
    ONE,
    TWO,
    "not an integer",
    "2026.1.0",
    "zh-streaming",
    "microphone_lost",
    "USB microphone",
)
READER = "reader-1"


def shown(office: Office) -> str:
    """Every text in the window that somebody could read or hear."""
    texts: list[str] = []
    for each in office.room.window.findChildren(QLabel):
        texts.append(each.text())
    for button_ in office.room.window.findChildren(QPushButton):
        texts += [button_.text(), button_.accessibleName(), button_.toolTip()]
    for field in office.room.window.findChildren(QLineEdit):
        texts.append(field.text())
    for choice in office.room.window.findChildren(QComboBox):
        texts += [choice.itemText(at) for at in range(choice.count())]
    return "\n".join(texts)


def nothing_is_shown(office: Office) -> None:
    assert office.page.stack.currentIndex() == 0
    assert all(page.words == [] for page in office.page.pages.values())
    words = shown(office)
    assert [secret for secret in SECRETS if secret in words] == []


def opened(office: Office) -> list[str]:
    """Who opened a screen, by the audit log."""
    return [each.actor for each in office.journal.audit()[0] if each.action == "office_opened"]


def recruiter(office: Office) -> str:
    return READER


def candidate(office: Office) -> str:
    return ""


def stranger(office: Office) -> str:
    return "never-had-an-account"


def removed(office: Office) -> str:
    office.book.add("gone-1", Role.SITE_ADMIN, PIN[::-1])
    office.book.remove("gone-1")
    return "gone-1"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("who", [recruiter, candidate, stranger, removed])
def test_whoever_has_no_right_sees_no_screen(
    begin_office: Begin, qtbot: QtBot, who: Callable[[Office], str], language: Language
) -> None:
    office = begin_office(language)
    name = who(office)
    office.open(name)
    code = "staff_role_missing" if name == READER else "staff_signed_out"
    for section in Section:
        with qtbot.waitSignal(office.room.worker.failed):
            office.page.buttons[section].click()
        nothing_is_shown(office)
        assert office.page.banner.isVisible()
        assert office.page.strings.message(code) in shown(office)
    assert opened(office) == []


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("how", ["removed", "made a recruiter", "closed"])
def test_a_session_that_ends_while_a_screen_is_open_takes_it_away(
    office: Office, qtbot: QtBot, section: Section, how: str
) -> None:
    office.book.add("boss-2", Role.SITE_ADMIN, PIN[::-1])
    office.go(section)
    assert office.words
    seen = opened(office)
    if how == "removed":
        office.book.remove("boss")
    elif how == "made a recruiter":
        office.book.change_role("boss", Role.RECRUITER, SECRET)
    else:
        office.room.close()
    with qtbot.waitSignal(office.room.worker.failed):
        office.page.open(section)
    nothing_is_shown(office)
    assert opened(office) == seen
    if how != "closed":
        assert office.page.banner.isVisible()


def test_what_waited_when_a_session_ended_is_not_done_in_the_name_of_the_next(
    office: Office, qtbot: QtBot
) -> None:
    """Another administrator signs in before the thread came to it: the log would have said that they wanted it."""
    office.book.add("boss-2", Role.SITE_ADMIN, PIN[::-1])
    ask = office.page.intent.emit
    office.machine.may_hear.clear()
    ask(want.TestDevices())  # in hand until somebody else is signed in
    ask(want.AskDeletion(ONE))
    office.room.close()
    office.room.open("boss-2")
    office.machine.may_hear.set()
    qtbot.waitUntil(lambda: "boss-2" in "".join(office.page.pages[Section.USERS].words))
    assert "deletion_requested" not in [each.action for each in office.journal.audit()[0]]
    assert opened(office)[-1] == "boss-2"


def test_an_answer_that_comes_after_its_session_is_not_shown_to_the_next(office: Office) -> None:
    answer = office.room._answer(Asked(office.room._session, Language.EN, want.Show(Section.AUDIT)))
    office.room.close()
    office.room._done(answer)  # nobody is there
    nothing_is_shown(office)
    office.room.open(READER)
    office.room._done(answer)  # somebody else is
    nothing_is_shown(office)
    with pytest.raises(KioskError, match="staff_signed_out"):
        office.room._answer(Asked(answer.session, Language.EN, want.DeleteDue()))


def test_the_screens_do_work_for_an_administrator(office: Office) -> None:
    """Or the tests above would prove nothing."""
    for section in Section:
        office.go(section)
        assert office.words
    assert opened(office) == ["boss"] * (len(Section) + 1)
    office.go(Section.AUDIT)
    assert button(office, "Check everything").isEnabled()
    assert any(secret in shown(office) for secret in SECRETS)
