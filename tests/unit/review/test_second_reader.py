"""No decline and nothing doubtful rests on one person; who reads second does not know what the first one said."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.competency import CompetencyModel, PassLine
from app.domain.language import Language
from app.errors import KioskError
from app.review.compare import apart_line, comparison_of
from app.review.desk import ReviewDesk
from app.review.outcome import is_doubtful, outcome_of
from app.review.papers import Papers
from app.review.values import Decision, ScoreLine, ScoreTarget, Stand
from app.staff.book import Account, Role
from app.store.journal import Journal
from tests.unit.review.interviews import READER, make_desk, ratings_of, store_interview

ONE = "i-1"
OTHER = Account("reader-2", Role.RECRUITER, "hashed")
THIRD = Account("reader-3", Role.SITE_ADMIN, "hashed")
RATED = "as the anchor says"  # the reason of each rating of `ratings_of`
INVITE, DECLINE, AGAIN = Decision.INVITE, Decision.DECLINE, Decision.SECOND_LOOK


@dataclass(frozen=True)
class Spoke:
    actor: str
    decision: Decision
    to: str = ""

    @property
    def body(self) -> dict[str, Any]:
        return {"decision": self.decision.value, "to": self.to}


@pytest.mark.parametrize(
    ("said", "doubtful", "stand", "decision"),
    [
        ([], False, Stand.OPEN, None),
        ([("a", INVITE)], False, Stand.FINAL, INVITE),
        ([("a", INVITE)], True, Stand.SECOND, None),
        ([("a", DECLINE)], False, Stand.SECOND, None),
        ([("a", DECLINE), ("a", DECLINE)], False, Stand.SECOND, None),  # one person twice is one person
        ([("a", DECLINE), ("b", DECLINE)], False, Stand.FINAL, DECLINE),
        ([("a", DECLINE), ("b", INVITE)], False, Stand.APART, None),
        ([("a", DECLINE), ("b", INVITE), ("c", DECLINE)], False, Stand.FINAL, DECLINE),
        ([("a", DECLINE), ("b", INVITE), ("a", INVITE)], False, Stand.FINAL, INVITE),
        ([("a", DECLINE), ("a", AGAIN)], False, Stand.OPEN, None),
        ([("a", INVITE), ("b", INVITE), ("b", DECLINE)], True, Stand.APART, None),
        ([("a", INVITE), ("b", INVITE), ("c", DECLINE), ("d", DECLINE)], True, Stand.APART, None),
    ],
)
def test_what_holds(
    said: list[tuple[str, Decision]], doubtful: bool, stand: Stand, decision: Decision | None
) -> None:
    found = outcome_of([Spoke(*each) for each in said], is_doubtful=doubtful)
    assert (found.stand, found.decision) == (stand, decision)


@given(
    st.lists(st.builds(Spoke, st.sampled_from("abc"), st.sampled_from(list(Decision))), max_size=8),
    st.booleans(),
)
def test_a_decline_never_rests_on_one_person(said: list[Spoke], doubtful: bool) -> None:
    found = outcome_of(said, is_doubtful=doubtful)
    if found.decision is DECLINE or (doubtful and found.decision is not None):
        for_it = {each.actor for each in said if each.decision is found.decision}
        assert len(for_it) >= 2
    assert (found.stand is Stand.FINAL) == (found.decision is not None)


def test_the_line_of_a_job_says_what_is_doubtful() -> None:
    line = PassLine(6.0, (5.1, 6.9), 4.0)
    cases = [(5.0, 4.5), (5.1, 4.5), (6.9, 4.5), (7.0, 4.5), (7.0, 3.9), (7.0, None), (None, None)]
    assert [is_doubtful(*case, line) for case in cases] == [False, True, True, False, True, False, True]


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    store_interview(journal, model, ONE)
    made = make_desk(journal, model)
    made.rate(ONE, ratings_of(made, ONE), 61.0)
    return made


def by(desk: ReviewDesk, account: Account) -> ReviewDesk:
    return replace(desk, who=lambda: account)


def test_the_second_reader_sees_nothing_of_the_first_until_they_spoke(desk: ReviewDesk) -> None:
    second = by(desk, OTHER)
    target = desk.card(ONE, Language.EN).dimensions[0].target
    desk.note(ONE, "planted note")
    desk.override(ONE, target, 2.0, "planted change")
    desk.decide(ONE, DECLINE, "planted reason", 20.0)
    (mine,), (theirs,) = desk.queue(Language.EN), second.queue(Language.EN)
    assert (mine.decision, mine.stand, mine.is_second) == (DECLINE, Stand.SECOND, False)
    assert (theirs.decision, theirs.stand, theirs.is_second) == (None, Stand.SECOND, True)
    card = second.card(ONE, Language.EN)
    paper = Papers(second).long(ONE, Language.EN)
    compared = str(comparison_of([second.source(ONE, Language.EN)]))
    for told in (str(card), str(paper), compared):
        assert "planted" not in told
        assert "decline" not in told
        assert RATED not in told  # why somebody rated low says what they decided
    assert [(each.by, each.answers) for each in paper.ratings] == [(READER.name, ())]
    assert RATED in str(Papers(desk).long(ONE, Language.EN))
    assert card.is_second
    assert card.dimensions[0].changed_to is None
    assert "planted reason" in str(desk.card(ONE, Language.EN))
    second.decide(ONE, DECLINE, "heard it, too", 30.0)
    assert "planted reason" in str(second.card(ONE, Language.EN))
    assert RATED in str(Papers(second).long(ONE, Language.EN))
    for each in (desk, second, by(desk, THIRD)):
        (row,) = each.queue(Language.EN)
        assert (row.decision, row.stand, row.waits_min) == (DECLINE, Stand.FINAL, None)


def test_an_interview_is_handed_to_a_colleague_by_name(desk: ReviewDesk) -> None:
    staffed = replace(desk, colleagues=lambda: (READER.name, OTHER.name))
    for nobody in ("", READER.name, "stranger"):
        with pytest.raises(KioskError, match="review_colleague_missing"):
            staffed.decide(ONE, Decision.HAND_OVER, "you know the job", 9.0, to=nobody)
    staffed.decide(ONE, Decision.HAND_OVER, "you know the job", 9.0, to=OTHER.name)
    (row,) = by(desk, OTHER).queue(Language.EN)
    assert row.handed_to == OTHER.name
    assert desk.card(ONE, Language.EN).history[-1].what == f"hand_over {OTHER.name}"
    by(desk, OTHER).decide(ONE, AGAIN, "has to think", 9.0)
    assert desk.queue(Language.EN)[0].handed_to == ""


def test_notes_and_who_has_left_are_acts_and_can_be_said_before_the_rating(
    journal: Journal, model: CompetencyModel
) -> None:
    store_interview(journal, model, ONE)
    desk = make_desk(journal, model)
    assert desk.queue(Language.EN)[0].is_here
    desk.note(ONE, "planted note")
    desk.gone(ONE)
    (row,) = desk.queue(Language.EN)
    assert (row.is_here, row.is_blind, row.flags) == (False, True, ())
    entries, _ = journal.audit()
    assert [entry.action for entry in entries].count("review_act") == 2
    assert "planted note" not in "".join(entry.body for entry in entries)
    assert journal.verify().problems == ()


def test_only_who_may_review_sees_anything(desk: ReviewDesk) -> None:
    stranger = by(desk, replace(OTHER, role="cleaner"))  # type: ignore[arg-type]
    for look in (
        lambda: stranger.queue(Language.EN),
        stranger.opened,
        lambda: stranger.card(ONE, Language.EN),
        lambda: stranger.note(ONE, "a note"),
        lambda: stranger.compare([ONE, "i-2"], Language.EN),
    ):
        with pytest.raises(KioskError, match="staff_role_missing"):
            look()


def test_candidates_are_compared_on_the_same_questions(desk: ReviewDesk) -> None:
    store_interview(desk.journal, desk.model, "i-2")
    for wrong in ([ONE], [ONE, ONE], [ONE] * 5):
        with pytest.raises(KioskError, match="review_compare_count"):
            desk.compare(wrong, Language.EN)
    with pytest.raises(KioskError, match="review_blind"):
        desk.compare([ONE, "i-2"], Language.EN)
    desk.reviews.draw(now=1_790_000_100.0)
    desk.rate("i-2", ratings_of(desk, "i-2"), 61.0)
    found = desk.compare([ONE, "i-2"], Language.EN)
    assert [card.interview_id for card in found.cards] == [ONE, "i-2"]
    assert found.rows
    for row in found.rows:
        assert len(row.cells) == 2
        assert row.cells[0].score == row.cells[1].score
    texts = {(line.question_id, line.turn): line.text for line in desk.reading(ONE, Language.ZH).answers}
    quotes = [quote for row in found.rows for quote in row.cells[0].quotes]
    assert quotes
    assert all(quote.words in texts[quote.question_id, quote.turn] for quote in quotes)
    assert [pair.is_apart for pair in found.pairs] == [False]  # the same words: nobody is better
    assert desk.journal.told("review_compared") == [{"interview_ids": [ONE, "i-2"]}]


def test_of_a_job_that_the_content_does_not_know_any_more_there_is_a_sentence_not_a_failure(
    desk: ReviewDesk,
) -> None:
    store_interview(desk.journal, desk.model, "i-2")
    desk.rate("i-2", ratings_of(desk, "i-2"), 61.0)
    jobs = tuple(replace(each, id=f"new_{each.id}") for each in desk.model.profiles)
    newer = replace(desk, model=replace(desk.model, profiles=jobs))
    assert newer.reading(ONE, Language.EN).answers
    assert len(newer.queue(Language.EN)) == 2
    for look in (
        lambda: newer.card(ONE, Language.EN),
        lambda: newer.compare([ONE, "i-2"], Language.EN),
        lambda: Papers(newer).long(ONE, Language.EN),  # type: ignore[arg-type]
    ):
        with pytest.raises(KioskError, match="hub_other_content"):
            look()


def test_two_candidates_are_apart_beyond_the_error_of_their_difference() -> None:
    def line(value: float | None, error: float | None) -> ScoreLine:
        return ScoreLine(ScoreTarget("composite"), "", None, value, error, "")

    def apart(one: ScoreLine, other: ScoreLine) -> bool:
        return apart_line((0, one), (1, other)).is_apart

    found = apart_line((0, line(7.0, 0.6)), (1, line(6.0, 0.8)))
    assert (found.apart, found.error) == pytest.approx((1.0, 1.0))
    assert not apart(line(7.0, 0.6), line(6.0, 0.8))
    assert apart(line(7.01, 0.6), line(6.0, 0.8))
    assert apart(line(6.0, 0.6), line(7.01, 0.8))
    assert not apart(line(None, None), line(6.0, 0.8))
    for first, second in itertools.permutations((line(6.5, 0.66), line(7.4, 0.66))):
        assert not apart(first, second)  # .9 with a standard error of .66 each (science.md A.5)
