"""The terminals on a recruiter's own PC: a real hub that kiosks tell, a real window, and a line that can be cut."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.domain.language import Language
from app.ui.intents import ChooseLanguage
from ehr.access import Role
from ehr.database import system
from tests.hub.console.pc import Desk, Hire, Sit, actions
from tests.hub.console.people import Person
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.kiosks.terminals import beat, terminal
from tests.hub.world import Tree, World
from tests.qt.sheet_check import cut_texts

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "No audio device", "No RHI", "propagateSizeHints", extend=True
)


@pytest.fixture
def hall(world: World, tree: Tree) -> UUID:
    """A terminal at the first site, where nobody sits."""
    made = terminal(world, tree.sites[0], "Hall 2")
    beat(world, tree.sites[0], made)
    return made


@pytest.fixture
def sounds() -> list[int]:
    """One for each tone."""
    return []


def begin(desk: Desk, person: Person) -> None:
    """Sign in. From then on the console looks when the test says so, however long the test takes."""
    desk.sign_in(person)
    console = desk.review.console
    console._timer.stop()
    desk.qtbot.waitUntil(lambda: not console._is_refreshing, timeout=10_000)


def look(desk: Desk, *, at_list: bool = False) -> None:
    """The console looks by itself: at the terminals, or at the list and them."""
    console = desk.review.console
    console._looks = 1 if at_list else 0
    with desk.qtbot.waitSignal(desk.review.worker.done, timeout=10_000):
        console.refresh()


def open_room(desk: Desk) -> None:
    desk.pages.queue.room_button.click()
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_room, timeout=10_000)


def test_a_raised_hand_at_a_terminal_sounds_on_the_pc_and_shows_in_the_room(
    sit: Sit, hire: Hire, world: World, tree: Tree, hall: UUID, sounds: list[int]
) -> None:
    beat(world, tree.sites[1], terminal(world, tree.sites[1], "Elsewhere"), busy=True, calls=9)
    desk = sit()
    desk.review.console.sounded.connect(lambda: sounds.append(1))
    begin(desk, hire(Role.RECRUITER))
    assert sounds == []
    beat(world, tree.sites[0], hall, busy=True, calls=1)
    look(desk)
    assert sounds == [1]
    assert "Hall 2: raised hands: 1" in desk.pages.queue.alerts.text
    look(desk, at_list=True)
    assert sounds == [1], "the same hand is not news twice"
    line = next(each for each in desk.pages.queue.alerts.lines if "Hall 2" in each.text)
    line.room_button.click()
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_room, timeout=10_000)
    page = desk.pages.room
    told = page.texts[page.texts.index("Hall 2") :]
    assert told[1:3] == ["Interview going on", "Raised hands: 1"]
    assert not any("Elsewhere" in each for each in page.texts)
    beat(world, tree.sites[0], hall, busy=True, calls=0)
    look(desk)
    assert "Raised hands: 1" not in page.texts
    assert desk.pages.strip.text == ""
    assert "review.listed" in actions(world)
    desk.qtbot.waitUntil(lambda: cut_texts(page) == [], timeout=10_000)


def test_a_hand_is_heard_while_an_interview_is_read(
    sit: Sit, hire: Hire, world: World, tree: Tree, hall: UUID, sounds: list[int]
) -> None:
    desk = sit()
    desk.review.console.sounded.connect(lambda: sounds.append(1))
    begin(desk, hire(Role.RECRUITER))
    desk.open("i-1")
    desk.fill_rating()
    beat(world, tree.sites[0], hall, calls=1)
    look(desk)
    assert sounds == [1]
    assert "Hall 2: raised hands: 1" in desk.pages.strip.text
    rating = desk.pages.interview.rating
    assert rating is not None
    assert rating.answers[0].reason.text() == "as the anchor says", "what is written stays"


def test_who_finishes_meanwhile_sounds_with_the_next_list(
    sit: Sit, hire: Hire, world: World, sounds: list[int]
) -> None:
    desk = sit()
    desk.review.console.sounded.connect(lambda: sounds.append(1))
    begin(desk, hire(Role.RECRUITER))
    assert "Finished" not in desk.pages.queue.alerts.text
    with world.database.work(system("test")) as session:
        session.execute(text("update interviews set finished_at = now()"))
    look(desk)
    assert sounds == [], "the terminals alone were asked for"
    look(desk, at_list=True)
    assert sounds == [1]
    assert "Finished, still here" in desk.pages.queue.alerts.text


def test_an_old_word_is_said_to_be_old(
    sit: Sit, hire: Hire, world: World, tree: Tree, hall: UUID, kiosk: SiteKiosk
) -> None:
    beat(world, tree.sites[0], hall, busy=True, calls=2, ago_s=605)
    desk = sit()
    begin(desk, hire(Role.RECRUITER))
    assert "Hall 2" not in desk.pages.queue.alerts.text
    open_room(desk)
    texts = desk.pages.room.texts
    assert texts[texts.index("Hall 2") + 1] == "Not heard for 10 min"
    assert texts[texts.index("kiosk") + 1] == "Was never heard"
    assert not any("Raised hands" in each for each in texts)


def test_a_hub_that_is_away_is_said_and_the_terminals_stay_with_their_age(
    sit: Sit, hire: Hire, world: World, tree: Tree, hall: UUID
) -> None:
    desk = sit()
    beat(world, tree.sites[0], hall, busy=True, calls=1)
    begin(desk, hire(Role.RECRUITER))
    open_room(desk)
    desk.line.is_cut = lambda _call: True
    look(desk)
    assert "cannot be reached" in desk.pages.banner.text
    assert "Raised hands: 1" in desk.pages.room.texts
    assert desk.pages.is_at_room
    desk.line.is_cut = lambda call: call.path.endswith("/room")
    look(desk, at_list=True)
    assert desk.pages.banner.text == "", "the list came"
    look(desk)
    assert "cannot be reached" in desk.pages.banner.text
    desk.line.is_cut = lambda _call: False
    look(desk, at_list=True)
    assert desk.pages.banner.text == ""
    assert "Raised hands: 1" in desk.pages.room.texts


def test_who_leaves_in_the_middle_of_a_look_leaves_a_console_that_goes_on_looking(
    sit: Sit, hire: Hire, world: World, tree: Tree, hall: UUID
) -> None:
    desk = sit()
    beat(world, tree.sites[0], hall, calls=1)
    begin(desk, hire(Role.RECRUITER))
    open_room(desk)
    desk.review.console.refresh()
    desk.pages.out_button.click()  # before the answer is there
    assert desk.is_shut
    assert "Hall 2" not in desk.words()
    assert desk.pages.room.texts == []
    begin(desk, hire(Role.RECRUITER, site=1))
    look(desk)
    assert desk.pages.queue.alerts.text == "", "a terminal of another site"
    open_room(desk)
    assert desk.pages.room.texts == []
    assert "The hub tells of no terminal at your sites." in desk.words()


@pytest.mark.parametrize("language", list(Language))
def test_who_looks_after_several_sites_reads_which_one_in_both_languages(
    sit: Sit, world: World, tree: Tree, hire: Hire, hall: UUID, language: Language, qtbot: QtBot
) -> None:
    beat(world, tree.sites[1], terminal(world, tree.sites[1], "Hall 2"), calls=1)
    desk, person = sit(language), hire(Role.HR)
    with world.database.work(system("test")) as session:
        grant = "insert into grants (user_id, scope_id, role) values (:user, :site, 'hr')"
        session.execute(text(grant), {"user": person.user, "site": tree.sites[1]})
        site = session.scalar(text("select name from scopes where id = :id"), {"id": tree.sites[1]})
    begin(desk, person)
    assert f"{site} · Hall 2" in desk.pages.queue.alerts.text
    qtbot.keyClick(desk.review.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_room, timeout=10_000)
    page = desk.pages.room
    assert page.texts[page.texts.index(str(site)) - 1] == "Hall 2"
    assert page.texts.count("Hall 2") == 2
    qtbot.waitUntil(lambda: cut_texts(page) == [], timeout=10_000)
    other = next(each for each in Language if each is not language)
    with qtbot.waitSignal(desk.review.worker.done, timeout=10_000):
        desk.review.window.header.intent.emit(ChooseLanguage(other))
    assert desk.pages.is_at_room, "whoever looks at the terminals stays there"
    assert {"en": "Terminals", "zh": "各终端"}[other.value] in desk.words()
