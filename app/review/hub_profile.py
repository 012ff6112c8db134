"""What a profile of contract v1 says, read back as the values the console is made of. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.domain.interview import Answer, MediaRef, Purpose
from app.domain.observation import Observation, Quality
from app.domain.transcript import DroppedText, NotTranscribed, Segment, Transcript, TranscriptSource
from app.review.reading import line_of, spans_of
from app.review.track import Media
from app.review.tracks import media_of, track_of
from app.review.values import Reading
from app.sync.report_words import Names

Json = Mapping[str, Any]
Recordings = Sequence[Json] | None


def reading_from(
    interview_id: str, profile: Json, recordings: Recordings, names: Names, *, is_blind: bool
) -> Reading:
    """The interview to read, as reading_of makes it of a stored one. recordings: None where nobody may listen."""
    answers, refused = answers_of(profile), refused_in(profile)
    spans = {} if is_blind else spans_of(profile, names)
    return Reading(
        interview_id,
        names.thing(profile["job_profile"]),
        tuple(line_of(each, names, spans.get((each.question_id, each.turn), ())) for each in answers),
        is_blind,
        counts=False,
        tracks=tuple(
            track_of(
                each, names, refused, media_of(each, refused, _away(each, recordings)), is_blind=is_blind
            )
            for each in answers
        ),
    )


def recording_in(recordings: Iterable[Json], answer: Answer) -> Json | None:
    """The recording of the take that was accepted, if all of it is at the hub."""
    place = (answer.question_id, answer.turn, answer.take)
    for each in recordings:
        if (each["question_id"], each["turn"], each["take"]) == place and each["is_complete"]:
            return each
    return None


def answers_of(profile: Json) -> tuple[Answer, ...]:
    """The answers, in the order they were given."""
    return tuple(_answer(each) for each in profile["answers"])


def refused_in(profile: Json) -> frozenset[Purpose]:
    """What the candidate did not agree to."""
    return frozenset(Purpose(each["purpose"]) for each in profile["consents"] if not each["given"])


def unix_s(text: str) -> float:
    """An instant of the contract as Unix seconds, UTC."""
    return datetime.fromisoformat(text).timestamp()


def _away(answer: Answer, recordings: Recordings) -> Media | None:
    if recordings is None:
        return Media.NOT_ALLOWED
    return None if recording_in(recordings, answer) is not None else Media.AT_KIOSK


def _answer(told: Json) -> Answer:
    return Answer(
        question_id=told["question_id"],
        turn=told["turn"],
        take=told["take"],
        words=_words(told["transcript"]),
        observations=tuple(_observation(each) for each in told.get("observations", ())),
        media=_media(told["recording"]),
        flags=tuple(told.get("flags", ())),
    )


def _words(told: Json) -> Transcript | NotTranscribed:
    dropped = tuple(
        DroppedText(each["text"], each["start_s"], each["end_s"], each["rule"]) for each in told["dropped"]
    )
    if told["not_transcribed_reason"] is not None:
        return NotTranscribed(told["not_transcribed_reason"], dropped)
    return Transcript(
        told["text"],
        TranscriptSource(told["source"]),
        told["confidence"],
        told["corrected"],
        told["recognised_text"],
        tuple(
            Segment(each["text"], each["start_s"], each["end_s"], each["confidence"])
            for each in told["segments"]
        ),
        dropped,
    )


def _observation(told: Json) -> Observation:
    return Observation(
        measure=told["measure"],
        value=told["value"],
        unit=told["unit"],
        quality=Quality(told["quality"]),
        reason=told["reason"],
        start_s=told["start_s"],
        end_s=told["end_s"],
        baseline_z=told["baseline_z"],
    )


def _media(told: Json | None) -> MediaRef | None:
    """What was recorded; where it lies, a profile does not say."""
    if told is None:
        return None
    return MediaRef("", tuple(told["tracks"]), told["duration_s"], told["sha256"], told["truncated"])
