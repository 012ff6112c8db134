"""What may happen next in an interview. Pure: the UI asks, draws and times, this decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.domain.events import (
    AccommodationsSet,
    AnswerAccepted,
    ChatEvent,
    CheckedIn,
    ConsentGiven,
    DeviceCheckPassed,
    EngineLost,
    Event,
    HandedOver,
    InterviewStarted,
    LanguageChosen,
    Left,
    Paused,
    QuestionShown,
    QuestionSkipped,
    Resumed,
    SurveyAnswered,
    TakeDiscarded,
    TakenUp,
    TakeStarted,
    TakeStopped,
    TranscribedLater,
    TranscriptCorrected,
)
from app.domain.interview import Answer, Consent, FollowUp, Plan, Question
from app.domain.language import Language, Words
from app.domain.work_sample import WorkSample
from app.errors import BugError
from app.flow.chats import EMPTY_DESK, Desk, after
from app.flow.words import corrected, read_later


class Step(StrEnum):
    """Which page of the sitting."""

    WELCOME = "welcome"
    CONSENT = "consent"
    DEVICE_CHECK = "device_check"
    QUESTION = "question"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class Phase(StrEnum):
    """Where in a question; meaningful while the step is QUESTION."""

    NEXT = "next"  # decided, not yet on the screen
    PREPARING = "preparing"
    TAKING = "taking"
    READING = "reading"  # the take has stopped and is being read and checked


RETAKE = "retake"
_ENDS_A_TAKE = TakeStopped | TakeDiscarded | QuestionSkipped


@dataclass(frozen=True, slots=True)
class Interview:
    """The state of one interview: the fold of its events.

    take: takes begun for the current (question, turn). elapsed_s: seconds of the running
    preparation or take that were used before the clock last stopped.
    asks_company: the candidate's question to the company, once the interview is over.
    In a work sample `desk` holds its chats, and turn is the part that is accepted next.
    """

    step: Step = Step.WELCOME
    interview_id: str = ""
    language: Language = Language.ZH
    accommodations: Accommodations = NO_ACCOMMODATION
    consents: tuple[Consent, ...] = ()
    policy_pack: str = ""
    plan: Plan | None = None
    microphone: bool = False
    camera: bool = False
    index: int = 0
    turn: int = 1
    phase: Phase = Phase.NEXT
    take: int = 0
    retakes: int = 0
    typed: bool = False
    paused: bool = False
    elapsed_s: float = 0.0
    answers: tuple[Answer, ...] = ()
    follow_up: str | None = None
    shown: tuple[tuple[str, int], ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    left_reason: str | None = None
    desk: Desk = EMPTY_DESK
    receipt: str = ""
    asks_company: str = ""

    @property
    def question(self) -> Question:
        """The current question. Raises BugError outside the QUESTION step."""
        if self.plan is None or self.step is not Step.QUESTION:
            raise BugError(f"no question in {self.step}")
        return self.plan.questions[self.index]

    @property
    def prompt(self) -> Words:
        """What is asked now: the question, or its chosen follow-up in turn 2."""
        if self.turn == 1:
            return self.question.prompt
        return _follow_up(self.question, self.follow_up).prompt

    @property
    def is_over(self) -> bool:
        """True when nothing more can be asked."""
        return self.step in {Step.FINISHED, Step.ABANDONED}


def advance(now: Interview, event: Event) -> Interview:
    """The interview after `event`. Raises BugError for an event this state cannot have."""
    match event:
        case LanguageChosen(language):
            return replace(now, language=language)
        case EngineLost():
            return _take_again(now) if _in_take(now) else now
        case TakenUp() if now.step is Step.QUESTION:
            return now
        case Left(reason) if not now.is_over:
            return replace(now, step=Step.ABANDONED, left_reason=reason, paused=False)
        case SurveyAnswered(asks_company=text) if now.is_over:
            return replace(now, asks_company=text)
        case TranscribedLater() if now.is_over:
            return replace(now, answers=read_later(now.answers, event))
        case _ if now.is_over:
            raise _impossible(now, event)
        case AccommodationsSet(accommodations) if now.step is not Step.WELCOME:
            return replace(now, accommodations=accommodations)
        case Resumed() if now.paused:
            return replace(now, paused=False)
        case _ if now.paused:
            raise _impossible(now, event)
        case _ if now.step is Step.QUESTION:
            return _in_question(now, event)
        case _:
            return _before_questions(now, event)


def fold(events: Iterable[Event]) -> Interview:
    """The interview that these events made. Raises BugError if they cannot have happened."""
    now = Interview()
    for event in events:
        now = advance(now, event)
    return now


def recover(now: Interview) -> tuple[Event, ...]:
    """The events that bring an interrupted interview back to where the candidate can go on.

    A take that was running when the program ended is discarded and asked again; the clock of a
    preparation goes on where it stood.
    """
    discard: tuple[Event, ...] = (TakeDiscarded("interrupted"),) if _in_take(now) else ()
    if now.paused:
        return (Resumed(), *discard)
    return discard


def _before_questions(now: Interview, event: Event) -> Interview:
    match now.step, event:
        case Step.WELCOME, InterviewStarted(interview_id, language):
            return replace(now, step=Step.CONSENT, interview_id=interview_id, language=language)
        case Step.CONSENT, CheckedIn():
            return now
        case Step.CONSENT, ConsentGiven(consents, policy_pack, plan, receipt) if plan.questions:
            given = replace(now, consents=consents, policy_pack=policy_pack, plan=plan, receipt=receipt)
            return replace(given, step=Step.DEVICE_CHECK)
        case Step.DEVICE_CHECK, DeviceCheckPassed(microphone, camera):
            return replace(now, step=Step.QUESTION, microphone=microphone, camera=camera)
        case _:
            raise _impossible(now, event)


def _in_question(now: Interview, event: Event) -> Interview:
    here = (now.question.id, now.turn)
    if isinstance(event, ChatEvent) or (sample_of(now) and isinstance(event, _ENDS_A_TAKE)):
        return _in_chats(now, event)
    match now.phase, event:
        case Phase.NEXT, QuestionShown(question_id, turn) if (question_id, turn) == here:
            return replace(now, phase=Phase.PREPARING, elapsed_s=0.0, shown=(*now.shown, here))
        case Phase.PREPARING, TakeStarted(question_id, turn, take, typed) if (
            question_id,
            turn,
        ) == here and take == now.take + 1:
            return replace(now, phase=Phase.TAKING, take=take, typed=typed, elapsed_s=0.0)
        case Phase.TAKING, TakeStopped(elapsed_s):
            return replace(now, phase=Phase.READING, elapsed_s=elapsed_s)
        case ((Phase.TAKING | Phase.READING), TakeDiscarded(reason)):
            return _discarded(now, reason)
        case Phase.READING, AnswerAccepted(answer, follow_up) if (
            answer.question_id,
            answer.turn,
            answer.take,
        ) == (*here, now.take):
            return _accepted(now, answer, follow_up)
        case ((Phase.PREPARING | Phase.TAKING | Phase.READING), QuestionSkipped(question_id, turn)) if (
            question_id,
            turn,
        ) == here:
            return _next_question(replace(now, skipped=(*now.skipped, here)))
        case ((Phase.PREPARING | Phase.TAKING), Paused(elapsed_s)):
            return replace(now, paused=True, elapsed_s=elapsed_s)
        case _, TranscriptCorrected(question_id, turn, text):
            return replace(now, answers=corrected(now.answers, question_id, turn, text))
        case _:
            raise _impossible(now, event)


def _in_take(now: Interview) -> bool:
    """True in a take that an accident ends; a work sample is stored as it is written and goes on."""
    in_take = now.step is Step.QUESTION and now.phase in {Phase.TAKING, Phase.READING}
    return in_take and sample_of(now) is None


def sample_of(now: Interview) -> WorkSample | None:
    """The work sample that is going on or being handed over; None anywhere else."""
    in_take = now.step is Step.QUESTION and now.phase in {Phase.TAKING, Phase.READING}
    return now.question.work_sample if in_take else None


def _in_chats(now: Interview, event: Event) -> Interview:
    """A reply that was sent may not be lost: a work sample ends by being handed over, and only so."""
    sample = sample_of(now)
    if sample is None or now.phase is not Phase.TAKING or not isinstance(event, ChatEvent):
        raise _impossible(now, event)
    desk = after(sample, now.desk, event, now.elapsed_s)
    phase = Phase.READING if isinstance(event, HandedOver) else Phase.TAKING
    return replace(now, desk=desk, phase=phase, elapsed_s=event.elapsed_s)


def _take_again(now: Interview) -> Interview:
    """The same question again: no retake is used up, because the candidate did not ask for it."""
    return replace(now, phase=Phase.PREPARING, elapsed_s=0.0)


def _discarded(now: Interview, reason: str) -> Interview:
    if reason != RETAKE:
        return _take_again(now)
    if now.retakes >= now.question.retakes_allowed:
        raise BugError("no retake is left")
    return replace(_take_again(now), retakes=now.retakes + 1)


def _accepted(now: Interview, answer: Answer, follow_up: str | None) -> Interview:
    now = replace(now, answers=(*now.answers, answer))
    sample = now.question.work_sample
    if sample is not None and now.turn < len(sample.parts):
        return replace(now, turn=now.turn + 1)
    if follow_up is None:
        return _next_question(now)
    if now.turn != 1:
        raise BugError("a follow-up has no follow-up")
    _follow_up(now.question, follow_up)
    return _fresh(now, index=now.index, turn=2, follow_up=follow_up)


def _next_question(now: Interview) -> Interview:
    if now.plan is not None and now.index + 1 < len(now.plan.questions):
        return _fresh(now, index=now.index + 1, turn=1, follow_up=None)
    return replace(now, step=Step.FINISHED)


def _fresh(now: Interview, *, index: int, turn: int, follow_up: str | None) -> Interview:
    return replace(
        now,
        index=index,
        turn=turn,
        follow_up=follow_up,
        phase=Phase.NEXT,
        take=0,
        retakes=0,
        typed=False,
        elapsed_s=0.0,
        desk=EMPTY_DESK,
    )


def _follow_up(question: Question, follow_up_id: str | None) -> FollowUp:
    for follow_up in question.follow_ups:
        if follow_up.id == follow_up_id:
            return follow_up
    raise BugError(f"{question.id} has no follow-up {follow_up_id}")


def _impossible(now: Interview, event: Event) -> BugError:
    paused = " (paused)" if now.paused else ""
    return BugError(f"{type(event).__name__} cannot happen in {now.step}/{now.phase}{paused}")
