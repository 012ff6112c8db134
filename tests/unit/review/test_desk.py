"""Blind first, reasons always, nobody unasked: what a reviewer's desk gives and takes."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.agreement.gate import By, Judged, Standing
from app.agreement.measures import agreement_of
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.card import Source, card_of
from app.review.desk import ReviewDesk
from app.review.values import Decision, ScoreTarget
from app.store.journal import Journal
from app.store.review_blind import BLIND_SHARE, FIRST_BLIND, TWICE_SHARE, is_blind, is_twice
from app.sync.report_words import Names
from tests.unit.review.interviews import READER, interview_events, make_desk, ratings_of, store_interview
from tests.unit.review.trained import train

ONE = "i-1"
COMPOSITE = ScoreTarget("composite")


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    store_interview(journal, model, ONE)
    return make_desk(journal, model)


def rated(desk: ReviewDesk, value: float | None = 6.5) -> ReviewDesk:
    desk.rate(ONE, ratings_of(desk, ONE, value), 61.0)
    return desk


def test_an_interview_that_cannot_be_read_stands_in_the_list_and_hides_nobody(
    desk: ReviewDesk, model: CompetencyModel
) -> None:
    begun = interview_events(model, "i-2")[:3]
    desk.journal.append("i-2", [*begun, begun[-1]], now=2.0)
    rows = {row.interview_id: row for row in desk.queue(Language.EN)}
    assert rows.keys() == {ONE, "i-2"}
    assert rows["i-2"].step == ""


def test_while_an_interview_waits_for_a_blind_rating_nothing_gives_its_scores(desk: ReviewDesk) -> None:
    composite = desk.journal.interview(ONE).composite
    assert composite is not None
    for before_the_draw in (True, False):  # also somebody who opens it without having seen the list
        with pytest.raises(KioskError, match="review_blind"):
            desk.card(ONE, Language.EN)
        for decision in Decision:
            with pytest.raises(KioskError, match="review_blind"):
                desk.decide(ONE, decision, "a reason", 3.0)
        with pytest.raises(KioskError, match="review_blind"):
            desk.override(ONE, COMPOSITE, 9.0, "a reason")
        reading = desk.reading(ONE, Language.EN)
        assert reading.is_blind
        assert all(line.spans == () for line in reading.answers)
        if before_the_draw:
            (row,) = desk.queue(Language.EN)
            assert (row.is_blind, row.composite, row.error) == (True, None, None)
    assert desk.agreement(By.SUB_DIMENSION) == {}


def test_after_the_rating_everything_is_open_and_agreement_is_known(desk: ReviewDesk) -> None:
    train(desk)
    rated(desk)
    (row,) = desk.queue(Language.EN)
    card = desk.card(ONE, Language.EN)
    assert not row.is_blind
    assert row.composite == card.composite.value == desk.journal.interview(ONE).composite
    assert any(line.spans for line in desk.reading(ONE, Language.EN).answers)
    found = desk.agreement(By.QUESTION)
    assert found
    assert all(name.startswith("JD-Q") for name in found)
    assert list(desk.agreement(By.SITE)) == ["here"]
    with pytest.raises(KioskError, match="review_rated_already"):
        rated(desk)


def test_what_is_rated_is_what_the_question_asks_not_what_the_program_found(
    desk: ReviewDesk, model: CompetencyModel
) -> None:
    asked = {each.id: set(each.scores) for each in model.profile("jd_cs_agent").questions}
    for line in desk.reading(ONE, Language.ZH).answers:
        assert {each.sub_dimension for each in line.to_rate} == asked[line.question_id]
        assert all([anchor.level for anchor in each.anchors] == [1, 3, 5, 7, 10] for each in line.to_rate)


def test_a_rating_is_whole_with_a_reason_for_each_answer(desk: ReviewDesk) -> None:
    whole = ratings_of(desk, ONE)
    without_reason = [*whole[:-1], replace(whole[-1], reason="  ")]
    part = [*whole[:-1], replace(whole[-1], values=whole[-1].values[:-1])]
    for ratings in (whole[:-1], without_reason, part, []):
        with pytest.raises(KioskError, match="review_incomplete"):
            desk.rate(ONE, ratings, 5.0)
    for value in (0.5, 10.5, 6.25):
        with pytest.raises(BugError):
            desk.rate(ONE, ratings_of(desk, ONE, value), 5.0)
    assert desk.reviews.waits_for_rating(ONE, READER.name, now=desk.clock_s())


def test_not_observed_is_an_answer_and_no_pair(desk: ReviewDesk) -> None:
    rated(desk, value=None)
    assert desk.agreement(By.SUB_DIMENSION) == {}
    assert desk.card(ONE, Language.EN).composite.value is not None


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_has_a_reason_a_person_and_how_long_it_took(desk: ReviewDesk, decision: Decision) -> None:
    rated(desk)
    with pytest.raises(KioskError, match="review_reason_missing"):
        desk.decide(ONE, decision, " . ", 3.0)
    desk.decide(ONE, decision, "clear and kind on the phone", 41.26)
    act = desk.reviews.acts(ONE)[-1]
    assert act.actor == "reader-1"
    assert act.body == {"decision": decision, "reason": "clear and kind on the phone", "looked_s": 41.3}
    (row,) = desk.queue(Language.EN)
    assert row.decision is decision
    assert desk.journal.interview(ONE).state == "assessed"  # a decision changes nothing but itself


def test_nothing_is_decided_by_itself(desk: ReviewDesk) -> None:
    rated(desk, value=1.0)
    (row,) = desk.queue(Language.EN)
    assert row.decision is None
    assert [act.kind for act in desk.reviews.acts(ONE)] == ["rating"]


def test_a_changed_score_stands_beside_the_programs(desk: ReviewDesk) -> None:
    rated(desk)
    before = desk.card(ONE, Language.EN)
    target = before.dimensions[0].target
    desk.override(ONE, target, 8.0, "the second call shows more")
    desk.override(ONE, target, 8.5, "heard again")
    after = desk.card(ONE, Language.EN)
    assert after.dimensions[0] == replace(before.dimensions[0], changed_to=8.5)
    assert [said.reason for said in after.history[1:]] == ["the second call shows more", "heard again"]
    with pytest.raises(KioskError, match="review_reason_missing"):
        desk.override(ONE, target, 3.0, "")


SHOWN: list[Callable[[ReviewDesk], object]] = [
    lambda desk: desk.queue(Language.EN),
    lambda desk: desk.reading(ONE, Language.EN),
    lambda desk: desk.card(ONE, Language.EN),
    lambda desk: desk.agreement(By.SUB_DIMENSION),
    lambda desk: desk.report(ONE, Language.EN, for_candidate=True),
    lambda desk: desk.rate(ONE, [], 1.0),
    lambda desk: desk.override(ONE, COMPOSITE, 5.0, "reason"),
    lambda desk: desk.decide(ONE, Decision.INVITE, "reason", 1.0),
]


@pytest.mark.parametrize("call", SHOWN)
def test_who_is_not_signed_in_sees_and_does_nothing(
    desk: ReviewDesk, call: Callable[[ReviewDesk], object]
) -> None:
    rated(desk)
    nobody = replace(desk, who=lambda: None)
    before = desk.journal.audit()
    with pytest.raises(KioskError, match="staff_signed_out"):
        call(nobody)
    assert desk.journal.audit() == before


def test_every_look_and_act_is_in_the_chain_and_free_words_are_not(desk: ReviewDesk) -> None:
    desk.queue(Language.EN)
    desk.reading(ONE, Language.EN)
    rated(desk)
    desk.card(ONE, Language.EN)
    desk.decide(ONE, Decision.SECOND_LOOK, "planted words", 2.0)
    entries, _ = desk.journal.audit()
    actions = [entry.action for entry in entries if entry.action.startswith("review")]
    assert actions == [
        "review_seeded",
        "review_drawn",
        "review_viewed",
        "review_act",
        "review_viewed",
        "review_act",
    ]
    assert "planted words" not in "".join(entry.body for entry in entries)
    assert desk.journal.verify().problems == ()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (
            "UPDATE review_acts SET body = replace(body, 'decline', 'invite') WHERE kind = 'decision'",
            "review_changed",
        ),
        ("UPDATE review_acts SET actor = 'another' WHERE kind = 'decision'", "review_changed"),
        ("DELETE FROM review_acts WHERE kind = 'decision'", "review_missing"),
        ("UPDATE review_draws SET is_blind = 0, is_twice = 0", "review_draw_changed"),
    ],
)
def test_what_is_changed_behind_the_programs_back_is_found(desk: ReviewDesk, sql: str, code: str) -> None:
    rated(desk)
    desk.decide(ONE, Decision.DECLINE, "three red flags", 2.0)
    desk.journal._db.conn.execute(sql)
    desk.journal._db.conn.commit()
    assert code in {problem.code for problem in desk.journal.verify().problems}


def test_what_was_said_goes_with_the_interview(desk: ReviewDesk) -> None:
    rated(desk)
    desk.journal.delete(ONE, now=1_790_000_100.0)
    assert desk.queue(Language.EN) == ()
    assert desk.journal.verify().problems == ()
    store_interview(desk.journal, desk.model, "i-2")
    desk.queue(Language.EN)
    ((number,),) = desk.journal._db.conn.execute("SELECT number FROM review_draws")
    assert number == 2  # a deletion gives nobody another turn


def test_all_of_the_first_are_blind_then_one_in_five_whoever_draws() -> None:
    seed = "5eed"
    assert all(is_blind(seed, number, f"i-{number}") for number in range(1, FIRST_BLIND + 1))
    later = [is_blind(seed, FIRST_BLIND + 1, f"i-{number}") for number in range(5000)]
    assert sum(later) / len(later) == pytest.approx(BLIND_SHARE, abs=0.02)
    assert later == [is_blind(seed, 9999, f"i-{number}") for number in range(5000)]
    assert later != [is_blind("other", 9999, f"i-{number}") for number in range(5000)]
    twice = [is_twice(seed, f"i-{number}") for number in range(5000)]
    assert sum(twice) / len(twice) == pytest.approx(TWICE_SHARE, abs=0.02)
    both = sum(one and other for one, other in zip(later, twice, strict=True)) / sum(later)
    assert both == pytest.approx(TWICE_SHARE, abs=0.05)  # another lot: it is not the same interviews again


def test_a_card_shows_quotes_that_stand_in_the_answers_and_what_is_missing(desk: ReviewDesk) -> None:
    rated(desk)
    card = desk.card(ONE, Language.ZH)
    texts = {(line.question_id, line.turn): line.text for line in desk.reading(ONE, Language.ZH).answers}
    assert 0 < len(card.strongest) <= 3
    for quote in (*card.strongest, *card.weakest):
        assert quote.words in texts[quote.question_id, quote.turn]
    assert all(quote.points > 0 for quote in card.strongest)
    assert all(quote.points < 0 for quote in card.weakest)
    assert card.gaps
    for line in (*card.dimensions, *card.sub_dimensions):
        assert (line.value is None) == bool(line.why_not)


def test_a_score_that_people_would_not_have_given_is_not_on_the_card(desk: ReviewDesk) -> None:
    rated(desk)
    profile = desk.journal.profile_json(ONE)
    assert profile is not None
    names = desk._names(Language.EN)
    assert isinstance(names, Names)
    shown = next(sub for sub in desk.card(ONE, Language.EN).sub_dimensions if sub.value is not None)
    name = shown.target.name
    below = Judged(name, agreement_of([]), 0.6, Standing.BELOW)
    card = card_of(Source(profile, names, {name: below}, ()))
    hidden = next(sub for sub in card.sub_dimensions if sub.target.name == name)
    assert (hidden.value, hidden.error) == (None, None)
    assert "hidden" in hidden.why_not
    kept = [each for each in json.loads(profile)["answers"] for each in each["evidence"]]
    only_here = {each["rule"] for each in kept if each["sub_dimension"] == name}
    assert only_here  # the quotes exist, and none of them is shown for it
    quotes = {quote.rule for quote in (*card.strongest, *card.weakest)}
    others = {names.rule(each["rule"]) for each in kept if each["sub_dimension"] != name}
    assert quotes <= others
