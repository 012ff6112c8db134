"""The language changes in the middle of a blind rating: what was given stays, and stays nobody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.store.journal import Journal
from app.ui.recruiter.rating_view import RatingView
from tests.qt.recruiter_console import Begin, Recruiter, consoles
from tests.unit.review.interviews import store_interview

pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture
def begin(qtbot: QtBot, model: CompetencyModel) -> Iterator[Begin]:
    yield from consoles(qtbot, model)


@pytest.fixture
def recruiter(begin: Begin, tmp_path: Path, model: CompetencyModel) -> Recruiter:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    store_interview(journal, model, "i-1")
    opened = begin(journal, Language.ZH)
    opened.list_all()
    opened.open()
    return opened


def rating_of(recruiter: Recruiter) -> RatingView:
    rating = recruiter.pages.interview.rating
    assert rating is not None
    return rating


def rate_first(recruiter: Recruiter) -> tuple[object, ...]:
    """Rate the first answer, begin the second; what was given."""
    rating = rating_of(recruiter)
    for choice in rating.answers[0].choices.values():
        choice.setCurrentIndex(6)
    rating.answers[0].reason.setText("as anchor seven says")
    rating.next_button.click()
    next(iter(rating.answers[1].choices.values())).setCurrentIndex(1)
    return given(rating)


def given(rating: RatingView) -> tuple[object, ...]:
    return (rating.place, *(each.rating for each in rating.answers))


def test_another_language_asks_anew_and_loses_nothing(recruiter: Recruiter, qtbot: QtBot) -> None:
    before, named = rate_first(recruiter), rating_of(recruiter)._title.text()
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.review.window.header.language_buttons[Language.EN].click()
    assert given(rating_of(recruiter)) == before
    assert rating_of(recruiter)._title.text() != named
    assert rating_of(recruiter).answers[0].is_whole


def test_a_half_done_rating_waits_for_who_began_it_until_they_sign_out(
    recruiter: Recruiter, qtbot: QtBot
) -> None:
    before = rate_first(recruiter)
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.pages.interview.back_button.click()
    recruiter.open()
    assert given(rating_of(recruiter)) == before
    recruiter.review.end()
    recruiter.list_all()
    recruiter.open()
    assert given(rating_of(recruiter)) != before
