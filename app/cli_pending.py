"""`kiosk analyse --pending`: recordings without words get them, as a further revision of the answer."""

import argparse
import json
import os
import shutil
import time
from dataclasses import asdict, dataclass

from app.bootstrap.course import COURSE
from app.cli_text import language_of, table, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import TranscribedLater
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import KioskError
from app.flow.course import UNREADABLE as UNREADABLE_INTERVIEW
from app.flow.course import read_back
from app.pending.finding import PendingInterview, pending_interviews
from app.pending.reading import Reading, Recogniser, Recordings, read_all
from app.settings import Settings, load_settings
from app.store.begun import is_there
from app.store.journal import Journal
from app.tiers.ahead import PATIENT_S, ReadAhead
from app.tiers.readers import second_readers
from app.ui.strings import Strings

# Why nothing of an interview can be read, and what its answers are told.
UNREADABLE = {"pending_no_recogniser": "no_recogniser", "media_key_missing": "media_key_missing"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer. reason: code of why it has no words now."""

    interview_id: str
    question_id: str
    turn: int
    is_read: bool
    reason: str | None = None
    rescored: bool = False


def pending_command(args: argparse.Namespace) -> int:
    """0 when everything that waited was read, or nothing waited; 1 when something could not be read.

    Raises:
        KioskError: store_missing, and whatever the store meets.
    """
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    if not is_there(settings.database_file, settings.media_dir):
        raise KioskError("store_missing", folder=str(settings.data_dir))
    journal = Journal.open(settings.database_file, settings.media_dir, COURSE)
    try:
        outcomes = [
            outcome
            for interview in pending_interviews(journal, settings.media_dir)
            for outcome in _read(journal, interview, settings)
        ]
    finally:
        journal.close()
    if args.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        print(_text(outcomes, words))
    return 0 if all(outcome.is_read or outcome.reason == "no_speech" for outcome in outcomes) else 1


def _read(journal: Journal, interview: PendingInterview, settings: Settings) -> list[Outcome]:
    """Read one interview; each answer is stored as soon as it is read."""
    try:
        may_measure = _may_measure(journal, interview.summary.id)
    except KioskError as error:
        if error.code != UNREADABLE_INTERVIEW:
            raise
        return [Outcome(interview.summary.id, "-", 0, False, error.code, False)]
    readings: list[Reading] = []
    try:
        for reading in read_all(
            interview.answers,
            Recordings(settings.media_dir, journal.media_key(interview.summary.id)),
            interview.language,
            Recogniser(settings.packs_dir, settings.asr_engine),
            interview.warm_up,
        ):
            _store(journal, interview.summary.id, reading, may_measure=may_measure)
            readings.append(reading)
    except KioskError as error:
        if error.code not in UNREADABLE:
            raise
        readings = [Reading(answer, None, failure=UNREADABLE[error.code]) for answer in interview.answers]
    rescored = interview.summary.state == "assessed" and any(
        isinstance(reading.words, Transcript) and not reading.answer.has_words for reading in readings
    )
    if rescored:
        _score_again(journal, interview.summary.id, readings, settings)
    return [_outcome(interview.summary.id, reading, rescored) for reading in readings]


def _may_measure(journal: Journal, interview_id: str) -> bool:
    """False where the policy pack of the interview leaves delivery out, or is not known any more."""
    policy_pack = read_back(journal.events, interview_id).policy_pack
    packs = load_competency_model(content_dir()).policy_packs
    return any(pack.id == policy_pack and pack.measures_delivery for pack in packs)


def _store(journal: Journal, interview_id: str, reading: Reading, *, may_measure: bool) -> None:
    if isinstance(reading.words, Transcript):
        answer = reading.answer
        measured = reading.observations if may_measure and not answer.has_words else ()
        event = TranscribedLater(answer.question_id, answer.turn, reading.words, reading.engines, measured)
        journal.append(interview_id, [event], now=time.time())


def _score_again(journal: Journal, interview_id: str, readings: list[Reading], settings: Settings) -> None:
    """A new revision of the assessment, from the same events and the words that came in."""
    from app.bootstrap.store_task import StoreTask
    from app.ui.ports import Finish

    readers = ReadAhead(second_readers(settings), wait_s=PATIENT_S)
    task = StoreTask(
        journal=journal,
        model=load_competency_model(content_dir()),
        clock_s=time.time,
        free_mb=lambda: shutil.disk_usage(settings.data_dir).free // 1_000_000,
        min_free_mb=settings.media.min_free_mb,
        readers=readers,
    )
    engines = sorted({engine for reading in readings for engine in reading.engines})
    try:
        task(Finish(read_back(journal.events, interview_id), tuple(engines)))
    finally:
        readers.stop()


def _outcome(interview_id: str, reading: Reading, rescored: bool) -> Outcome:
    answer = reading.answer
    is_read = isinstance(reading.words, Transcript)
    reason = reading.words.reason if isinstance(reading.words, NotTranscribed) else reading.failure
    return Outcome(interview_id, answer.question_id, answer.turn, is_read, reason, rescored)


def _text(outcomes: list[Outcome], words: Strings) -> str:
    """One line for each answer; never its words."""
    if not outcomes:
        return words.text("pending.none")
    rows = [
        [
            outcome.interview_id,
            f"{outcome.question_id} · {outcome.turn}",
            words.text("pending.read" if outcome.is_read else "pending.not_read"),
            "" if outcome.reason is None else words.reason(outcome.reason) or outcome.reason,
        ]
        for outcome in outcomes
    ]
    lines = [table(rows)]
    if any(outcome.rescored for outcome in outcomes):
        lines.append(words.text("pending.rescored"))
    return "\n".join(lines)
