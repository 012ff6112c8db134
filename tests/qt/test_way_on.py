"""Rating and reading by keys: where the keyboard stands after each step, and that the way on is always in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.store.journal import Journal
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.rating_view import RatingView
from app.ui.theme import Look, Theme
from tests.qt.recruiter_console import Recruiter
from tests.qt.screens import Variant, settle
from tests.qt.sheet_check import place, visible
from tests.qt.staff_screens import STAFF_SCREENS, drawn_staff, show_staff
from tests.unit.review.interviews import store_interview

pytestmark = pytest.mark.qt_log_ignore("pipewire", "pa_context_connect", "No audio device", extend=True)


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Recruiter]:
    model = load_competency_model(content_dir())
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    store_interview(journal, model, "i-1")
    made = Recruiter(qtbot, journal, model, Language.EN)
    made.list_all()
    yield made
    made.review.stop()
    made.review.window.deleteLater()
    journal.close()


def focus_of(reader: Recruiter) -> QWidget:
    focus = reader.review.window.focusWidget()
    assert focus is not None
    return focus


def rating_of(reader: Recruiter) -> RatingView:
    rating = reader.pages.interview.rating
    assert rating is not None
    return rating


def key(reader: Recruiter, which: Qt.Key) -> None:
    QTest.keyClick(focus_of(reader), which)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("screen", STAFF_SCREENS[1:], ids=str)
def test_the_way_on_of_a_blind_rating_is_in_sight_and_says_what_it_waits_for(
    qapp: object, screen: object, language: Language, large: bool
) -> None:
    variant = Variant(screen, language, Look(Theme.LIGHT, large_type=large))  # type: ignore[arg-type]
    with drawn_staff(resources_dir(), variant, ReviewPages, is_painted=False) as window:
        show_staff(window, "console-blind")
        settle()
        page = window.page
        assert isinstance(page, ReviewPages)
        rating = page.interview.rating
        assert rating is not None
        for button in (rating.back_button, rating.next_button):
            assert button.isVisible()
            assert window.rect().contains(place(button, window))
            assert not place(button, window).intersects(place(page.interview.area, window))
        answer = rating.answers[0]
        (told,) = visible(rating.foot, QLabel)
        assert all(name in told.text() for name in answer.unchosen)
        assert page.strings.text("review.console.reason_open") in told.text()
        for choice in answer.choices.values():
            choice.setCurrentIndex(1)
        assert answer.unchosen == ()
        assert page.strings.text("review.console.reason_open") in told.text()
        answer.reason.setText("as it stands there")
        assert rating.next_button.isEnabled()
        assert not told.isVisible()


def test_each_answer_begins_at_its_first_choice_and_return_leads_on(reader: Recruiter, qtbot: QtBot) -> None:
    reader.open()
    rating = rating_of(reader)
    for number, answer in enumerate(rating.answers):
        assert answer.isVisible()
        choices = list(answer.choices.values())
        assert focus_of(reader) is choices[0]
        for choice in choices:
            assert focus_of(reader) is choice
            key(reader, Qt.Key.Key_Down)
            key(reader, Qt.Key.Key_Tab)
        assert focus_of(reader) is answer.reason
        key(reader, Qt.Key.Key_Return)  # without a reason it leads nowhere
        assert answer.isVisible()
        QTest.keyClicks(answer.reason, f"reason {number}")
        if number == len(rating.answers) - 1:
            key(reader, Qt.Key.Key_Tab)
            if rating.back_button.isEnabled():
                assert focus_of(reader) is rating.back_button
                key(reader, Qt.Key.Key_Tab)
            assert focus_of(reader) is rating.next_button
            key(reader, Qt.Key.Key_Space)
        else:
            key(reader, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reader.pages.interview.card is not None)
    assert focus_of(reader) is reader.pages.interview.area  # the arrow keys scroll the card


def test_the_foot_waits_with_the_rating_and_goes_with_it(reader: Recruiter) -> None:
    reader.open()
    rating, page = rating_of(reader), reader.pages.interview
    foot = rating.foot
    assert foot.isVisible()
    rating.setEnabled(False)
    assert not rating.next_button.isEnabled()
    rating.try_again()
    assert foot.isEnabled()
    page.clear()
    assert foot.parentWidget() is None
    assert page.rating is None


def test_a_note_that_was_stored_is_told_and_the_keyboard_goes_back_to_the_card(
    reader: Recruiter, qtbot: QtBot
) -> None:
    reader.open()
    reader.rate_all()
    page = reader.pages.interview

    def write(which: Qt.Key, words: str) -> None:
        """Open a form by its key, and send it."""
        qtbot.waitUntil(lambda: page.acts is not None and page.acts.isVisible())
        key(reader, which)
        assert page.acts is not None
        assert focus_of(reader) is page.acts.reason
        QTest.keyClicks(page.acts.reason, words)
        key(reader, Qt.Key.Key_Return)

    assert said(reader) == []  # of a rating the card says it
    write(Qt.Key.Key_6, "she can come on Thursday")
    qtbot.waitUntil(lambda: said(reader) == ["It is stored."])
    assert focus_of(reader) is page.area
    write(Qt.Key.Key_1, "good answers")
    qtbot.waitUntil(lambda: reader.pages.is_at_queue)
    assert said(reader) == ["It is stored."]
    reader.open()
    qtbot.waitUntil(lambda: said(reader) == [])


def said(reader: Recruiter) -> list[str]:
    return [each.text() for each in visible(reader.pages.banner, QLabel) if each.text()]
