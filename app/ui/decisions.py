"""Which event a wish means in a state, or None where it means nothing (a late double click). Pure."""

from collections.abc import Callable

from app.domain.events import (
    Event,
    InterviewStarted,
    Paused,
    QuestionShown,
    QuestionSkipped,
    Resumed,
    TakeDiscarded,
    TakeStarted,
    TakeStopped,
)
from app.domain.interview import Purpose
from app.flow import chat_answers, halfway
from app.flow.interview import RETAKE, Interview, Phase, Step, recover, sample_of
from app.flow.limits import answer_s, preparation_s
from app.flow.timing import answer_clock, preparation_clock
from app.ui import chat_steps
from app.ui import intents as wish
from app.ui.present import is_given
from app.ui.sitting import Sitting

Decide = Callable[[Interview], Event | None]


def nothing(_: Interview) -> Event | None:
    """No event."""
    return None


def at(step: Step, event: Event) -> Decide:
    """`event`, if the interview is at `step`."""
    return lambda now: event if now.step is step else None


def way_out(now: Interview, reason: str) -> list[Decide]:
    """What ends an interview that has begun: what was sent in chats becomes answers, then the candidate has left."""

    def leave(at: Interview) -> Event | None:
        return None if at.step is Step.WELCOME else chat_answers.way_out(at, reason)

    sample = sample_of(now)
    return [leave] * (1 if sample is None else len(sample.parts) + 3)


def is_preparing(now: Interview) -> bool:
    """True while the clock of a preparation runs."""
    return now.step is Step.QUESTION and now.phase is Phase.PREPARING and not now.paused


def begin(now: Interview, new_id: Callable[[], str]) -> Event | None:
    """A new interview."""
    return InterviewStarted(new_id(), now.language) if now.step is Step.WELCOME else None


def pause(now: Interview, elapsed_s: float) -> Event | None:
    """The clock of a preparation, or of a chat work sample, stands still."""
    return Paused(elapsed_s) if is_preparing(now) or chat_steps.is_on(now) else None


def resume(now: Interview) -> Event | None:
    """The clock goes on."""
    return Resumed() if now.paused else None


def recovered(interrupted: Interview) -> list[Decide]:
    """What brings an interrupted interview back; a crash may have come just before the next question."""

    def plainly(event: Event) -> Decide:
        return lambda _: event

    parts = len(sample.parts) if (sample := sample_of(interrupted)) is not None else 0
    return [*(plainly(event) for event in recover(interrupted)), *[chat_steps.goes_on] * parts, show]


def rests_after(event: Event) -> Decide:
    """The break, where the event has brought the middle of the plan."""
    return lambda now: halfway.offered_after(event, now)


def goes_on(now: Interview) -> Event | None:
    """What follows by itself: the next question, or the next part of chats that were handed over."""
    return show(now) or chat_steps.goes_on(now)


def show(now: Interview) -> Event | None:
    """The next question is on the screen."""
    if now.step is not Step.QUESTION or now.phase is not Phase.NEXT:
        return None
    return QuestionShown(now.question.id, now.turn)


def skip(now: Interview) -> Event | None:
    """The current question is not answered."""
    if now.step is not Step.QUESTION or now.phase is Phase.NEXT or now.paused or sample_of(now) is not None:
        return None
    return QuestionSkipped(now.question.id, now.turn)


def due(now: Interview, elapsed_s: float) -> wish.StartAnswer | wish.StopAnswer | None:
    """What happens by itself because the time is over; a typed answer has no end but the candidate's."""
    if is_preparing(now) and preparation_clock(elapsed_s, preparation_s(now)).is_over:
        return wish.StartAnswer()
    spoken = now.step is Step.QUESTION and now.phase is Phase.TAKING and not (now.typed or now.paused)
    if spoken and answer_clock(elapsed_s, answer_s(now)).is_over:
        return wish.StopAnswer()
    return None


def can_speak(now: Interview, sitting: Sitting) -> bool:
    """True when a spoken answer can be recorded and turned into words here."""
    allowed = is_given(now, Purpose.RECORDING_AUDIO)
    return allowed and sitting.microphone and sitting.recogniser and not sitting.typing


def here(now: Interview) -> tuple[str, int, int]:
    """Question, turn and take of the moment; empty outside the questions."""
    if now.step is not Step.QUESTION:
        return ("", 0, 0)
    return (now.question.id, now.turn, now.take)


def start(now: Interview, sitting: Sitting, *, typed: bool) -> Event | None:
    """A take begins; typed where nothing spoken could be turned into words."""
    if now.step is not Step.QUESTION or now.phase is not Phase.PREPARING or now.paused:
        return None
    if sitting.is_opening or sitting.spoken_since_s is not None:
        return None  # the engine is coming back, or the kiosk still speaks: wait rather than lose or spoil the sound
    typed = typed or now.question.work_sample is not None or not can_speak(now, sitting)
    return TakeStarted(now.question.id, now.turn, now.take + 1, typed)


def stop(now: Interview, elapsed_s: float, *, typed: bool) -> Event | None:
    """The running take ends."""
    if now.phase is not Phase.TAKING or now.typed is not typed or now.step is not Step.QUESTION or now.paused:
        return None
    return TakeStopped(round(elapsed_s, 3))


def discard(now: Interview, reason: str) -> Event | None:
    """The running take does not count."""
    if now.step is not Step.QUESTION or now.phase is not Phase.TAKING or now.paused:
        return None
    return TakeDiscarded(reason)


def retake(now: Interview) -> Event | None:
    """The take is recorded again, where the plan allows it."""
    in_take = now.step is Step.QUESTION and now.phase in {Phase.TAKING, Phase.READING}
    if not in_take or now.paused or now.retakes >= now.question.retakes_allowed:
        return None
    return TakeDiscarded(RETAKE)
