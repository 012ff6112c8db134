"""A third of what is rated blind two people rate: the second sees no score and no rating until theirs is in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.agreement.gate import By
from app.agreement.measures import Estimate
from app.cli_blind import Withheld
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.desk import ReviewDesk
from app.review.gold import SETS
from app.review.papers import Papers
from app.review.store_desk import StoreDesk
from app.review.values import Decision, ScoreTarget, Stand
from app.store.connection import transaction
from app.store.journal import Journal
from app.store.review import DRAWN
from app.store.review_blind import SECOND_WITHIN_S
from app.store.rows import TableRow
from app.store.training import LASTS_S
from app.store.writing import KIOSK, append_audit, insert
from tests.unit.review.interviews import NOW_S, READER, make_desk, ratings_of, store_interview
from tests.unit.review.team import OTHER, THIRD, Team, both_trained, drawn
from tests.unit.review.trained import train, training_at, whole_round


@pytest.fixture
def team(journal: Journal, model: CompetencyModel) -> Team:
    return Team(journal, model)


def test_the_second_rater_sees_nothing_until_theirs_is_in(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    assert team.row(OTHER, interview_id).wants_second is False  # nobody knows before the first rating
    assert team.desk(OTHER).reading(interview_id, Language.EN).wants_second is False
    team.rate(READER, interview_id, 6.5)
    first = team.desk(READER)
    first.override(interview_id, ScoreTarget("composite"), 2.0, "planted change")
    first.note(interview_id, "planted note")
    first.decide(interview_id, Decision.DECLINE, "planted reason", 20.0)
    row = team.row(OTHER, interview_id)
    assert (row.is_blind, row.wants_second) == (True, True)
    assert (row.composite, row.error, row.decision, row.stand, row.flags) == (
        None,
        None,
        None,
        Stand.OPEN,
        (),
    )
    second = team.desk(OTHER)
    reading = second.reading(interview_id, Language.EN)
    assert (reading.is_blind, reading.wants_second, reading.counts) == (True, True, True)
    assert all(line.spans == () for line in reading.answers)
    assert "planted" not in str(reading)
    team.rate(OTHER, interview_id, 5.0)
    row = team.row(OTHER, interview_id)
    assert (row.is_blind, row.wants_second) == (False, False)
    assert row.composite is not None
    assert team.sees_scores(OTHER, interview_id)
    assert team.journal.verify().problems == ()


CLOSED: list[Callable[[StoreDesk, str], object]] = [
    lambda desk, name: desk.card(name, Language.EN),
    lambda desk, name: desk.source(name, Language.EN),
    lambda desk, name: desk.report(name, Language.EN, for_candidate=True),
    lambda desk, name: Papers(desk).long(name, Language.EN),
    lambda desk, name: desk.compare([name, "other"], Language.EN),
    lambda desk, name: desk.decide(name, Decision.INVITE, "a reason", 1.0),
    lambda desk, name: desk.override(name, ScoreTarget("composite"), 5.0, "a reason"),
]


@pytest.mark.parametrize("closed", CLOSED)
def test_nothing_opens_for_the_second_rater_before(
    team: Team, closed: Callable[[StoreDesk, str], object]
) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    store_interview(team.journal, team.model, "other")
    team.rate(READER, interview_id, 6.5)
    before = team.journal.reviews.acts(interview_id)
    with pytest.raises(KioskError, match="review_blind"):
        closed(team.desk(OTHER), interview_id)
    assert team.journal.reviews.acts(interview_id) == before


def test_everybody_else_goes_on_once_the_first_rating_is_in(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    team.rate(READER, interview_id, 6.5)
    assert team.sees_scores(READER, interview_id)
    assert team.sees_scores(THIRD, interview_id)  # not trained: their rating would not count
    assert team.row(THIRD, interview_id).wants_second is False
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(READER, interview_id, 7.0)
    team.desk(READER).decide(interview_id, Decision.INVITE, "clear and kind", 20.0)
    train(team.desk(THIRD))
    team.at += 60
    assert team.sees_scores(THIRD, interview_id)  # trained now, but had seen the scores before
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(THIRD, interview_id, 7.0)
    team.rate(OTHER, interview_id, 5.0)
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(OTHER, interview_id, 5.5)


def test_any_of_those_who_can_gives_the_second_rating_and_then_it_is_open_for_all(team: Team) -> None:
    train(team.desk(THIRD))
    both_trained(team)
    interview_id = drawn(team, twice=True)
    assert not any(team.sees_scores(who, interview_id) for who in (READER, OTHER, THIRD))
    team.rate(READER, interview_id, 6.5)
    assert [team.row(who, interview_id).wants_second for who in (READER, OTHER, THIRD)] == [False, True, True]
    team.rate(THIRD, interview_id, 5.0)
    assert all(team.sees_scores(who, interview_id) for who in (READER, OTHER, THIRD))
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(OTHER, interview_id, 5.0)


def test_nobody_waits_longer_than_the_term(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    team.rate(READER, interview_id, 6.5)
    team.at += SECOND_WITHIN_S - 1
    assert not team.sees_scores(OTHER, interview_id)
    assert team.row(OTHER, interview_id).wants_second
    team.at += 1
    assert team.sees_scores(OTHER, interview_id)
    assert not team.row(OTHER, interview_id).wants_second
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(OTHER, interview_id, 5.0)


def pass_again(desk: ReviewDesk) -> None:
    """With the other set, where one round is done."""
    name = SETS[len(desk.reviews.trainings.of(desk.reader())) % len(SETS)]
    assert whole_round(training_at(desk), name=name).passed


def one_only(team: Team) -> str:
    both_trained(team)
    return drawn(team, twice=False)


def first_untrained(team: Team) -> str:
    train(team.desk(OTHER))
    team.at += 60
    return drawn(team, twice=True)


def first_too_long_ago(team: Team) -> str:
    train(team.desk(READER))
    team.at += LASTS_S + 1
    train(team.desk(OTHER))
    team.at += 60
    return drawn(team, twice=True)


def second_untrained(team: Team) -> str:
    train(team.desk(READER))
    team.at += 60
    return drawn(team, twice=True)


def second_too_long_ago(team: Team) -> str:
    train(team.desk(OTHER))
    team.at += LASTS_S + 1
    train(team.desk(READER))
    return drawn(team, twice=True)


@pytest.mark.parametrize(
    "begin", [one_only, first_untrained, first_too_long_ago, second_untrained, second_too_long_ago]
)
def test_no_second_rating_is_wanted_where_it_would_say_nothing(
    team: Team, begin: Callable[[Team], str]
) -> None:
    interview_id = begin(team)
    team.rate(READER, interview_id, 6.5)
    assert not team.row(OTHER, interview_id).wants_second
    assert team.sees_scores(OTHER, interview_id)
    with pytest.raises(KioskError, match="review_rated_already"):
        team.rate(OTHER, interview_id, 5.0)
    team.at += 60
    pass_again(team.desk(READER))  # now they would count; the rating that was given does not
    assert not team.row(OTHER, interview_id).wants_second


def test_two_people_are_compared_and_the_first_one_with_the_program(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    team.rate(READER, interview_id, 6.5)
    alone = team.desk(READER).agreement(By.SUB_DIMENSION)
    team.rate(OTHER, interview_id, 5.0)
    desk = team.desk(READER)
    assert desk.agreement(By.SUB_DIMENSION) == alone  # one answer is one pair, whoever else rated it
    group = desk.agreement_groups(Language.EN)[0]
    for line in group.lines:
        assert line.people is not None
        assert line.people.pairs == line.agreement.pairs
    bias = {line.people.bias.value for line in group.lines if line.people and line.people.pairs > 2}  # type: ignore[union-attr]
    assert bias == {-1.5}


def test_only_administrators_are_told_how_each_person_rates(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    team.rate(READER, interview_id, 6.5)
    team.rate(OTHER, interview_id, 5.0)
    assert all(group.raters == () for group in team.desk(READER).agreement_groups(Language.EN))
    *groups, last = team.desk(THIRD).agreement_groups(Language.EN)
    assert all(group.raters == () for group in groups)
    first, second = last.raters
    assert (first.name, second.name) == (READER.name, OTHER.name)
    assert first.answers == second.answers == first.shared > 3
    assert (first.beside_others, second.beside_others) == (
        Estimate(1.5, 1.5, 1.5),
        Estimate(-1.5, -1.5, -1.5),
    )


def test_the_terminal_leaves_out_what_somebody_may_not_see_yet(team: Team) -> None:
    both_trained(team)
    interview_id = drawn(team, twice=True)
    team.rate(READER, interview_id, 6.5)

    def left_out() -> set[str]:
        return {each.interview_id for each in team.journal.reviews.queue(now=team.at) if each.is_blind}

    assert interview_id in left_out()
    assert interview_id in Withheld(frozenset(left_out()))
    rows = {each.interview_id: each for each in team.journal.reviews.queue(now=team.at)}
    assert rows[interview_id].composite is None
    team.rate(OTHER, interview_id, 5.0)
    assert interview_id not in left_out()


@pytest.mark.parametrize("change", ["is_twice = 1 - is_twice", "site = 'elsewhere'"])
def test_a_draw_that_was_changed_by_hand_is_found(team: Team, change: str) -> None:
    drawn(team, twice=True)
    assert team.journal.verify().problems == ()
    team.journal._db.conn.execute(f"UPDATE review_draws SET {change}")
    team.journal._db.conn.commit()
    assert {each.code for each in team.journal.verify().problems} == {"review_draw_changed"}


def test_a_draw_of_an_older_version_is_rated_once_and_found_as_it_was(team: Team) -> None:
    both_trained(team)
    store_interview(team.journal, team.model, "i-1")
    with transaction(team.journal._db) as db:
        about = {"interview_id": "i-1", "number": 1}
        insert(db, TableRow("review_draws", about | {"is_blind": 1, "at": NOW_S}))
        append_audit(db, KIOSK, DRAWN, about | {"blind": True}, NOW_S)  # all it said then
    assert team.journal.verify().problems == ()
    team.rate(READER, "i-1", 6.5)
    assert team.sees_scores(OTHER, "i-1")
    assert list(team.desk(READER).agreement(By.SITE)) == [
        "here"
    ]  # where nothing was written down: where it is now


def test_the_site_of_a_rating_is_where_the_kiosk_stood_when_it_was_drawn(
    journal: Journal, model: CompetencyModel
) -> None:
    before = make_desk(journal, model)
    train(before)
    store_interview(journal, model, "i-1")
    before.rate("i-1", ratings_of(before, "i-1"), 60.0)
    after: ReviewDesk = replace(before, site="there")
    store_interview(journal, model, "i-2")
    after.rate("i-2", ratings_of(after, "i-2"), 60.0)
    pairs: dict[str, Any] = {name: each.pairs for name, each in after.agreement(By.SITE).items()}
    assert pairs.keys() == {"here", "there"}
    assert pairs["here"] == pairs["there"]
