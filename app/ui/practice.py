"""The practice question: tried out, played back, forgotten. It has no events: nothing of it is ever stored. Pure."""

from dataclasses import dataclass, field, replace

from app.domain.language import Language
from app.domain.messages import CancelTake, StartTake, StopTake, TakeDone, ToEngine
from app.domain.transcript import Transcript
from app.ui import intents as wish
from app.ui.views import PracticePhase

PRACTICE = "practice"  # stands where a take has the ids of interview and question
PRACTICE_S = 30.0


@dataclass(frozen=True, slots=True)
class Practice:
    """since_s: when the recording began. take: counts them, so that a late result is known as one."""

    phase: PracticePhase = PracticePhase.READY
    take: int = 0
    since_s: float = 0.0
    sound: bytes = field(default=b"", repr=False)
    words: str = field(default="", repr=False)


def wished(
    practice: Practice, intent: wish.Intent, language: Language, clock_s: float, *, can_speak: bool
) -> tuple[Practice, ToEngine | None]:
    """The practice after the wish, and what the engine has to be told; an untimely wish changes nothing."""
    match intent, practice.phase:
        case wish.StartPractice(typed), PracticePhase.READY if typed or not can_speak:
            return replace(practice, phase=PracticePhase.TYPING), None
        case wish.StartPractice(), PracticePhase.READY:
            take = practice.take + 1
            return Practice(PracticePhase.RECORDING, take, clock_s), _start(take, language)
        case wish.StopPractice(), PracticePhase.RECORDING:
            return replace(practice, phase=PracticePhase.READING), StopTake()
        case wish.SubmitPractice(text), PracticePhase.TYPING:
            return replace(practice, phase=PracticePhase.DONE, words=text), None
        case wish.PracticeAgain(), PracticePhase.DONE | PracticePhase.TYPING:
            return Practice(take=practice.take), None
        case _:
            return practice, None


def left(practice: Practice | None) -> ToEngine | None:
    """What the engine has to be told when the candidate goes on."""
    return CancelTake() if practice is not None and practice.phase is PracticePhase.RECORDING else None


def heard(practice: Practice, done: TakeDone) -> Practice:
    """The practice with what the engine gives back of its take."""
    if practice.phase is not PracticePhase.READING or done.take != practice.take:
        return practice
    words = done.words.text if isinstance(done.words, Transcript) else ""
    return replace(practice, phase=PracticePhase.DONE, sound=done.practice_sound, words=words)


def interrupted(practice: Practice | None) -> Practice | None:
    """The practice after engine or microphone failed: a recording that ran begins anew."""
    if practice is None or practice.phase not in {PracticePhase.RECORDING, PracticePhase.READING}:
        return practice
    return Practice(take=practice.take)


def left_s(practice: Practice, clock_s: float) -> float:
    """Seconds left of a running recording."""
    return PRACTICE_S - (clock_s - practice.since_s)


def is_due(practice: Practice | None, clock_s: float) -> bool:
    """True when the recording has run as long as it may."""
    running = practice is not None and practice.phase is PracticePhase.RECORDING
    return running and practice is not None and left_s(practice, clock_s) <= 0


def _start(take: int, language: Language) -> StartTake:
    return StartTake(
        interview_id=PRACTICE,
        question_id=PRACTICE,
        turn=1,
        take=take,
        language=language,
        record_video=False,
        measure_voice=False,
        for_practice=True,
    )
