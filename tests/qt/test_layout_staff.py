"""Every screen of the staff in a few variants that have least room: nothing cut, covered, or too small to touch."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTextEdit

from app.content.paths import resources_dir
from app.domain.language import Language
from app.office.values import Section
from app.ui.admin.office_page import OfficePage
from app.ui.recruiter.card_view import figure
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.queue_words import COLUMNS
from app.ui.theme import Look, Theme
from app.ui.widgets.long_scroll import LongScroll
from tests.qt.console_samples_interview import card
from tests.qt.console_samples_lists import rows
from tests.qt.screens import Screen, Variant, settle
from tests.qt.sheet_check import TOUCH_MM, cut_texts, findings, place, visible
from tests.qt.staff_screens import STAFF_SCREENS, MakePage, drawn_staff, pages_of, show_staff

NOTEBOOK, UPRIGHT = STAFF_SCREENS[1], STAFF_SCREENS[3]
WIDE = Screen(1440, 900, 14.0)
LARGE = Look(Theme.DARK, large_type=True)
# English needs most width, large type most of both; the sheet draws all the others.
TIGHT = (Variant(NOTEBOOK, Language.EN, LARGE), Variant(UPRIGHT, Language.EN, LARGE))
USUAL = Variant(NOTEBOOK, Language.ZH, Look())
PLAYER_WARNS = pytest.mark.qt_log_ignore("pipewire", "pa_context_connect", "No audio device", extend=True)
# What a reader has to see before anything is scrolled, for a decision in a minute.
AT_ONCE = ("composite", "flags", "dimensions", "strongest", "weakest")


@PLAYER_WARNS
@pytest.mark.parametrize("variant", TIGHT, ids=str)
@pytest.mark.parametrize("make_page", pages_of(), ids=lambda page: page.__name__)
def test_nothing_is_cut_or_covered_or_too_small_to_touch(
    qapp: object, make_page: MakePage, variant: Variant
) -> None:
    with drawn_staff(resources_dir(), variant, make_page, is_painted=False) as window:
        for name in pages_of()[make_page]:
            show_staff(window, name)
            settle()
            assert findings(window, variant.screen) == [], name


@PLAYER_WARNS
def test_every_page_of_the_console_has_a_sample(qapp: object) -> None:
    with drawn_staff(resources_dir(), USUAL, ReviewPages) as window:
        console = window.page
        assert isinstance(console, ReviewPages)
        shown = set()
        for name in pages_of()[ReviewPages]:
            show_staff(window, name)
            shown.add(console.stack.currentIndex())
        assert shown == set(range(console.stack.count()))


def test_every_section_of_the_office_has_a_sample(qapp: object) -> None:
    with drawn_staff(resources_dir(), USUAL, OfficePage) as window:
        office = window.page
        assert isinstance(office, OfficePage)
        sections = set()
        for name in pages_of()[OfficePage]:
            show_staff(window, name)
            sections.add(office.section)
        assert sections == set(Section)


@PLAYER_WARNS
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("screen", STAFF_SCREENS[:2], ids=str)
def test_a_card_shows_what_a_decision_rests_on_without_scrolling(
    qapp: object, screen: Screen, language: Language
) -> None:
    with drawn_staff(resources_dir(), Variant(screen, language, Look()), ReviewPages) as window:
        show_staff(window, "console-card")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        view, area, text = page.interview.card, page.interview.area, page.strings.text
        assert view is not None
        seen = place(area.viewport(), window)
        in_sight = {each.text() for each in visible(view, QLabel) if seen.contains(place(each, window))}
        shown = card(language)
        assert {text(f"review.console.{key}") for key in AT_ONCE} <= in_sight
        assert {shown.band, figure(shown.composite), *shown.flags} <= in_sight
        assert {figure(each) for each in shown.dimensions} <= in_sight
        for quote in (shown.strongest[0], shown.strongest[1], shown.weakest[0]):
            assert text("review.console.quote", words=quote.words) in in_sight


@PLAYER_WARNS
@pytest.mark.parametrize("language", Language)
def test_a_list_without_flags_shows_every_job_and_step_whole(qapp: object, language: Language) -> None:
    with drawn_staff(resources_dir(), Variant(WIDE, language, Look()), ReviewPages) as window:
        page = window.page
        assert isinstance(page, ReviewPages)
        usual = tuple(replace(each, flags=(), handed_to="") for each in rows(language))
        page.queue.show_rows(usual)
        page.show_queue()
        settle()
        table, model = page.queue.table, page.queue.model
        cut = [
            str(index.data())
            for at in range(model.rowCount())
            for name in ("job", "state", "interview")
            if table.sizeHintForIndex(index := model.index(at, COLUMNS.index(name))).width()
            > table.columnWidth(index.column())
        ]
        assert cut == []


def lines_in_sight(words: QTextEdit, height: int) -> int:
    """How many whole lines, from the first, end above `height`."""
    ends, block = list[float](), words.document().begin()
    while block.isValid():
        layout = block.layout()
        top = words.document().documentLayout().blockBoundingRect(block).top()
        ends += [top + layout.lineAt(at).rect().bottom() for at in range(layout.lineCount())]
        block = block.next()
    return sum(end <= height for end in ends)


@PLAYER_WARNS
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("screen", [NOTEBOOK, WIDE], ids=str)
def test_what_was_said_can_be_read_beside_the_card(qapp: object, screen: Screen, language: Language) -> None:
    """Until a film is opened its picture takes no room."""
    with drawn_staff(resources_dir(), Variant(screen, language, Look()), ReviewPages) as window:
        show_staff(window, "console-card")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        player = page.interview.player
        around = player.parentWidget()
        assert around is not None
        words = player.transcript
        seen = place(words.viewport(), window).intersected(place(around, window))
        assert lines_in_sight(words, seen.height()) >= 8
        assert not player.view.isVisible()
        before = seen.height()
        player.film.shown.emit(
            QImage(8, 6, QImage.Format.Format_RGB32)
        )  # one that came too late: it was closed
        assert not player.view.isVisible()
        assert words.viewport().height() == before


@PLAYER_WARNS
@pytest.mark.parametrize("screen", STAFF_SCREENS, ids=str)
def test_the_fields_of_the_player_can_be_touched(qapp: object, screen: Screen) -> None:
    with drawn_staff(resources_dir(), Variant(screen, Language.ZH, Look()), ReviewPages) as window:
        show_staff(window, "console-card")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        player = page.interview.player
        fields = (*visible(player, QComboBox), *visible(player, QLineEdit))
        assert len(fields) >= 4
        assert min(each.height() for each in fields) >= screen.px(TOUCH_MM)


@PLAYER_WARNS
def test_the_check_finds_what_is_wrong_in_a_window_of_the_staff(qapp: object) -> None:
    with drawn_staff(resources_dir(), USUAL, ReviewPages) as window:
        show_staff(window, "console-queue")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        assert findings(window, USUAL.screen) == []
        page.queue.table.setColumnWidth(0, 40)
        assert any(each.startswith("20") for each in cut_texts(window))
        show_staff(window, "console-card")
        settle()
        assert page.interview.acts is not None
        assert page.interview.card is not None
        page.interview.card.setMinimumWidth(4000)
        for each in page.interview.acts.buttons.values():
            each.setFixedWidth(30)
        settle()
        told = findings(window, USUAL.screen)
        assert any(each.startswith("too small to touch") for each in told)
        assert any(each.startswith("text is cut") for each in told)
        assert any(each.startswith("scrolls sideways") for each in told)


@PLAYER_WARNS
def test_what_is_read_at_a_desk_may_be_long_and_a_page_may_not(qapp: object) -> None:
    with drawn_staff(resources_dir(), USUAL, ReviewPages) as window:
        show_staff(window, "console-agreement-many")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        area = page.agreement.area
        assert isinstance(area, LongScroll)
        assert area.verticalScrollBar().maximum() > 0
        assert findings(window, USUAL.screen) == []
