"""Every screen, size, language and type size: nothing cut or covered, big enough to touch."""

import subprocess
import sys
import typing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QScrollArea,
    QScrollBar,
    QScroller,
    QScrollerProperties,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap.voice import show_narration
from app.domain.language import Language
from app.ui import views
from app.ui.candidate.page import Page
from app.ui.narrator import Narration
from app.ui.theme import Look
from app.ui.views import QuestionPhase
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.window import KioskWindow
from tests.qt.samples import FINISHED_OFFERED, PREPARING, RECORDING, VIEWS
from tests.qt.screens import SCREENS, SHOWN, Screen, Variant, drawn, settle, show, variants
from tests.qt.sheet import SCALES
from tests.qt.sheet_check import cut_texts, findings, orphans, overlapping, place, visible

OpenWindow = Callable[..., KioskWindow]
# A conversation above a text box: the newest line is in sight; the page of rules beside chats.
MAY_SCROLL = {"question-role-play-two", "chats-start", "chats-open", "chats-over"}


def test_every_page_and_every_view_has_a_sample_to_be_checked_by(window: KioskWindow) -> None:
    assert {type(view) for view in VIEWS.values()} == set(typing.get_args(views.View))
    shown = set()
    for name in SHOWN:
        show(window, name)
        shown.add(window.current_page)
    assert shown == set(window.pages)


@pytest.mark.parametrize("variant", variants(), ids=str)
def test_nothing_is_cut_or_covered_or_too_small_to_touch(
    qapp: object, resources: Path, variant: Variant
) -> None:
    with drawn(resources, variant, is_painted=False) as window:
        for name in SHOWN:
            show(window, name)
            settle()
            assert findings(window, variant.screen) == [], name


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("screen", [Screen(1280, 800, 10.1), SCREENS[0]], ids=str)
def test_normal_type_on_a_usual_screen_needs_no_scrolling(
    open_window: OpenWindow, language: Language, screen: Screen
) -> None:
    window = open_window(language, screen.width_px, screen.height_px)
    for name, view in VIEWS.items():
        window.show_page(view)
        settle()
        scrolled = [each for each in visible(window, FittedScroll) if each.verticalScrollBar().maximum() > 0]
        bars = [bar for bar in visible(window, QScrollBar) if bar.isVisible()]
        assert name in MAY_SCROLL or not (scrolled or bars), name


def test_a_page_that_opens_for_the_first_time_is_laid_out_at_once(qapp: object, resources: Path) -> None:
    untried = dict(VIEWS)
    while untried:  # each page of a window can open for the first time only once
        with drawn(resources, variants()[0]) as window:
            window.show_page(VIEWS["welcome"])
            settle()
            opened: set[Page] = set()
            for name, view in list(untried.items()):
                page = window._drawn_by[type(view)][0]
                if page in opened:
                    continue
                opened.add(page)
                del untried[name]
                window.show_page(view)
                settle()
                assert cut_texts(window) == [], name
                assert overlapping(window) == [], name


@pytest.mark.timeout(300)  # every screen in a program of its own: a busy machine takes two minutes
@pytest.mark.parametrize("scale", SCALES[1:])
def test_nothing_is_cut_where_the_system_scales_everything(resources: Path, scale: float) -> None:
    asked = [sys.executable, "-m", "tests.qt.sheet", "--check", "--scale", str(scale)]
    done = subprocess.run(asked, cwd=resources.parent, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_the_check_finds_what_is_wrong(window: KioskWindow) -> None:
    screen = Screen(1280, 800, 13.3)
    page = window.welcome
    window.show_page(VIEWS["welcome"])
    settle()
    assert findings(window, screen) == []

    def found(what: str) -> bool:
        settle()
        return any(line.startswith(what) for line in findings(window, screen))

    title = next(each for each in visible(page, QLabel) if each.property("look") == "hero")
    title.setMaximumHeight(title.height() // 2)
    assert found("text is cut")
    title.setMaximumHeight(1000)
    settle()
    assert findings(window, screen) == []
    page.start_button.setFixedHeight(40)
    assert found("too small to touch")
    page.start_button.setFixedHeight(900)
    assert found("out of sight")
    assert found("the page scrolls")


def test_the_check_finds_what_lies_on_something_else(window: KioskWindow) -> None:
    window.show_page(VIEWS["experience"])
    settle()
    above = QLabel("above", window.current_page)
    above.setGeometry(window.current_page.rect().adjusted(300, 300, -300, -300))
    above.show()
    assert overlapping(window)


def test_the_check_finds_a_heading_that_ends_with_one_character(window: KioskWindow) -> None:
    window.show_page(VIEWS["welcome"])
    title = next(each for each in visible(window, QLabel) if each.property("look") == "hero")
    title.setFixedWidth(title.fontMetrics().horizontalAdvance("问" * 5) + 2)
    for text, ends_alone in (("问" * 6, True), ("问" * 7, False), ("问" * 5 + "？", True)):
        title.setText(text)
        settle()
        assert (text in orphans(window)) is ends_alone


def test_the_look_changes_on_the_open_page_and_leaves_no_trace(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(RECORDING)
    settle()
    before = {each: place(each, window) for each in visible(window, QWidget)}
    for button in (window.header.large_button, window.header.dark_button):
        button.click()
        settle()
    assert window.look.large_type
    assert {each: place(each, window) for each in before} != before
    assert cut_texts(window) == []
    for button in (window.header.large_button, window.header.dark_button):
        button.click()
        settle()
    assert {each: place(each, window) for each in before} == before


def test_the_next_person_finds_the_kiosks_own_look(window: KioskWindow) -> None:
    usual = window.look
    window.show_page(RECORDING)
    window.header.large_button.click()
    window.header.dark_button.click()
    assert window.look != usual
    window.show_page(VIEWS["welcome"])
    assert window.look == usual
    assert not window.header.large_button.isChecked()


def test_without_motion_nothing_glides_or_blinks(window: KioskWindow) -> None:
    fastest = QScrollerProperties.ScrollMetric.MaximumVelocity

    def velocities() -> set[float]:
        areas = window.findChildren(QScrollArea)
        return {
            QScroller.scroller(each.viewport()).scrollerProperties().scrollMetric(fastest) for each in areas
        }

    assert min(velocities()) > 0
    window.header.display_button.click()
    window.header.still_button.click()
    assert window.look == Look(motion=False)
    assert velocities() == {0.0}
    assert QApplication.cursorFlashTime() == 0
    window.header.still_button.click()
    assert min(velocities()) > 0
    assert QApplication.cursorFlashTime() > 0


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_nothing_moves_under_a_finger_when_the_page_asks_whether_that_was_all(
    open_window: OpenWindow, screen: Screen
) -> None:
    window = open_window(Language.EN, screen.width_px, screen.height_px)
    window.show_page(RECORDING)
    settle()
    before = {each: place(each, window) for each in visible(window.question, QWidget)}
    window.show_page(FINISHED_OFFERED)
    settle()
    assert window.question.finished_offer.text
    assert {each: place(each, window) for each in before} == before


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_the_question_stays_where_it_is_from_preparing_to_the_end_of_the_answer(
    open_window: OpenWindow, screen: Screen
) -> None:
    window = open_window(Language.ZH, screen.width_px, screen.height_px)
    show_narration(window, Narration(is_available=True))
    places = []
    for phase in (each for each in QuestionPhase if each is not QuestionPhase.TYPING):
        window.show_page(replace(PREPARING, phase=phase))
        settle()
        setting = next(each for each in visible(window.question.prompt, QLabel) if each.text())
        places.append(place(setting, window))
    assert places == places[:1] * len(places)
