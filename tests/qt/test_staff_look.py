"""Theme, type size and motion of the staff's windows: the machine's own, or what the person chooses until they go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.attendant import Attendant
from app.bootstrap.kiosk import Kiosk
from app.bootstrap.office import OfficeRoom
from app.cli_office import office_of
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.settings import MediaLimits, ScreenSettings, Settings
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pin_page import PinPage
from app.ui.recruiter.pages import ReviewPages
from app.ui.theme import Look, Theme
from tests.qt.hands import press
from tests.qt.screens import settle
from tests.qt.staff_screens import drawn_staff, show_staff
from tests.qt.test_layout_staff import USUAL

DARK = Look(Theme.DARK)

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "pa_context_connect", "No audio device", "No RHI", "propagateSizeHints", extend=True
)


@pytest.fixture
def window(qtbot: QtBot, resources: Path) -> Iterator[StaffWindow]:
    made = StaffWindow(resources, Language.ZH, PinPage)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.release()
    made.close()
    made.deleteLater()


def test_the_look_is_chosen_in_the_header_and_the_next_person_finds_the_usual_one(
    qtbot: QtBot, window: StaffWindow
) -> None:
    window.use_look(DARK)
    assert window.header.dark_button.isChecked()
    press(qtbot, window.header.large_button)
    press(qtbot, window.header.display_button)
    press(qtbot, window.header.still_button)
    assert window.look == Look(Theme.DARK, large_type=True, motion=False)
    window.hide()
    assert window.look == DARK
    with qtbot.waitExposed(window):
        window.show()
    assert not window.header.still_button.isVisible()
    assert not window.header.large_button.isChecked()


def test_the_ground_and_the_words_are_really_dark_and_light(window: StaffWindow) -> None:
    window.set_look(DARK)
    assert window.grab().toImage().pixelColor(5, window.height() - 5) == DARK.colour("ground")
    window.set_look(Look())
    assert window.grab().toImage().pixelColor(5, window.height() - 5) == Look().colour("ground")


def test_what_was_said_is_written_anew_in_another_theme_and_nothing_is_lost(
    qapp: object, resources: Path
) -> None:
    with drawn_staff(resources, USUAL, ReviewPages) as window:
        show_staff(window, "console-player-search")
        assert isinstance(window.page, ReviewPages)
        player = window.page.interview.player
        text, track = player.transcript, player._tracks[next(iter(player._tracks))]
        text.follow(track.place, track.pieces[0])
        words, said, found = text.toPlainText(), text.said, len(text._found)
        assert said
        assert found
        written = list[int]()
        text.document().contentsChange.connect(lambda _at, _gone, come: written.append(come))
        for look in (DARK, Look()):
            window.set_look(look)
            assert not any(written)  # never within the style sheet's walk over every widget
            settle()
            assert any(written)
            written.clear()
            start = text.textCursor()
            start.setPosition(1)
            assert start.charFormat().foreground().color() == look.colour("accent_deep")
            assert (text.toPlainText(), text.said, len(text._found)) == (words, said, found)
        player.search.field.returnPressed.emit()


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    media = MediaLimits(min_free_mb=100, ballast_mb=1)
    screen = ScreenSettings("dark", large_type=True)
    settings = Settings(
        data_dir=tmp_path, windowed=True, microphone=None, camera=None, media=media, screen=screen
    )
    made = Kiosk(settings, load_competency_model(content_dir()))
    yield made
    made.stop()
    made.window.deleteLater()


def test_every_window_of_a_terminal_has_the_look_that_is_set_for_it(kiosk: Kiosk) -> None:
    wanted = Look(Theme.DARK, large_type=True)
    attendant = Attendant(kiosk, kiosk._settings, kiosk._model, lambda: None)
    office: OfficeRoom = office_of(kiosk, kiosk._settings, kiosk._model)
    try:
        attendant.room.open("nobody")
        assert attendant.room.review is not None
        windows = (
            attendant.door.window,
            attendant.parked.window,
            attendant.room.review.window,
            office.window,
        )
        assert [each.look for each in windows] == [wanted] * len(windows)
        assert kiosk.window.look == wanted
    finally:
        office.stop()
        attendant.stop()
