"""From the staff's page to the console and back: nobody without an account, nothing after the time-out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.attendant import Attendant
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.settings import MediaLimits, Settings
from app.staff.book import Role, StaffBook
from app.staff.secret import Hashing
from app.ui import intents as wish
from app.ui.desk_intents import OpenReview, SignInWith
from app.ui.desk_views import SignInView
from app.ui.recruiter.pages import ReviewPages
from tests.qt.hands import press
from tests.qt.recruiter_console import seen
from tests.qt.recruiter_watcher import SCENE
from tests.unit.review.interviews import store_interview
from tests.unit.review.recorded import store_recorded

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "pa_context_connect", "No audio device", "No RHI", "propagateSizeHints", extend=True
)
PIN, PASSWORD = "27182845", "correct horse 5"
CHEAP = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    media = MediaLimits(min_free_mb=100, ballast_mb=1)
    settings = Settings(data_dir=tmp_path, windowed=True, microphone=None, camera=None, media=media)
    book = StaffBook(tmp_path, CHEAP)
    book.set_up("admin", PIN)
    book.add("reader-1", Role.RECRUITER, PASSWORD)
    made = Kiosk(settings, load_competency_model(content_dir()))
    store_interview(made.journal, made._model, "i-1")
    made.start()
    yield made
    made.stop()
    made.window.deleteLater()


@pytest.fixture
def attendant(kiosk: Kiosk) -> Iterator[Attendant]:
    made = Attendant(kiosk, kiosk._settings, kiosk._model, lambda: None)
    yield made
    made.stop()
    made.door.window.deleteLater()


def sign_in(qtbot: QtBot, kiosk: Kiosk, name: str, secret: str) -> None:
    """Ctrl+Shift+F2, then who it is."""
    qtbot.keyClick(
        kiosk.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: kiosk.desk.front._staff.sign_in_view == SignInView(("admin", "reader-1")))
    assert kiosk.window.current_page is kiosk.window.desk.sign_in
    kiosk.desk.front.on_intent(SignInWith(name, secret))


def open_console(qtbot: QtBot, kiosk: Kiosk, attendant: Attendant, rows: int = 1) -> ReviewPages:
    sign_in(qtbot, kiosk, "reader-1", PASSWORD)
    qtbot.waitUntil(lambda: kiosk.window.current_page is kiosk.window.desk.staff, timeout=10_000)
    press(qtbot, kiosk.window.desk.staff.review_button)
    review = attendant.room.review
    assert review is not None
    assert review.pages is not None
    pages = review.pages
    qtbot.waitUntil(lambda: pages.queue.model.rowCount() == rows, timeout=10_000)
    return pages


def told(kiosk: Kiosk) -> list[tuple[str, str]]:
    entries, _ = kiosk.journal.audit()
    return [(each.actor, each.action) for each in entries if each.action.startswith(("review_", "desk_"))]


def test_a_recruiter_opens_the_console_behind_their_secret_and_the_time_out_closes_it(
    qtbot: QtBot, kiosk: Kiosk, attendant: Attendant
) -> None:
    pages = open_console(qtbot, kiosk, attendant)
    assert "i-1" in seen(pages)
    assert kiosk.window.current_page is kiosk.window.welcome  # behind it the staff's page is shut already
    who = attendant.room.review
    assert who is not None
    attendant.room._idle.stop()
    qtbot.keyClick(who.window.windowHandle(), Qt.Key.Key_Down)
    assert attendant.room._idle.isActive()  # a key is a sign of life
    attendant.room._idle.timeout.emit()
    assert attendant.room.review is None
    assert not who.window.isVisible()
    assert kiosk.window.current_page is kiosk.window.welcome
    assert ("reader-1", "review_opened") in told(kiosk)
    assert told(kiosk)[-1] == ("reader-1", "review_timed_out")
    assert ("reader-1", "desk_left_for_review") in told(kiosk)


def test_the_time_out_silences_a_film_and_nobody_hears_what_comes_after(
    qtbot: QtBot, kiosk: Kiosk, attendant: Attendant
) -> None:
    store_recorded(kiosk.journal, kiosk._settings.media_dir, kiosk._model, "filmed")
    pages = open_console(qtbot, kiosk, attendant, rows=2)
    rows = [pages.queue.model.row_at(number) for number in range(2)]
    pages.queue.chosen.emit(next(each for each in rows if each.interview_id == "filmed"))
    qtbot.waitUntil(lambda: pages.interview.interview_id == "filmed", timeout=10_000)
    player = pages.interview.player
    player.go_to(SCENE)
    press(qtbot, player.play_button)
    qtbot.waitUntil(lambda: player.film.is_running and player.view.has_picture, timeout=10_000)
    attendant.room._idle.timeout.emit()
    assert not player.film.is_open
    assert player.film._player is None
    assert not player.view.has_picture
    assert not pages.window().isVisible()
    assert "filmed" not in seen(pages)


def test_an_account_that_is_removed_meanwhile_sees_nothing_more(
    qtbot: QtBot, kiosk: Kiosk, attendant: Attendant, tmp_path: Path
) -> None:
    pages = open_console(qtbot, kiosk, attendant)
    StaffBook(tmp_path, CHEAP).remove("reader-1")
    qtbot.keyClick(pages.window(), Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: pages.stack.currentIndex() == 0, timeout=10_000)
    assert "i-1" not in seen(pages)
    pages.window().close()
    assert attendant.room.review is None
    assert told(kiosk)[-1] == ("reader-1", "review_closed")


def test_what_one_person_left_undone_is_not_done_in_the_name_of_the_next(
    qtbot: QtBot, kiosk: Kiosk, attendant: Attendant
) -> None:
    open_console(qtbot, kiosk, attendant)
    assert attendant.room.review is not None
    who = attendant.room.review.worker._worker._task.desk.who  # type: ignore[attr-defined]
    assert who().name == "reader-1"
    attendant.room.open("admin")
    assert who() is None
    attendant.room.stop()


def test_neither_a_wrong_secret_nor_somebody_who_sits_there_gets_the_list_on_the_screen(
    qtbot: QtBot, kiosk: Kiosk, attendant: Attendant
) -> None:
    kiosk.controller.on_intent(wish.Begin())
    qtbot.waitUntil(lambda: not kiosk.desk.front._is_between)
    sign_in(qtbot, kiosk, "reader-1", "wrong horse 55")
    kiosk.desk.front.on_intent(OpenReview())  # whoever gets at the signal without having signed in
    refused = SignInView(("admin", "reader-1"), error=("staff_refused", ()))
    qtbot.waitUntil(lambda: kiosk.desk.front._staff.sign_in_view == refused, timeout=10_000)
    assert attendant.room.review is None
    kiosk.desk.front.on_intent(SignInWith("reader-1", PASSWORD))
    qtbot.waitUntil(lambda: kiosk.window.current_page is kiosk.window.desk.staff, timeout=10_000)
    assert not kiosk.window.desk.staff.review_button.isVisible()
    kiosk.desk.front.on_intent(OpenReview())
    assert attendant.room.review is None
