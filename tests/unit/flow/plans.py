"""Small plans and walks through them, for the tests of the flow."""

from app.domain.events import (
    AnswerAccepted,
    ConsentGiven,
    DeviceCheckPassed,
    Event,
    HandedOver,
    InterviewStarted,
    QuestionShown,
    Resumed,
    TakeStarted,
    TakeStopped,
)
from app.domain.interview import (
    Answer,
    Experience,
    FollowUp,
    Plan,
    PlanForm,
    Question,
    QuestionType,
)
from app.domain.language import Language, Words
from app.domain.transcript import Transcript, TranscriptSource
from app.flow.interview import Interview, Phase, Step, advance


def words(text: str) -> Words:
    return Words(text, text)


def question(number: int, *, follow_up: str | None = None, retakes: int = 1) -> Question:
    follow_ups = (FollowUp("a", follow_up, words("and then?")),) if follow_up else ()
    return Question(
        id=f"T-Q{number:02}",
        type=QuestionType.ROLE_PLAY if follow_up else QuestionType.SITUATIONAL,
        scored=True,
        title=words(f"question {number}"),
        prompt=words(f"prompt {number}"),
        prep_s=30,
        answer_s=90,
        follow_ups=follow_ups,
        retakes_allowed=retakes,
    )


PLAN = Plan(
    "test_profile",
    PlanForm.SHORT,
    Experience.INEXPERIENCED,
    (
        question(1),
        question(2, follow_up="always_second_turn", retakes=0),
        question(3, follow_up="missing_action"),
    ),
    "0" * 64,
    "test",
)
OPENING: tuple[Event, ...] = (
    InterviewStarted("i-1", Language.ZH),
    ConsentGiven((), "cn_default", PLAN),
    DeviceCheckPassed(microphone=True, camera=True),
)


def answer_to(now: Interview, text: str = "an answer") -> Answer:
    """The accepted take that fits the state."""
    return Answer(now.question.id, now.turn, now.take, Transcript(text, TranscriptSource.TYPED))


def next_event(now: Interview) -> Event | None:
    """The event of a candidate who simply goes on; None when the interview is over."""
    if now.is_over:
        return None
    if now.paused:
        return Resumed()
    if now.step is not Step.QUESTION:
        return OPENING[[Step.WELCOME, Step.CONSENT, Step.DEVICE_CHECK].index(now.step)]
    match now.phase:
        case Phase.NEXT:
            return QuestionShown(now.question.id, now.turn)
        case Phase.PREPARING:
            return TakeStarted(now.question.id, now.turn, now.take + 1, typed=True)
        case Phase.TAKING:
            if now.question.work_sample is not None:
                return HandedOver("", 0.0, now.elapsed_s)
            return TakeStopped(20.0)
        case Phase.READING:
            return AnswerAccepted(answer_to(now))


def finish(now: Interview) -> tuple[Interview, list[Event]]:
    """Where a candidate who simply goes on ends, and the events on the way."""
    events: list[Event] = []
    while (event := next_event(now)) is not None:
        now = advance(now, event)
        events.append(event)
    return now, events
