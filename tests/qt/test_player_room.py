"""Beside a film, on the smallest screen, it can be read which answer plays and which measures are drawn."""

import pytest
from PySide6.QtGui import QImage

from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.curves import FACE, VOICE
from app.review.track import Curve, Lane
from app.ui.recruiter.pages import ReviewPages
from app.ui.theme import Look, Theme
from app.ui.widgets.short_box import ShortBox
from tests.qt.console_samples_interview import report_words
from tests.qt.screens import Variant, settle
from tests.qt.sheet_check import place
from tests.qt.staff_screens import STAFF_SCREENS, drawn_staff, show_staff

SMALLEST = STAFF_SCREENS[2]
UNITS = {"pitch_median": "semitone", "pitch_range": "semitone", "loudness": "dB"} | {
    "articulation_rate": "syllable/s",
    "head_motion": "degree/s",
}
PICTURE = QImage(8, 6, QImage.Format.Format_RGB32)

pytestmark = pytest.mark.qt_log_ignore("pipewire", "pa_context_connect", "No audio device", extend=True)


def lane(names: tuple[str, ...], language: Language) -> Lane:
    """Every measure there is, by the name it has on a stored interview."""
    words = report_words(language)
    return Lane(
        tuple(
            Curve(words.code("measure", name), words.code("unit", UNITS.get(name, "1")), ()) for name in names
        )
    )


def read_in(box: ShortBox) -> list[str]:
    """Every entry as the box would write it; two lines with what stands between them."""
    return [" ".join(box.lines(box.itemText(at))[0]) for at in range(box.count())]


def entries(box: ShortBox) -> list[str]:
    return [box.itemText(at) for at in range(box.count())]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", Language)
def test_every_answer_and_every_measure_can_be_read_whole(
    qapp: object, language: Language, large: bool
) -> None:
    look = Look(Theme.LIGHT, large_type=large)
    with drawn_staff(resources_dir(), Variant(SMALLEST, language, look), ReviewPages) as window:
        show_staff(window, "console-card")
        page = window.page
        assert isinstance(page, ReviewPages)
        player = page.interview.player
        player.curves.offer([("voice", lane(VOICE, language)), ("face", lane(FACE, language))])
        player._head.show_picture(PICTURE, is_open=True)
        settle()
        assert player.view.isVisible()
        for box in (player.answers, *player.curves.boxes.values()):
            assert box.isVisible()
            assert len(entries(box)) >= 5
            read = [each.replace(" ", "") for each in read_in(box)]
            assert read == [each.replace(" ", "") for each in entries(box)]
        first = player.answers.itemText(0)
        assert first.startswith("Q04 ·")  # the job stands above; what tells answers apart comes first
        film, which = place(player.view, window), place(player.answers, window)
        assert which.bottom() < film.top()
        assert which.right() > film.right()


def test_an_entry_longer_than_two_lines_ends_with_dots_and_its_tip_shows_it(qapp: object) -> None:
    with drawn_staff(resources_dir(), Variant(SMALLEST, Language.EN, Look()), ReviewPages) as window:
        show_staff(window, "console-card")
        page = window.page
        assert isinstance(page, ReviewPages)
        settle()
        box, words = page.interview.player.answers, "a word and " * 20
        first, second = box.lines(words)[0]
        assert words.startswith(first)
        assert second.endswith(("…", "..."))  # by the letters that the font has
        short, letters = box.lines("two words")
        assert (short, letters.pixelSize()) == (["two words"], box.font().pixelSize())
        box.addItem(words)
        box.setCurrentIndex(box.count() - 1)
        assert box.toolTip() == words


def test_a_choice_in_no_window_has_letters_too(qapp: object) -> None:
    """Nothing gives its font a size in pixels there; Qt warns of a size below one, which fails the test."""
    box = ShortBox()
    box.resize(60, 40)
    box.addItem("three words here")
    lines, letters = box.lines(box.currentText())
    assert len(lines) == 2
    assert letters.pixelSize() > 0
    box.grab()
    box.deleteLater()
