"""The interview moves by its events and by nothing else."""

from dataclasses import replace

import pytest

from app.domain.events import (
    AnswerAccepted,
    EngineLost,
    Event,
    InterviewStarted,
    LanguageChosen,
    Left,
    Paused,
    QuestionShown,
    QuestionSkipped,
    Resumed,
    TakeDiscarded,
    TakenUp,
    TakeStarted,
    TakeStopped,
    TranscriptCorrected,
)
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.transcript import NotTranscribed, Segment, Transcript, TranscriptSource
from app.errors import BugError
from app.flow.interview import Interview, Phase, Step, advance, fold, recover
from app.flow.words import corrected_words
from tests.unit.flow.plans import OPENING, answer_to, finish


def at_question(number: int) -> Interview:
    """The state in which question `number` has just been shown."""
    now = fold(OPENING)
    while now.index < number - 1:
        now = take(now)
        now = advance(now, AnswerAccepted(answer_to(now)))
    return advance(now, QuestionShown(now.question.id, now.turn))


def take(now: Interview) -> Interview:
    """The current question with a stopped take."""
    if now.phase is Phase.NEXT:
        now = advance(now, QuestionShown(now.question.id, now.turn))
    now = advance(now, TakeStarted(now.question.id, now.turn, now.take + 1, typed=False))
    return advance(now, TakeStopped(12.0))


def test_a_candidate_who_goes_on_ends_with_every_question_answered() -> None:
    now, _ = finish(Interview())
    assert now.step is Step.FINISHED
    assert [(a.question_id, a.turn) for a in now.answers] == [("T-Q01", 1), ("T-Q02", 1), ("T-Q03", 1)]


def test_a_follow_up_makes_a_second_turn_of_the_same_question() -> None:
    now = take(at_question(2))
    now = advance(now, AnswerAccepted(answer_to(now), follow_up="a"))
    assert (now.question.id, now.turn, now.phase, now.take) == ("T-Q02", 2, Phase.NEXT, 0)
    assert now.prompt.en == "and then?"
    now = take(now)
    now = advance(now, AnswerAccepted(answer_to(now)))
    assert (now.question.id, now.turn) == ("T-Q03", 1)


def test_a_follow_up_has_no_follow_up() -> None:
    now = take(at_question(2))
    now = take(advance(now, AnswerAccepted(answer_to(now), follow_up="a")))
    with pytest.raises(BugError, match="no follow-up"):
        advance(now, AnswerAccepted(answer_to(now), follow_up="a"))


@pytest.mark.parametrize("stop", [True, False])
def test_a_lost_engine_asks_the_question_again_and_keeps_earlier_answers(stop: bool) -> None:
    now = at_question(2)
    now = advance(now, TakeStarted("T-Q02", 1, 1, typed=False))
    if stop:
        now = advance(now, TakeStopped(9.0))
    again = advance(now, EngineLost("engine_gone"))
    assert (again.question.id, again.phase, again.take) == ("T-Q02", Phase.PREPARING, 1)
    assert again.answers == now.answers
    assert again.retakes == 0


def test_a_lost_engine_outside_a_take_changes_nothing() -> None:
    now = at_question(2)
    assert advance(now, EngineLost("engine_gone")) == now


def test_taken_up_after_an_interruption_changes_nothing_and_comes_in_questions_only() -> None:
    now = at_question(2)
    for state in (now, take(now), advance(now, Paused(3.0))):
        assert advance(state, TakenUp()) == state
    for state in (Interview(), advance(now, Left("left"))):
        with pytest.raises(BugError):
            advance(state, TakenUp())


def test_a_retake_is_allowed_as_often_as_the_plan_says() -> None:
    now = advance(take(at_question(1)), TakeDiscarded("retake"))
    assert (now.phase, now.retakes) == (Phase.PREPARING, 1)
    with pytest.raises(BugError, match="no retake"):
        advance(take(now), TakeDiscarded("retake"))


def test_a_take_lost_to_a_device_uses_up_no_retake() -> None:
    now = take(at_question(1))
    for _ in range(3):
        now = take(advance(now, TakeDiscarded("device_alarm")))
    assert (now.take, now.retakes) == (4, 0)


def test_the_clock_stands_still_in_a_pause() -> None:
    now = advance(at_question(1), Paused(7.5))
    assert (now.paused, now.elapsed_s) == (True, 7.5)
    with pytest.raises(BugError, match="paused"):
        advance(now, TakeStarted("T-Q01", 1, 1, typed=False))
    assert advance(now, Resumed()) == replace(now, paused=False)


def test_a_language_can_be_chosen_at_any_moment() -> None:
    for now in (Interview(), fold(OPENING), at_question(2), finish(Interview())[0]):
        assert advance(now, LanguageChosen(Language.EN)) == replace(now, language=Language.EN)


def test_leaving_keeps_what_was_answered() -> None:
    now = at_question(3)
    left = advance(now, Left("left"))
    assert (left.step, left.answers, left.left_reason) == (Step.ABANDONED, now.answers, "left")
    with pytest.raises(BugError):
        advance(left, Left("left"))


def test_a_skipped_question_is_remembered_and_passed() -> None:
    now = advance(at_question(1), QuestionSkipped("T-Q01", 1))
    assert (now.question.id, now.skipped) == ("T-Q02", (("T-Q01", 1),))


def test_a_correction_keeps_both_versions() -> None:
    now = take(at_question(1))
    when = (Segment("I herd them out", 0.5, 2.0, 0.4),)
    heard = Transcript("I herd them out", TranscriptSource.POCKETSPHINX, 0.4, segments=when)
    now = advance(now, AnswerAccepted(replace(answer_to(now), words=heard)))
    for text in ("I heard them out", "I heard them out first"):
        now = advance(now, TranscriptCorrected("T-Q01", 1, text))
    words = now.answers[0].words
    assert isinstance(words, Transcript)
    assert (words.text, words.recognised_text, words.corrected) == (
        "I heard them out first",
        "I herd them out",
        True,
    )
    assert words.segments == when  # else nobody could play what was corrected
    with pytest.raises(BugError, match="accepted"):
        advance(now, TranscriptCorrected("T-Q03", 1, "x"))


def test_words_that_were_not_recognised_become_typed_when_corrected() -> None:
    answer = Answer("T-Q01", 1, 1, NotTranscribed("no_recogniser"))
    assert corrected_words(answer, "typed") == Transcript("typed", TranscriptSource.TYPED)


@pytest.mark.parametrize(
    "event",
    [
        InterviewStarted("i-2", Language.EN),
        QuestionShown("T-Q03", 1),
        TakeStarted("T-Q02", 1, 2, typed=False),
        TakeStarted("T-Q01", 1, 1, typed=False),
        TakeStopped(1.0),
        Resumed(),
        QuestionSkipped("T-Q03", 1),
        AnswerAccepted(Answer("T-Q02", 1, 1, NotTranscribed("no_speech"))),
    ],
)
def test_an_impossible_event_is_a_bug(event: Event) -> None:
    with pytest.raises(BugError):
        advance(at_question(2), event)


def test_an_answer_to_another_take_is_a_bug() -> None:
    now = take(at_question(1))
    with pytest.raises(BugError):
        advance(now, AnswerAccepted(replace(answer_to(now), take=2)))


def test_there_is_no_question_before_the_questions() -> None:
    with pytest.raises(BugError):
        _ = Interview().question


@pytest.mark.parametrize("paused", [True, False])
def test_after_a_crash_the_running_take_is_asked_again(paused: bool) -> None:
    now = advance(at_question(2), TakeStarted("T-Q02", 1, 1, typed=False))
    if paused:
        now = advance(now, Paused(3.0))
    for event in recover(now):
        now = advance(now, event)
    assert (now.question.id, now.phase, now.paused) == ("T-Q02", Phase.PREPARING, False)
    assert recover(now) == ()
