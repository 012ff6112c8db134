"""What becomes of a stopped take: accepted, or shown to the candidate first. Pure."""

from collections.abc import Sequence

from app.domain.interview import Answer
from app.domain.messages import TakeDone
from app.domain.observation import WarmUpWindows
from app.domain.transcript import Transcript, TranscriptSource


def typed_answer(question_id: str, turn: int, take: int, text: str, done: TakeDone | None) -> Answer:
    """The answer whose words were typed; sound and measures of `done` stay beside them, if there are any."""
    words = Transcript(text, TranscriptSource.TYPED)
    if done is None:
        return Answer(question_id, turn, take, words, flags=("not_recorded",))
    # Where nobody speaks there is nothing to complain about: a typed answer may be a silent one.
    flags = tuple(flag for flag in done.flags if flag not in {"no_speech", "too_quiet"})
    return Answer(question_id, turn, take, words, done.observations, done.media, flags, done.warm_up)


def spoken_answer(done: TakeDone) -> Answer:
    """The answer as it was recorded and recognised."""
    return Answer(
        done.question_id,
        done.turn,
        done.take,
        done.words,
        done.observations,
        done.media,
        done.flags,
        done.warm_up,
    )


def answer_text(answer: Answer) -> str:
    """The words of `answer`, or the empty text when there are none."""
    return answer.words.text if isinstance(answer.words, Transcript) else ""


def known_warm_up(answers: Sequence[Answer]) -> tuple[WarmUpWindows, ...]:
    """The own baseline after the newest answer that set it; empty when none did."""
    return next((answer.warm_up for answer in reversed(answers) if answer.warm_up), ())
