"""What the hub refused stands between the PIN and the way out: with its words, and it can be sent again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap.sync_desk import ParkedDesk
from app.domain.language import Language
from app.store.journal import Journal
from app.store.outbox import Job
from app.ui.admin.frame import StaffWindow
from app.ui.admin.parked_page import ROWS, ParkedPage
from app.ui.admin.parked_views import ParkedKind, ParkedRecord, ParkedView, ParkedWish, SendAgain
from tests.qt.screens import settle
from tests.qt.sheet_check import cut_texts, overlapping, place, visible
from tests.unit.store.samples import NOW

TOUCH_PX = 48
LONG = "The schema refuses it; /profile/answers/3/transcript required; /profile/answers/4/transcript required"


def records(count: int) -> tuple[ParkedRecord, ...]:
    kinds = tuple(ParkedKind)
    return tuple(
        ParkedRecord(f"r-{n}", kinds[n % len(kinds)], "2026-09-21 14:13", "422", LONG if n % 3 else "")
        for n in range(count)
    )


@pytest.mark.parametrize("count", [0, 1, 3, ROWS + 5])
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_and_can_be_used(
    qtbot: QtBot, resources: Path, language: Language, count: int
) -> None:
    window = StaffWindow(resources, language, ParkedPage)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    page = window.page
    assert isinstance(page, ParkedPage)
    page.show_view(ParkedView(records(count), 7))
    settle()
    assert cut_texts(window) == []
    assert overlapping(window) == []
    assert all(each.text() for each in visible(window, QLabel) if isinstance(each, QLabel))
    buttons = [each for each in visible(window, QAbstractButton) if isinstance(each, QAbstractButton)]
    for each in buttons:
        assert min(each.width(), each.height()) >= TOUCH_PX
        assert each.accessibleName() or each.text()
    for each in (page.back_button, page.close_button):
        assert window.rect().contains(place(each, window))
    assert page.all_button.isVisible() == (count > 0)
    assert sum(not line.isHidden() for line in page.lines) == min(count, ROWS)
    heard: list[object] = []
    page.intent.connect(heard.append)
    page.all_button.click()
    page.back_button.click()
    page.close_button.click()
    assert heard == [SendAgain(tuple(f"r-{n}" for n in range(count))), ParkedWish.BACK, ParkedWish.CLOSE]
    if count > 1:
        page.lines[1].button.click()
        assert heard[-1] == SendAgain(("r-1",))
    window.release()
    window.close()
    window.deleteLater()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def desk(journal: Journal, qtbot: QtBot) -> Iterator[ParkedDesk]:
    made = ParkedDesk(journal, Language.EN, lambda: NOW, windowed=True)
    yield made
    made.stop()
    made.window.deleteLater()


def park(journal: Journal, name: str) -> None:
    job = Job(name, "interview.v1", "{}")
    journal.outbox.add(job, now=NOW)
    journal.outbox.park(job, status=422, words="The schema refuses it")


def closed(desk: ParkedDesk) -> Callable[[], bool]:
    asked: list[bool] = []
    desk.close_asked.connect(lambda: asked.append(True))
    return lambda: bool(asked)


def test_nothing_parked_is_no_page(desk: ParkedDesk, qtbot: QtBot) -> None:
    asked = closed(desk)
    desk.open("admin")
    qtbot.waitUntil(asked)
    assert not desk.window.isVisible()


def test_a_parked_record_is_shown_sent_again_and_noted(
    desk: ParkedDesk, journal: Journal, qtbot: QtBot
) -> None:
    for name in ("a", "b"):
        park(journal, name)
    asked = closed(desk)
    desk.open("admin")
    qtbot.waitUntil(desk.window.isVisible)
    page = desk.window.page
    assert isinstance(page, ParkedPage)
    page.lines[0].button.click()
    qtbot.waitUntil(lambda: [each.id for each in journal.outbox.parked()] == ["b"])
    page.all_button.click()
    qtbot.waitUntil(lambda: journal.outbox.parked() == [])
    qtbot.waitUntil(lambda: not page.all_button.isVisible())
    assert [each["records"] for each in journal.told("records_sent_again")] == [1, 1]
    assert journal.audit()[0][-1].actor == "admin"
    assert not asked()
    page.close_button.click()
    assert asked()
    assert not desk.window.isVisible()


def test_back_leaves_the_program_open(desk: ParkedDesk, journal: Journal, qtbot: QtBot) -> None:
    park(journal, "a")
    asked = closed(desk)
    desk.open("admin")
    qtbot.waitUntil(desk.window.isVisible)
    desk.window.page.back_button.click()  # type: ignore[attr-defined]
    assert not desk.window.isVisible()
    assert not asked()
