"""One contract for both desks: a kiosk's store, and the hub it sends to. The same interviews, the same answers."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.ports import Desk
from app.review.values import Card, Decision, QueueRow, ScoreTarget, Stand
from tests.hub.console.places import HubPlace, Place, StorePlace, ratings_at

EN = Language.EN
ONE, TWO = "i-1", "i-2"
COMPOSITE = ScoreTarget("composite")
WHY = "said what they would do"


def row(desk: Desk, interview_id: str = ONE) -> QueueRow:
    return next(each for each in desk.queue(EN) if each.interview_id == interview_id)


def code_of(do: Callable[[], object]) -> str:
    with pytest.raises(KioskError) as refusal:
        do()
    return refusal.value.code


def test_while_it_waits_for_a_blind_rating_nothing_gives_a_score(place: Place) -> None:
    desk = place.desk(0)
    waiting = row(desk)
    assert (waiting.is_blind, waiting.composite, waiting.error, waiting.flags) == (True, None, None, ())
    reading = desk.reading(ONE, EN)
    assert reading.is_blind
    assert not any(line.spans for line in reading.answers)
    assert all(track.voice is None and track.face is None for track in reading.tracks)
    refused: tuple[Callable[[], object], ...] = (
        lambda: desk.card(ONE, EN),
        lambda: desk.source(ONE, EN),
        lambda: desk.report(ONE, EN, for_candidate=True),
        lambda: desk.compare((ONE, TWO), EN),
        lambda: desk.decide(ONE, Decision.DECLINE, WHY, 1.0),
        lambda: desk.override(ONE, COMPOSITE, 9.0, WHY),
    )
    assert {code_of(each) for each in refused} == {"review_blind"}


def test_a_rating_is_whole_and_given_once_and_opens_the_scores(place: Place) -> None:
    desk = place.desk(0)
    ratings = ratings_at(desk, ONE)
    assert len(ratings) > 3
    for bad in (ratings[1:], [replace(ratings[0], reason="  "), *ratings[1:]]):
        assert code_of(lambda given=bad: desk.rate(ONE, given, 60.0)) == "review_incomplete"  # type: ignore[misc]
    odd = replace(ratings[0], values=tuple((sub, 6.4) for sub, _ in ratings[0].values))
    with pytest.raises(BugError):
        desk.rate(ONE, [odd, *ratings[1:]], 60.0)
    desk.rate(ONE, ratings, 60.0)
    assert code_of(lambda: desk.rate(ONE, ratings, 60.0)) == "review_rated_already"
    opened = row(desk)
    assert not opened.is_blind
    assert opened.composite is not None
    reading, card = desk.reading(ONE, EN), desk.card(ONE, EN)
    assert not reading.is_blind
    assert any(line.spans for line in reading.answers)
    assert card.composite.value == pytest.approx(opened.composite, abs=1e-6)
    assert row(desk, TWO).is_blind


def test_a_decision_needs_a_reason_and_a_second_person_who_has_not_seen_the_first(place: Place) -> None:
    first, second = place.desk(0), place.desk(1)
    first.rate(ONE, ratings_at(first, ONE), 60.0)
    assert code_of(lambda: first.decide(ONE, Decision.DECLINE, " ", 1.0)) == "review_reason_missing"
    assert code_of(lambda: first.note(ONE, "")) == "review_reason_missing"
    first.decide(ONE, Decision.DECLINE, WHY, 31.0)
    mine, theirs = row(first), row(second)
    assert (mine.stand, mine.decision, mine.is_second) == (Stand.SECOND, Decision.DECLINE, False)
    assert (theirs.stand, theirs.decision, theirs.is_second) == (Stand.SECOND, None, True)
    blind = second.card(ONE, EN)
    assert blind.is_second
    assert WHY not in [each.reason for each in blind.history]
    second.decide(ONE, Decision.DECLINE, "the same", 20.0)
    for desk in (first, second):
        card = desk.card(ONE, EN)
        assert (row(desk).stand, row(desk).decision, card.stand) == (
            Stand.FINAL,
            Decision.DECLINE,
            Stand.FINAL,
        )
        assert [each.reason for each in card.history if each.what == "decline"] == [WHY, "the same"]


def test_an_interview_is_handed_to_a_colleague_and_to_nobody_else(place: Place) -> None:
    first, second = place.desk(0), place.desk(1)
    first.rate(ONE, ratings_at(first, ONE), 60.0)
    first.reading(ONE, EN)
    (colleague,) = [each for each in first.colleagues() if each != first.reader()]
    for to in ("", "nobody", first.reader()):
        assert (
            code_of(lambda to=to: first.decide(ONE, Decision.HAND_OVER, WHY, 1.0, to=to))  # type: ignore[misc]
            == "review_colleague_missing"
        )
    first.decide(ONE, Decision.HAND_OVER, WHY, 1.0, to=colleague)
    assert row(first).handed_to == colleague
    assert row(second).handed_to == second.reader()


def test_a_changed_score_a_note_and_a_candidate_who_left_are_kept(place: Place) -> None:
    desk = place.desk(0)
    desk.rate(ONE, ratings_at(desk, ONE), 60.0)
    with pytest.raises(BugError):
        desk.override(ONE, COMPOSITE, 11.0, WHY)
    desk.override(ONE, COMPOSITE, 8.5, "the role play says more")
    desk.note(ONE, "asks for the late shift")
    desk.gone(ONE)
    card = desk.card(ONE, EN)
    assert card.composite.changed_to == 8.5
    told = [(each.what, each.reason) for each in card.history][1:]
    assert told == [
        ("composite 8.5", "the role play says more"),
        ("note", "asks for the late shift"),
        ("gone", ""),
    ]
    assert not row(desk).is_here


def test_candidates_are_compared_where_they_may_be(place: Place) -> None:
    desk = place.desk(0)
    for each in (ONE, TWO):
        desk.rate(each, ratings_at(desk, each), 60.0)
    for bad in ((ONE,), (ONE, ONE)):
        assert code_of(lambda ids=bad: desk.compare(ids, EN)) == "review_compare_count"  # type: ignore[misc]
    comparison = desk.compare((ONE, TWO), EN)
    assert [card.interview_id for card in comparison.cards] == [ONE, TWO]
    assert not comparison.pairs[0].is_apart  # they said the same
    assert comparison.rows


def test_who_is_signed_out_sees_and_says_nothing(place: Place) -> None:
    desk = place.desk(0)
    ratings = ratings_at(desk, ONE)
    place.sign_out(0)
    calls: tuple[Callable[[], object], ...] = (
        desk.opened,
        desk.reader,
        lambda: desk.queue(EN),
        lambda: desk.reading(ONE, EN),
        lambda: desk.card(ONE, EN),
        lambda: desk.rate(ONE, ratings, 1.0),
        lambda: desk.note(ONE, "a note"),
        lambda: desk.gone(ONE),
        lambda: desk.agreement_groups(EN),
        lambda: desk.recording(ONE, ("JD-Q04", 1)),
    )
    assert {code_of(each) for each in calls} == {"staff_signed_out"}


def plain(shown: Card) -> Card:
    """A card without when and by whom: accounts of kiosk and hub have different names."""
    history = tuple(replace(each, by="", at=0.0) for each in shown.history)
    return replace(shown, history=history)


def same_row(shown: QueueRow) -> QueueRow:
    """A row without what hangs on the hour: the store's clock stands still, the hub's is the real one."""
    assert (shown.waits_min is None) == (shown.stand is Stand.FINAL)
    return replace(
        shown, changed_at=0.0, started_at=0.0, waits_min=None, is_here=False, is_new=False, handed_to=""
    )


def test_both_show_the_same_row_reading_and_card_at_every_step(
    store_place: StorePlace, hub_place: HubPlace
) -> None:
    desks = [(each.desk(0), each.desk(1)) for each in (store_place, hub_place)]
    steps: tuple[Callable[[Desk, Desk], None], ...] = (
        lambda first, _: first.rate(ONE, ratings_at(first, ONE), 60.0),
        lambda first, _: first.override(ONE, ScoreTarget("sub_dimension", "ps_need"), 8.0, "said more"),
        lambda first, _: first.decide(ONE, Decision.INVITE, WHY, 30.0),
        lambda _, second: second.decide(ONE, Decision.DECLINE, "no empathy", 30.0),
        lambda first, _: first.decide(ONE, Decision.SECOND_LOOK, "read again", 30.0),
        lambda first, _: first.decide(ONE, Decision.DECLINE, "read again", 30.0),
    )
    for number, step in enumerate((lambda _first, _second: None, *steps)):
        for first, second in desks:
            step(first, second)
        for reader in (0, 1):
            stored, sent = desks[0][reader], desks[1][reader]
            for language in Language:
                row_here, row_there = row(stored), row(sent)
                assert same_row(row_here) == same_row(row_there), number
                reading_here, reading_there = stored.reading(ONE, language), sent.reading(ONE, language)
                assert reading_here == reading_there, number
                if not reading_here.is_blind:
                    assert plain(stored.card(ONE, language)) == plain(sent.card(ONE, language)), number
                    assert stored.keeping(ONE) == sent.keeping(ONE)
    assert row(desks[1][0]).stand is Stand.FINAL
