"""A recruiter's PC at a real hub, over a real socket: sign in, list, rate blind, read, decide, sign out."""

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import text

from app.bootstrap.review_frame import idle_timer
from app.domain.language import Language
from app.review.values import Decision
from ehr.access import Role
from ehr.database import system
from tests.hub.console.pc import Hire, Sit, actions, stored
from tests.hub.console.people import PASSWORD
from tests.hub.world import World
from tests.qt.sheet_check import cut_texts

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire", "No audio device", "No RHI", "propagateSizeHints", extend=True
)
WHY = "said what they would do"


def test_two_people_review_at_their_own_pcs(
    sit: Sit, hire: Hire, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "app")
    first, second = sit(), sit()
    one, two = hire(Role.HR), hire(Role.HR)
    assert "Interview hub" in first.words()
    first.sign_in(one)
    assert first.pages.queue.model.rowCount() == 2
    assert first.pages.queue.training_button.isVisible()
    first.open("i-1")
    assert first.pages.interview.card is None
    assert "You have not passed the calibration training" in first.words()
    first.fill_rating()
    first.save_rating()
    first.qtbot.waitUntil(lambda: first.pages.interview.card is not None, timeout=10_000)
    first.decide(Decision.DECLINE, WHY)
    first.qtbot.waitUntil(lambda: first.pages.is_at_queue, timeout=10_000)
    second.sign_in(two)
    second.open("i-1")
    assert second.pages.interview.card is not None
    assert WHY not in second.words()
    second.decide(Decision.DECLINE, "the same words")
    second.qtbot.waitUntil(lambda: second.pages.is_at_queue, timeout=10_000)
    assert [second.pages.queue.model.row_at(at).decision for at in range(2)].count(Decision.DECLINE) == 1
    second.pages.out_button.click()
    assert second.is_shut
    assert "i-1" not in second.words()
    second.qtbot.waitUntil(lambda: second.line.calls[-1].path.endswith("/sign-out"))
    assert {"review.listed", "interview.read_blind", "interview.viewed", "review.said"} <= set(actions(world))
    assert PASSWORD not in caplog.text
    assert one.name not in caplog.text
    assert WHY not in caplog.text


def test_whoever_fails_trains_again_over_a_cut_line_and_their_rating_counts(
    sit: Sit, hire: Hire, world: World
) -> None:
    desk = sit()
    desk.sign_in(hire(Role.RECRUITER))
    page = desk.pages.training
    desk.press(desk.pages.queue.training_button)
    assert desk.pages.strings.text("review.training.stand_none") in page.words
    assert not any("Blind ratings in this store" in each for each in page.words)  # the hub does not tell
    desk.train(apart=2.0)
    assert desk.pages.strings.text("review.training.failed") in page.words
    desk.line.loses = lambda call: call.path.endswith("/trainings") and call.method == "POST"
    desk.train(name="b", is_ended=False)
    desk.qtbot.waitUntil(lambda: "cannot be reached" in desk.pages.banner.text, timeout=10_000)
    desk.line.loses = lambda _call: False
    desk.press(page.next_button)
    assert desk.pages.strings.text("review.training.passed") in page.words
    assert [each.path for each in desk.line.calls if each.method == "POST"].count(
        "/api/v1/review/trainings"
    ) == 3
    page.back_button.click()
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_queue, timeout=10_000)
    desk.open("i-1")
    assert "You have not passed the calibration training" not in desk.words()
    desk.fill_rating()
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: desk.pages.interview.card is not None, timeout=10_000)
    with world.database.work(system("test")) as session:
        assert session.scalars(text("select trained from review_acts")).all() == [True]
        assert session.scalars(text("select passed from review_trainings order by at")).all() == [False, True]


def test_a_cut_line_loses_nothing_that_was_typed_and_stores_it_once(
    sit: Sit, hire: Hire, world: World
) -> None:
    desk = sit()
    desk.sign_in(hire(Role.HR))
    desk.open("i-1")
    desk.fill_rating()
    desk.line.is_cut = lambda call: call.method == "POST"
    desk.save_rating()
    rating = desk.pages.interview.rating
    assert rating is not None
    assert not rating.isEnabled()  # nobody sends it a second time meanwhile
    desk.qtbot.waitUntil(rating.isEnabled, timeout=10_000)
    assert "cannot be reached" in desk.pages.banner.text
    assert rating.answers[-1].reason.text() == "as the anchor says"
    assert all(choice.currentIndex() == 8 for each in rating.answers for choice in each.choices.values())
    desk.line.is_cut, desk.line.loses = lambda _call: False, lambda call: call.method == "POST"
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: stored(world, "rating") == 1 and rating.isEnabled(), timeout=10_000)
    desk.line.loses = lambda _call: False
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: desk.pages.interview.card is not None, timeout=10_000)
    assert stored(world, "rating") == 1
    assert desk.pages.banner.text == ""
    desk.line.is_cut = lambda call: call.method == "POST"
    desk.decide(Decision.INVITE, WHY)
    acts = desk.pages.interview.acts
    assert acts is not None
    desk.qtbot.waitUntil(acts.isEnabled, timeout=10_000)
    assert acts.reason.text() == WHY
    desk.line.is_cut = lambda _call: False
    acts.save_button.click()
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_queue, timeout=10_000)
    assert stored(world, "decision") == 1


def test_the_hub_ends_a_session_and_whoever_typed_goes_on_where_they_were(
    sit: Sit, hire: Hire, world: World
) -> None:
    desk, person = sit(), hire(Role.RECRUITER)
    desk.sign_in(person)
    desk.open("i-1")
    desk.fill_rating()
    with world.database.work(system("test")) as session:
        session.execute(text("update sessions set ended_at = now()"))
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: desk.is_shut, timeout=10_000)
    rating = desk.pages.interview.rating
    assert rating is not None
    assert not rating.isVisible()
    assert f"Sign in again as {person.name}" in desk.words() or "Nobody is signed in here" in desk.words()
    page = desk.pages.sign_in
    page.password.setText(PASSWORD)
    page.enter_button.click()
    desk.qtbot.waitUntil(rating.isVisible, timeout=10_000)
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: desk.pages.interview.card is not None, timeout=10_000)
    assert stored(world, "rating") == 1


def test_somebody_else_finds_nothing_of_who_was_there_before(sit: Sit, hire: Hire, world: World) -> None:
    desk, other = sit(), hire(Role.RECRUITER, site=1)
    desk.sign_in(hire(Role.RECRUITER))
    desk.open("i-1")
    with world.database.work(system("test")) as session:
        session.execute(text("update sessions set ended_at = now()"))
    desk.pages.interview.back_button.click()
    desk.qtbot.waitUntil(lambda: desk.is_shut, timeout=10_000)
    desk.sign_in(other)
    assert desk.pages.queue.model.rowCount() == 0  # of another site
    assert desk.pages.interview.interview_id == ""
    assert "i-1" not in desk.words()


def test_who_comes_second_with_a_blind_rating_is_told_and_keeps_their_words(sit: Sit, hire: Hire) -> None:
    first, second = sit(), sit()
    for desk in (first, second):
        desk.sign_in(hire(Role.RECRUITER))
        desk.open("i-1")
        desk.fill_rating()
    first.save_rating()
    first.qtbot.waitUntil(lambda: first.pages.interview.card is not None, timeout=10_000)
    second.save_rating()
    second.qtbot.waitUntil(lambda: "no blind rating any more" in second.pages.banner.text, timeout=10_000)
    rating = second.pages.interview.rating
    assert rating is not None
    assert rating.isEnabled()
    assert rating.answers[0].reason.text() == "as the anchor says"


def test_signing_in_says_what_is_wrong_and_keeps_no_secret(sit: Sit, hire: Hire) -> None:
    desk, person = sit(), hire(Role.HR)
    page = desk.pages.sign_in
    page.name.setText(person.name)
    page.password.setText("not the password")
    page.enter_button.click()
    assert page.password.text() == ""
    desk.qtbot.waitUntil(lambda: page.banner.text == "Name or password is not right.", timeout=10_000)
    page.password.setText(PASSWORD)
    page.enter_button.click()
    desk.qtbot.waitUntil(page.code.isVisible, timeout=10_000)
    page.code.setText("000000")
    page.enter_button.click()
    assert page.code.text() == ""
    desk.qtbot.waitUntil(lambda: page.banner.text.startswith("The code is not right"), timeout=10_000)
    desk.line.is_cut = lambda _call: True
    page.code.setText("111111")
    page.enter_button.click()
    desk.qtbot.waitUntil(lambda: "cannot be reached" in page.banner.text, timeout=10_000)
    desk.line.is_cut = lambda _call: False
    page.code.setText(person.codes[0])
    page.enter_button.click()
    desk.qtbot.waitUntil(lambda: desk.pages.is_at_queue, timeout=10_000)


def test_an_idle_desk_signs_out_and_shows_nothing(sit: Sit, hire: Hire) -> None:
    desk = sit()
    desk.sign_in(hire(Role.RECRUITER))
    desk.open("i-1")
    idle = idle_timer(desk.review, desk.review.room.time_out)
    idle.timeout.emit()
    assert desk.is_shut
    assert "Your session has ended" in desk.words()
    assert desk.pages.queue.model.rowCount() == 0
    desk.qtbot.waitUntil(lambda: desk.line.calls[-1].path.endswith("/sign-out"), timeout=10_000)
    idle.stop()


def test_nothing_of_a_candidate_reaches_the_disk_of_the_pc(
    sit: Sit, hire: Hire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    desk = sit()
    desk.sign_in(hire(Role.HR))
    desk.open("i-1")
    desk.fill_rating()
    desk.save_rating()
    desk.qtbot.waitUntil(lambda: desk.pages.interview.card is not None, timeout=10_000)
    desk.pages.out_button.click()
    assert [each for each in home.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize("language", list(Language))
def test_the_sign_in_page_speaks_both_languages_and_cuts_no_word(sit: Sit, language: Language) -> None:
    desk = sit(language)
    page: QWidget = desk.pages.sign_in
    assert cut_texts(page) == []
    assert desk.pages.sign_in.name.accessibleName() == {"en": "Name", "zh": "登录名"}[language.value]
