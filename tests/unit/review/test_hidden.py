"""Hidden scores count nowhere: dimension and composite are made without them, by the scorer's own rules."""

import json
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.gate import Judged, Standing
from app.agreement.measures import agreement_of
from app.domain.competency import CompetencyModel, PassLine
from app.domain.events import AnswerAccepted
from app.domain.language import Language
from app.domain.score import Assessment, Band, Composite, DimensionScore, NotScored, Score, SubDimensionScore
from app.review.card import Source, card_of
from app.review.desk import ReviewDesk
from app.review.explanation import explanation_of
from app.review.hidden import (
    AGREEMENT_BELOW,
    LEAST_LEFT,
    flags_of,
    hidden_of,
    shown_of,
    without,
    without_hidden,
)
from app.review.long_report import long_report
from app.review.report_values import Keeping
from app.review.values import AnswerRating, Card
from app.scoring.aggregate import composite_of, dimension_scores, sub_weights
from app.scoring.assess import assess
from app.store.journal import Journal
from tests.unit.review.interviews import interview_events, make_desk, ratings_of, store_interview
from tests.unit.review.trained import train

JOB = "jd_cs_agent"
ONE = "i-1"
KEEPING = Keeping(None, None, None)


def below(*names: str) -> dict[str, Judged]:
    return {name: Judged(name, agreement_of([]), 0.6, Standing.BELOW) for name in names}


@pytest.fixture(scope="module")
def assessment(model: CompetencyModel) -> Assessment:
    events = interview_events(model, ONE)
    answers = [event.answer for event in events if isinstance(event, AnswerAccepted)]
    return assess(model, JOB, "cn_default", Language.ZH, answers)


def subs_of(assessment: Assessment) -> dict[str, tuple[SubDimensionScore, ...]]:
    return {each.dimension: each.sub_dimensions for each in assessment.dimensions}


def test_with_nothing_hidden_what_is_made_is_what_was_stored(
    model: CompetencyModel, assessment: Assessment
) -> None:
    shown = shown_of(model, model.profile(JOB), subs_of(assessment), ())
    assert [each.result for each in shown.dimensions] == [each.result for each in assessment.dimensions]
    assert shown.composite == assessment.composite


def scored_again(
    model: CompetencyModel, assessment: Assessment, hidden: set[str]
) -> tuple[tuple[DimensionScore, ...], Composite]:
    """As the scorer does it when no answer showed `hidden`."""
    answers = [
        replace(answer, scores=tuple(each for each in answer.scores if each.sub_dimension not in hidden))
        for answer in assessment.answers
    ]
    job = model.profile(JOB)
    dimensions = dimension_scores(model, job, answers, job.default_channel, {})
    return dimensions, composite_of(job, dimensions)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_hidden_is_as_if_it_had_not_been_observed(
    model: CompetencyModel, assessment: Assessment, data: st.DataObject
) -> None:
    names = [sub.sub_dimension for each in assessment.dimensions for sub in each.sub_dimensions]
    hidden = data.draw(st.sets(st.sampled_from(names), max_size=4))
    job = model.profile(JOB)
    shown = shown_of(model, job, subs_of(assessment), hidden)
    again, composite = scored_again(model, assessment, hidden)
    for made, expected in zip(shown.dimensions, again, strict=True):
        if made.result == NotScored(AGREEMENT_BELOW):
            weights = sub_weights(job, job.default_channel)[made.dimension]
            before = {
                each.sub_dimension: weights.get(each.sub_dimension, 0.0)
                for each in subs_of(assessment)[made.dimension]
                if isinstance(each.result, Score)
            }
            left = sum(weight for name, weight in before.items() if name not in hidden)
            assert left < LEAST_LEFT * sum(before.values())
        else:
            assert made.result == expected.result
    if all(each.result != NotScored(AGREEMENT_BELOW) for each in shown.dimensions):
        assert shown.composite == composite
    assert hidden or shown.composite == assessment.composite


def test_with_too_little_left_there_is_no_score_but_a_reason(
    model: CompetencyModel, assessment: Assessment
) -> None:
    every = {sub.sub_dimension for each in assessment.dimensions for sub in each.sub_dimensions}
    shown = shown_of(model, model.profile(JOB), subs_of(assessment), every)
    scored = [each for each in assessment.dimensions if isinstance(each.result, Score)]
    assert scored
    hidden = [each for each in shown.dimensions if each.result == NotScored(AGREEMENT_BELOW)]
    assert len(hidden) == len(scored)
    assert shown.composite == Composite(NotScored(AGREEMENT_BELOW), Band.NONE)
    assert (shown.value, shown.least_dimension) == (None, None)


@pytest.mark.parametrize(
    ("composite", "least", "expected"),
    [
        (6.0, 3.9, ("red_flag", "grey_zone", "below_floor")),
        (7.5, 4.0, ("red_flag",)),
        (None, None, ("red_flag",)),
        (5.1, 8.0, ("red_flag", "grey_zone")),
    ],
)
def test_two_flags_follow_from_what_is_shown(
    composite: float | None, least: float | None, expected: tuple[str, ...]
) -> None:
    line = PassLine(6.0, (5.1, 6.9), 4.0)
    assert flags_of(["below_floor", "red_flag"], line, composite, least) == expected


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    store_interview(journal, model, ONE)
    made = make_desk(journal, model)
    made.rate(ONE, ratings_of(made, ONE), 61.0)
    return made


def stored(desk: ReviewDesk) -> tuple[str, dict[str, Any]]:
    text = desk.journal.profile_json(ONE)
    assert text is not None
    return text, json.loads(text)


def test_a_profile_without_hidden_scores_stays_as_it_is(desk: ReviewDesk, model: CompetencyModel) -> None:
    _, profile = stored(desk)
    assert without_hidden(profile, {}, model) is profile
    unseen = next(
        sub["id"] for each in profile["dimensions"] for sub in each["sub_dimensions"] if sub["score"] is None
    )
    after = without_hidden(profile, below(unseen), model)
    for key in ("composite", "composite_without_affect", "flags"):
        assert after[key] == profile[key]
    assert [each["score"] for each in after["dimensions"]] == [
        each["score"] for each in profile["dimensions"]
    ]


def test_of_a_job_that_the_content_does_not_know_nothing_is_left_that_a_hidden_score_counted_in(
    desk: ReviewDesk, model: CompetencyModel
) -> None:
    _, profile = stored(desk)
    hit = next(each for each in profile["dimensions"] if each["score"] is not None)
    name = next(each["id"] for each in hit["sub_dimensions"] if each["score"] is not None)
    found = without(profile | {"job_profile": "of_another_content"}, {name}, model)
    scores = {each["id"]: each["score"] for each in found["dimensions"]}
    assert scores == {each["id"]: each["score"] for each in profile["dimensions"]} | {hit["id"]: None}
    assert found["composite"]["not_scored_reason"] == AGREEMENT_BELOW
    assert not {"grey_zone", "below_floor"} & set(found["flags"])


def test_card_and_papers_are_made_without_what_is_hidden(desk: ReviewDesk, model: CompetencyModel) -> None:
    text, profile = stored(desk)
    names = desk._names(Language.EN)
    first = max(
        profile["dimensions"],
        key=lambda each: sum(sub["score"] is not None for sub in each["sub_dimensions"]),
    )
    name = next(sub["id"] for sub in first["sub_dimensions"] if sub["score"] not in (None, first["score"]))
    source = Source(text, names, below(name), ())
    before, after = card_of(replace(source, judged={})), card_of(source)
    assert dimension(after, first["id"]).value != dimension(before, first["id"]).value
    assert after.composite.value != before.composite.value
    expected = shown_of(
        model, model.profile(JOB), {each["id"]: subs(each) for each in profile["dimensions"]}, {name}
    )
    assert after.composite.value == expected.value
    assert any("hidden" in gap for gap in after.gaps)
    report = long_report(source, KEEPING)
    assert report.card == after
    assert names.thing(name) in explanation_of(source, KEEPING).hidden
    hidden_answers = [
        sub for answer in report.answers for sub in answer.subs if sub.name == names.thing(name)
    ]
    assert hidden_answers
    assert all("hidden" in sub.score and not sub.points for sub in hidden_answers)
    assert desk.journal.profile_json(ONE) == text  # what is stored, and sent, is as it was


def dimension(card: Card, name: str) -> Any:
    return next(each for each in card.dimensions if each.target.name == name)


def subs(dimension: dict[str, Any]) -> list[SubDimensionScore]:
    return [
        SubDimensionScore(
            each["id"],
            NotScored("x") if each["score"] is None else Score(each["score"], each["standard_error"]),
        )
        for each in dimension["sub_dimensions"]
    ]


def at_odds(journal: Journal, model: CompetencyModel, interviews: int = 12) -> ReviewDesk:
    """Ratings that have nothing to do with the program's, until scores are hidden."""
    desk = make_desk(journal, model)
    train(desk)
    values = cycle([1.0, 9.5, 2.0, 8.0, 1.5, 10.0, 3.0])
    for number in range(interviews):
        store_interview(journal, model, f"i-{number}")
        ratings = [
            AnswerRating(
                each.question_id, each.turn, tuple((sub, next(values)) for sub, _ in each.values), each.reason
            )
            for each in ratings_of(desk, f"i-{number}")
        ]
        desk.rate(f"i-{number}", ratings, 60.0)
    return desk


def test_list_card_comparison_and_outcome_say_the_same(journal: Journal, model: CompetencyModel) -> None:
    desk = at_odds(journal, model)
    hidden = hidden_of(desk._book.judged())
    assert hidden
    (first, *_), card = desk.queue(Language.EN), desk.card("i-3", Language.EN)
    row = next(each for each in desk.queue(Language.EN) if each.interview_id == "i-3")
    stored = journal.interview("i-3").composite
    assert card.composite.value != stored
    assert (row.composite, row.error) == (card.composite.value, card.composite.error)
    assert first.composite == row.composite  # the same words: the same scores
    compared = desk.compare(["i-3", "i-4"], Language.EN).cards[0]
    assert compared.composite == card.composite
    for score in card.sub_dimensions:
        assert (score.target.name in hidden) <= (score.value is None)
    if card.composite.value is None:
        assert card.composite.why_not
    before = row.composite
    desk.override("i-3", card.composite.target, 9.0, "heard again")
    row = next(each for each in desk.queue(Language.EN) if each.interview_id == "i-3")
    assert row.composite == before
    assert desk.outcome("i-3").stand is row.stand


def test_scores_are_shown_again_when_the_ratings_against_them_are_gone(
    journal: Journal, model: CompetencyModel
) -> None:
    desk = at_odds(journal, model)
    stored = journal.interview("i-3").composite
    assert desk.queue(Language.EN)[0].composite != stored
    for number in range(4, 12):
        journal.delete(f"i-{number}", now=desk.clock_s())
    row = next(each for each in desk.queue(Language.EN) if each.interview_id == "i-3")
    assert hidden_of(desk._book.judged()) == frozenset()
    assert row.composite == desk.card("i-3", Language.EN).composite.value == stored
