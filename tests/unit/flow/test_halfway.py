"""One break in the middle, with the clock stopped; skipping it costs nothing."""

from dataclasses import replace

import pytest

from app.domain.events import Paused, QuestionShown, Resumed
from app.domain.interview import Plan
from app.flow.halfway import BREAK_S, allowed_s, is_break, middle, offered_after
from app.flow.interview import Interview, Phase, advance, fold, recover
from app.flow.timing import IDLE_WARNING_S
from tests.unit.flow.plans import OPENING, PLAN, next_event, question

LONG = replace(PLAN, questions=tuple(question(number) for number in range(1, 8)))


def at_the_middle(plan: Plan) -> tuple[Interview, QuestionShown]:
    """The moment at which the middle question came to the screen."""
    consent = replace(OPENING[1], plan=plan)  # type: ignore[type-var]
    now = fold((OPENING[0], consent, OPENING[2]))
    while now.index < len(plan.questions) // 2 or now.phase is Phase.NEXT:
        event = next_event(now)
        assert event is not None
        now = advance(now, event)
    assert isinstance(event, QuestionShown)
    return now, event


def test_the_middle_of_a_long_plan_offers_a_break_once() -> None:
    now, shown = at_the_middle(LONG)
    assert (middle(LONG), now.index) == (3, 3)
    pause = offered_after(shown, now)
    assert pause == Paused(0.0)
    resting = advance(now, pause)
    assert is_break(resting)
    assert offered_after(shown, resting) is None, "once"
    after = advance(resting, Resumed())
    assert not is_break(after)
    assert offered_after(Resumed(), after) is None, "never again"
    assert after == now, "the clock of the question has not begun"


def test_no_other_question_and_no_short_plan_offers_one() -> None:
    now, shown = at_the_middle(PLAN)
    assert middle(PLAN) is None
    assert offered_after(shown, now) is None
    other, shown = at_the_middle(LONG)
    assert offered_after(shown, replace(other, index=2)) is None
    assert offered_after(shown, replace(other, turn=2)) is None


def test_an_own_pause_is_no_break() -> None:
    now, _ = at_the_middle(LONG)
    assert not is_break(advance(now, Paused(4.2)))


def test_who_rests_is_not_taken_for_gone() -> None:
    now, _ = at_the_middle(LONG)
    assert allowed_s(now) == 0
    assert allowed_s(advance(now, Paused(0.0))) + IDLE_WARNING_S == pytest.approx(BREAK_S)


def test_a_crash_in_the_break_goes_on_with_the_question() -> None:
    now, _ = at_the_middle(LONG)
    assert recover(advance(now, Paused(0.0))) == (Resumed(),)
