"""Laws that hold for every sequence of events a candidate, a device or a crash can cause."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.events import (
    AnswerAccepted,
    EngineLost,
    Event,
    LanguageChosen,
    Left,
    Paused,
    QuestionSkipped,
    TakeDiscarded,
    TakenUp,
    TranscriptCorrected,
)
from app.domain.language import Language
from app.errors import BugError
from app.flow.interview import Interview, Phase, Step, advance, fold, recover
from tests.unit.flow.plans import OPENING, answer_to, finish, next_event

CHOICES = st.lists(
    st.sampled_from(
        ["on", "on", "on", "on", "follow_up", "skip", "pause", "lost", "retake", "alarm", "crash", "language",
         "correct", "leave"]
    ),
    max_size=60,
)  # fmt: skip


def possible(now: Interview, choice: str) -> tuple[Event, ...]:  # noqa: C901 - one case per choice
    """The events that `choice` means here; none when it means nothing."""
    in_question = now.step is Step.QUESTION
    match choice:
        case "follow_up" if in_question and now.phase is Phase.READING and now.turn == 1 and not now.paused:
            if now.question.follow_ups:
                return (AnswerAccepted(answer_to(now), follow_up="a"),)
        case "skip" if in_question and now.phase is not Phase.NEXT and not now.paused:
            return (QuestionSkipped(now.question.id, now.turn),)
        case "pause" if in_question and now.phase in {Phase.PREPARING, Phase.TAKING} and not now.paused:
            return (Paused(5.0),)
        case "lost":
            return (EngineLost("engine_gone"),)
        case "retake" if in_question and now.phase is Phase.READING and not now.paused:
            if now.retakes < now.question.retakes_allowed:
                return (TakeDiscarded("retake"),)
        case "alarm" if in_question and now.phase is Phase.TAKING and not now.paused:
            return (TakeDiscarded("device_alarm"),)
        case "crash":
            return (*((TakenUp(),) if in_question else ()), *recover(now))
        case "language":
            return (LanguageChosen(Language.EN),)
        case "correct" if in_question and now.answers and not now.paused:
            return (TranscriptCorrected(now.answers[0].question_id, now.answers[0].turn, "better words"),)
        case "leave" if not now.is_over:
            return (Left("left"),)
        case "on":
            event = next_event(now)
            return (event,) if event is not None else ()
    return ()


def walk(choices: list[str]) -> tuple[list[Interview], list[Event]]:
    states, events = [Interview()], list[Event]()
    for choice in choices:
        for event in possible(states[-1], choice):
            states.append(advance(states[-1], event))
            events.append(event)
    return states, events


@given(CHOICES)
def test_no_accepted_answer_is_lost(choices: list[str]) -> None:
    states, events = walk(choices)
    for before, after in pairwise(states):
        kept = [(a.question_id, a.turn, a.take) for a in after.answers[: len(before.answers)]]
        assert kept == [(a.question_id, a.turn, a.take) for a in before.answers]
    accepted = sum(isinstance(event, AnswerAccepted) for event in events)
    assert len(states[-1].answers) == accepted


@given(CHOICES)
def test_no_question_is_asked_twice_and_none_is_left_out(choices: list[str]) -> None:
    now = walk(choices)[0][-1]
    assert len(set(now.shown)) == len(now.shown)
    end, _ = finish(now)
    assert len(set(end.shown)) == len(end.shown)
    if end.step is Step.FINISHED:
        assert end.plan is not None
        assert {question_id for question_id, _ in end.shown} == {q.id for q in end.plan.questions}
        ended = {(a.question_id, a.turn) for a in end.answers} | set(end.skipped)
        assert set(end.shown) == ended


@given(CHOICES)
def test_every_state_can_end(choices: list[str]) -> None:
    end, _ = finish(walk(choices)[0][-1])
    assert end.is_over


@given(CHOICES)
def test_resume_is_the_fold_of_the_events(choices: list[str]) -> None:
    states, events = walk(choices)
    assert fold(events) == states[-1]


@given(CHOICES, st.sampled_from(OPENING))
def test_an_impossible_event_changes_nothing(choices: list[str], event: Event) -> None:
    now = walk(choices)[0][-1]
    try:
        after = advance(now, event)
    except BugError:
        return
    assert after.step is not now.step
