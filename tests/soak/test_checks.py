"""The checks of the fault tests find what they are there to find."""

from dataclasses import replace
from typing import Any

from app.domain.events import AnswerAccepted, Event, QuestionShown, TakeStarted
from app.flow.interview import Interview, advance, fold
from tests.soak import checks, day
from tests.soak.checks import Kept
from tests.soak.told import Told, fingerprint
from tests.unit.flow.plans import OPENING
from tests.unit.store.samples import ONE, answered, opening

EVENTS: tuple[Event, ...] = (*opening(ONE), *answered(ONE, 1))


def kept(*events: Event) -> Kept:
    return Kept(fold(events), events, "running", 0.0)


def told(now: Interview, **changes: Any) -> Told:
    """What the screen says of `now`."""
    line = Told(
        1.0,
        "QuestionView",
        now.interview_id,
        now.question.id,
        now.turn,
        now.take,
        now.phase.value,
        answers=len(now.answers),
        new=tuple(fingerprint(each) for each in now.answers),
    )
    return replace(line, **changes)


def test_an_answer_that_was_told_and_is_gone_is_found() -> None:
    whole = kept(*EVENTS)
    line = told(whole.interview)
    assert checks.lost([line], {ONE: whole}) == []
    assert checks.lost([line], {ONE: kept(*opening(ONE))})
    assert checks.lost([line], {})
    other = replace(line, new=(("JD-Q01", 1, 1, "another"),))
    assert checks.lost([other], {ONE: whole}) == ["answer ('JD-Q01', 1, 1) is gone"]


def test_a_question_that_is_asked_twice_is_found() -> None:
    assert checks.repeated(kept(*EVENTS)) == []
    (accepted,) = (event for event in EVENTS if isinstance(event, AnswerAccepted))
    place = (accepted.answer.question_id, accepted.answer.turn)
    again = (*EVENTS, QuestionShown(*place), TakeStarted(*place, 2, typed=True))
    faults = checks.repeated(Kept(fold(EVENTS), again, "running", 0.0))
    assert any("was shown" in fault for fault in faults)
    assert any("asked again" in fault for fault in faults)


def test_the_screen_may_not_go_back() -> None:
    line = told(kept(*EVENTS).interview)
    assert checks.turned_back([line]) == []
    assert checks.turned_back([line, replace(line, answers=0)])


def test_where_it_goes_on_is_compared() -> None:
    now = fold(OPENING)
    while now.phase.value == "next":
        now = advance(now, QuestionShown(now.question.id, now.turn))
    want = checks.expected(now)
    assert want is not None
    page = told(now, page="InterruptedView")
    fine = told(now, left_s=want.left_s)
    assert checks.resumed([page, fine], want) == (True, [])
    assert checks.resumed([], want) == (False, [])
    for wrong in (replace(fine, left_s=want.left_s + 5), replace(fine, question="another")):
        assert checks.resumed([page, wrong], want)[1]
    assert checks.resumed([replace(page, page="WelcomeView")], want)[1]
    assert checks.resumed([page], None)[1]


def test_growth_and_leaks_of_a_day_are_found() -> None:
    steady = [{"rss_mb": 200.0, **dict.fromkeys(day.COUNTED, 7)} for _ in range(30)]
    assert day.growth_percent(steady) == 0.0
    assert day.leaks(steady) == []
    growing = [{**line, "rss_mb": 200.0 + number, "threads": number} for number, line in enumerate(steady)]
    assert (day.growth_percent(growing) or 0) > 5
    assert day.leaks(growing) == ["threads: 14 became 25"]
    assert day.growth_percent(steady[:5]) is None
