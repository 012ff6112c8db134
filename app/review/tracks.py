"""How an interview's answers lie in time, from what the store knows; opens recordings for whoever may hear them."""

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from app.domain.events import ConsentGiven
from app.domain.interview import Answer, Purpose, QuestionType
from app.domain.transcript import Segment, Transcript, TranscriptSource
from app.errors import KioskError
from app.review.curves import FACE, FACE_CHANGE, VOICE, VOICE_CHANGE, lane_of
from app.review.track import Change, Media, Piece, Track
from app.store.archive import Archive, StoredAnswer
from app.store.journal import Journal
from app.store.retention import Reason
from app.store.verification import RECORDINGS_DELETED
from app.sync.report_words import Names

PLAYED = "recording_played"
FIRST_OF_EAST_ASIA = "\u2e80"
_DELETED = {Reason.RETENTION: Media.DELETED_TERM, Reason.REQUEST: Media.DELETED_ASKED}


def tracks_of(
    archive: Archive, names: Names, interview_id: str, answers: Sequence[StoredAnswer], *, shows_curves: bool
) -> tuple[Track, ...]:
    """One track for each answer; without curves while the interview is, or may yet come, to be rated blind."""
    refused = _refused(archive, interview_id)
    deleted = _deleted(archive, interview_id)
    return tuple(
        track_of(
            each.answer, names, refused, media_of(each.answer, refused, deleted), is_blind=not shows_curves
        )
        for each in answers
    )


def recording_of(
    journal: Journal, reader: str, interview_id: str, place: tuple[str, int], *, now: float
) -> bytes:
    """The film of an answer in clear, in memory only; the audit log says who opened which one.

    Raises:
        KioskError: interview_unknown, media_missing, media_key_missing, media_altered, media_key_wrong.
    """
    journal.interview(interview_id)
    for stored in journal.answers(interview_id):
        answer = stored.answer
        if (answer.question_id, answer.turn) == place and answer.media is not None:
            content = journal.recording(interview_id, answer.media.name)
            told = {"interview_id": interview_id, "recording": answer.media.name}
            journal.record(reader, PLAYED, told, now=now)
            return content
    raise KioskError("media_missing")


def track_of(
    answer: Answer, names: Names, refused: frozenset[Purpose], media: Media, *, is_blind: bool
) -> Track:
    """How one answer lies in time; refused: what the candidate did not agree to."""
    question = names.questions.get(answer.question_id)
    words = answer.words if isinstance(answer.words, Transcript) else None
    tracks = answer.media.tracks if answer.media is not None else ()
    changes = changes_of(words) if words is not None else ()
    return Track(
        question_id=answer.question_id,
        turn=answer.turn,
        media=media,
        has_picture="video" in tracks,
        picture_refused=Purpose.RECORDING_VIDEO in refused,
        duration_s=_duration_s(answer),
        is_role_play=question is not None and question.type is QuestionType.ROLE_PLAY,
        pieces=pieces_of(words, changes) if words is not None else (),
        changes=by_words(changes, words) if words is not None else (),
        voice=None if is_blind else lane_of(answer, VOICE, VOICE_CHANGE, names.words),
        face=None if is_blind else lane_of(answer, FACE, FACE_CHANGE, names.words),
    )


def media_of(answer: Answer, refused: frozenset[Purpose], gone: Media | None) -> Media:
    """Whether there is something to play; gone: why what was recorded cannot be, or None."""
    if answer.media is not None:
        return gone or Media.HERE
    if isinstance(answer.words, Transcript) and answer.words.source is TranscriptSource.TYPED:
        return Media.TYPED
    return Media.REFUSED if Purpose.RECORDING_AUDIO in refused else Media.NOT_MADE


def _duration_s(answer: Answer) -> float:
    """At least as long as what was heard in it: a recording that a crash cut does not know its length."""
    ends = [each.end_s for each in answer.observations]
    if isinstance(answer.words, Transcript):
        ends += [each.end_s for each in answer.words.segments]
    return max(0.0 if answer.media is None else answer.media.duration_s, *ends, 0.0)


def _refused(archive: Archive, interview_id: str) -> frozenset[Purpose]:
    """What the candidate did not agree to; only this one event is decoded, for a page must open at once."""
    for entry in archive.log(interview_id).entries:
        if entry.kind == ConsentGiven.__name__:
            consents = json.loads(entry.body)["consents"]
            return frozenset(Purpose(each["purpose"]) for each in consents if not each["given"])
    return frozenset()


def _deleted(archive: Archive, interview_id: str) -> Media | None:
    for row in archive.told(RECORDINGS_DELETED):
        if row.get("interview_id") == interview_id:
            return _DELETED.get(row.get("reason", ""), Media.DELETED_BY_HAND)
    return None


def changes_of(words: Transcript) -> tuple[Change, ...]:
    """Where the text is not what the recogniser had."""
    if words.recognised_text is None or words.recognised_text == words.text:
        return ()
    matcher = SequenceMatcher(None, words.recognised_text, words.text, autojunk=False)
    return tuple(
        Change(start, end, raw_start, raw_end)
        for what, raw_start, raw_end, start, end in matcher.get_opcodes()
        if what != "equal"
    )


def by_words(changes: Sequence[Change], words: Transcript) -> tuple[Change, ...]:
    """The same to be read: of a word of letters that was changed, the whole word; characters of Chinese are words."""
    text, raw, whole = words.text, words.recognised_text or "", list[Change]()
    for each in changes:
        new, old = text[each.start : each.end], raw[each.raw_start : each.raw_end]
        before = (text[: each.start][::-1], raw[: each.raw_start][::-1])
        left = _letters(*before) if _is_letter(new[:1]) or _is_letter(old[:1]) else 0
        after = (text[each.end :], raw[each.raw_end :])
        right = _letters(*after) if _is_letter(new[-1:]) or _is_letter(old[-1:]) else 0
        wide = Change(each.start - left, each.end + right, each.raw_start - left, each.raw_end + right)
        while whole and (wide.start <= whole[-1].end or wide.raw_start <= whole[-1].raw_end):
            wide = _joined(whole.pop(), wide)
        whole.append(wide)
    return tuple(whole)


def _letters(text: str, raw: str) -> int:
    """How many letters both begin with."""
    pairs = zip(text, raw, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _is_letter(pair[0]) and _is_letter(pair[1]), pairs))


def _is_letter(char: str) -> bool:
    return char.isalpha() and char < FIRST_OF_EAST_ASIA


def _joined(one: Change, other: Change) -> Change:
    return Change(
        min(one.start, other.start),
        max(one.end, other.end),
        min(one.raw_start, other.raw_start),
        max(one.raw_end, other.raw_end),
    )


def pieces_of(words: Transcript, changes: Sequence[Change]) -> tuple[Piece, ...]:
    """The stretches of speech as pieces of the text; one whose words are not in it is left out.

    The recogniser's segments are the finest times that are stored: between them nothing is guessed.
    """
    raw = words.text if words.recognised_text is None else words.recognised_text
    found: list[tuple[int, int, Segment]] = []
    cursor = 0
    for segment in words.segments:
        said = segment.text.strip()
        start = raw.find(said, cursor) if said else -1
        if start >= 0:
            cursor = start + len(said)
            found.append((start, cursor, segment))
    return tuple(
        Piece(_moved(start, changes), _moved(end, changes), segment.start_s, segment.end_s)
        for start, end, segment in found
    )


def _moved(raw_index: int, changes: Sequence[Change]) -> int:
    """Where a place of the recogniser's words is in the text; inside of what was replaced: its beginning."""
    shift = 0
    for change in changes:
        if raw_index < change.raw_end and raw_index <= change.raw_start:
            break
        if raw_index < change.raw_end:
            return change.start
        shift = change.end - change.raw_end
    return raw_index + shift
