"""Answers read by the second readers while the candidate goes on, each reader on a thread of its own.

Between the last answer and the stored profile there are then seconds of reading at the most: what is not
ready when the waiting time is over is left out, and the opinion says so.
"""

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from queue import SimpleQueue

from app.domain.interview import Answer
from app.domain.language import Language
from app.errors import KioskError
from app.scoring.tiers import Nudge, Opinion
from app.tiers.material import materials_of
from app.tiers.opinion import Heard, Said, joined, reason_of
from app.tiers.readers import SecondReader

log = logging.getLogger(__name__)

PATIENT_S = 3600.0  # where nobody waits for the profile
WAIT_S = 5.0  # of the 8 s from the last answer to the profile; the rest is Tier 0, the store and slow disks
STOP_S = 2.0
LATE, FAILED = "timeout", "failed"

_Read = tuple[Nudge, ...] | str  # what an answer says, or why it could not be read


@dataclass(slots=True)
class _Sheet:
    """What one reader has on one interview. failure: set by the reader's thread, and never taken back."""

    interview_id: str
    jobs: dict[tuple[Language, str, int], "_Job"] = field(default_factory=dict)
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """One answer to read, with those of its question before it."""

    heard: Heard
    answer: Answer
    sheet: _Sheet
    read: "Future[_Read]" = field(default_factory=Future)


class ReadAhead:
    """Hands every answer to every reader and collects what they say. One thread may use it, one at a time.

    wait_s: how long opinion() waits for readers that are not ready.
    """

    def __init__(self, readers: Sequence[SecondReader], wait_s: float = WAIT_S) -> None:
        self._desks = tuple(_Desk(reader) for reader in readers)
        self._wait_s = wait_s

    def hear(self, heard: Heard) -> None:
        """Have the answers read that were not heard before. Returns at once."""
        for desk in self._desks:
            desk.hear(heard)

    def opinion(self, heard: Heard) -> Opinion:
        """What the readers said of all answers of `heard`; then the interview is forgotten."""
        deadline_s = time.monotonic() + self._wait_s
        self.hear(heard)
        return joined([desk.said(heard, deadline_s) for desk in self._desks])

    def stop(self) -> None:
        """End the threads; a reader in the middle of an answer is not waited for longer than STOP_S."""
        for desk in self._desks:
            desk.stop()


class _Desk:
    """One reader and its thread. The queue holds one interview's answers; others on it were cancelled."""

    def __init__(self, reader: SecondReader) -> None:
        self._reader = reader
        self._sheet = _Sheet("")
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"reader-{reader.tier}", daemon=True)
        self._thread.start()

    def hear(self, heard: Heard) -> None:
        if heard.interview_id != self._sheet.interview_id:
            self._turn_to(heard.interview_id)
        for answer in heard.answers:
            key = heard.language, answer.question_id, answer.turn
            known = self._sheet.jobs.get(key)
            if known is None or known.answer != answer:
                self._sheet.jobs[key] = job = _Job(heard, answer, self._sheet)
                self._queue.put(job)

    def said(self, heard: Heard, deadline_s: float) -> Said:
        jobs = [self._sheet.jobs[heard.language, answer.question_id, answer.turn] for answer in heard.answers]
        _, late = wait([job.read for job in jobs], max(0.0, deadline_s - time.monotonic()))
        results = [job.read.result() for job in jobs if job.read not in late]
        self._turn_to("")
        tier, failures = self._reader.tier, [each for each in results if isinstance(each, str)]
        if failures or late:
            return Said(tier, failure=failures[0] if failures else LATE)
        nudges = tuple(nudge for each in results if not isinstance(each, str) for nudge in each)
        return Said(tier, self._reader.identity(heard.language), nudges)

    def stop(self) -> None:
        self._turn_to("")
        self._queue.put(None)
        self._thread.join(STOP_S)

    def _turn_to(self, interview_id: str) -> None:
        for job in self._sheet.jobs.values():
            job.read.cancel()
        self._sheet = _Sheet(interview_id)

    def _run(self) -> None:
        try:
            self._reader.load()
        except Exception:  # tried again with the first answer, which then says so
            log.exception("%s cannot be used", self._reader.tier)
        for job in iter(self._queue.get, None):
            if job.read.set_running_or_notify_cancel():
                job.read.set_result(self._read(job))
        self._reader.close()

    def _read(self, job: _Job) -> _Read:
        """What the answer says. After one failure nothing of the interview is asked any more."""
        if job.sheet.failure is None:
            try:
                return self._nudges(job.heard, job.answer)
            except KioskError as error:
                job.sheet.failure = reason_of(error)
            except Exception:  # a bug in a second reader must not cost an interview its score
                log.exception("bug in %s", self._reader.tier)
                job.sheet.failure = FAILED
        return job.sheet.failure

    def _nudges(self, heard: Heard, answer: Answer) -> tuple[Nudge, ...]:
        self._reader.load()
        if self._reader.identity(heard.language) is None:
            return ()
        turns = [
            each
            for each in heard.answers
            if each.question_id == answer.question_id and each.turn <= answer.turn
        ]
        materials = materials_of(heard.model, heard.profile_id, heard.language, turns)
        own = [each for each in materials if each.turn == answer.turn]
        return self._reader.nudges(heard.model, heard.language, own)
