"""Answers that wait for a recogniser: recorded without one, or typed beside a recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed, TranscriptSource
from app.errors import KioskError
from app.flow.answering import known_warm_up
from app.store.archive import Archive, InterviewSummary, StoredAnswer

# Why there are no words, where a later reading can find some.
READABLE = ("no_recogniser", "recogniser_failed", "transcription_deferred", "analysis_failed", "typed")
GAP = "audio_gap"
PLAIN_SOUND = ".pcm"


@dataclass(frozen=True, slots=True)
class PendingAnswer:
    """One recording to read. recording: its name inside the media folder.

    has_words: something was typed, which stays what is scored. is_baseline: it is the warm-up.
    has_gaps: sound was lost when it was recorded; the recording has silence in its place.
    """

    question_id: str
    turn: int
    recording: str
    has_words: bool
    is_baseline: bool = False
    has_gaps: bool = False


@dataclass(frozen=True, slots=True)
class PendingInterview:
    """An interview that is over, with what is to be read of it. warm_up: the own baseline, as it was heard.

    answers: none where the interview itself cannot be read.
    """

    summary: InterviewSummary
    language: Language
    answers: tuple[PendingAnswer, ...]
    warm_up: tuple[WarmUpWindows, ...] = ()


def pending_interviews(archive: Archive, media_dir: Path) -> tuple[PendingInterview, ...]:
    """Every interview that is over and has something to read, the oldest first."""
    found = []
    for summary in sorted(archive.interviews(), key=lambda each: each.started_at):
        if summary.state == "running":
            continue
        try:
            stored = archive.answers(summary.id)
        except KioskError as error:
            if error.code != "record_unreadable":
                raise
            found.append(
                PendingInterview(summary, Language(summary.language), ())
            )  # whoever reads it says so
            continue
        answers = _pending(stored, media_dir)
        if answers:
            warm_up = known_warm_up([each.answer for each in stored])
            found.append(PendingInterview(summary, Language(summary.language), answers, warm_up))
    return tuple(found)


def _pending(stored: Sequence[StoredAnswer], media_dir: Path) -> tuple[PendingAnswer, ...]:
    return tuple(
        _waiting(each.answer, media_dir) for each in stored if not each.later and _waits(each.answer)
    )


def _waiting(answer: Answer, media_dir: Path) -> PendingAnswer:
    has_words, has_gaps = not isinstance(answer.words, NotTranscribed), GAP in answer.flags
    return PendingAnswer(
        answer.question_id,
        answer.turn,
        _recording(answer, media_dir),
        has_words,
        is_baseline=bool(answer.warm_up) and not has_words and not has_gaps,
        has_gaps=has_gaps,
    )


def _waits(answer: Answer) -> bool:
    if answer.media is None or "audio" not in answer.media.tracks:
        return False
    if isinstance(answer.words, NotTranscribed):
        return answer.words.reason in READABLE
    return answer.words.source is TranscriptSource.TYPED


def _recording(answer: Answer, media_dir: Path) -> str:
    """The plain sound where it lies beside the film, else the film."""
    assert answer.media is not None
    film = PurePosixPath(answer.media.name)
    sound = film.with_suffix(PLAIN_SOUND)
    return str(sound if (media_dir / sound).is_file() else film)
