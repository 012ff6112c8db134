"""What the store holds, read only. A reader opens a connection of its own."""

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from app.domain.codec import decode
from app.domain.events import Event
from app.domain.interview import Answer
from app.domain.transcript import Transcript
from app.errors import BugError, KioskError
from app.sealed.reading import read_recording
from app.store.audit import AuditEntry
from app.store.begun import refuse_if_gone
from app.store.cipher import DatabaseKey
from app.store.connection import file_of, named_errors, open_database
from app.store.course import Course
from app.store.device_key import DeviceKey, load_device_key
from app.store.event_log import InterviewLog, LogEntry, event_of
from app.store.media_check import media_problems
from app.store.phone import load_secret
from app.store.review_queue import ReviewQueue
from app.store.rows import storables
from app.store.vault import Vault
from app.store.verification import Problem, VerifyReport, newest_chain, told, verify


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """One line of `kiosk interviews list`; times are Unix seconds, UTC.

    state: running, left (left_reason says why) or assessed.
    composite, not_scored_reason: both None until it is assessed.
    delivery: none (nothing to send yet), waiting, parked or delivered.
    """

    id: str
    state: str
    language: str
    job_profile: str | None
    plan_form: str | None
    left_reason: str | None
    started_at: float
    changed_at: float
    answers: int
    composite: float | None
    not_scored_reason: str | None
    delivery: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was accepted, and what became of its words later.

    corrected_text: the candidate's words. later: read from the recording after the interview, oldest first.
    """

    answer: Answer
    corrected_text: str | None
    follow_up: str | None
    accepted_at: float
    later: tuple[Transcript, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score of the newest assessment. level: dimension, or sub_dimension of the one before it."""

    level: str
    name: str
    value: float | None
    error: float | None
    reason: str | None


SUMMARIES = """
    SELECT i.id, i.state, i.language, i.job_profile, i.plan_form, i.left_reason, i.started_at, i.changed_at,
           (SELECT count(*) FROM answers a WHERE a.interview_id = i.id) AS answers,
           s.value AS composite, s.not_scored_reason,
           CASE WHEN o.state = 'due' THEN 'waiting' WHEN o.state = 'parked' THEN 'parked' WHEN s.interview_id IS NULL
                THEN 'none' ELSE 'delivered' END AS delivery
    FROM interviews i LEFT JOIN scores s ON s.interview_id = i.id AND s.level = 'composite'
    LEFT JOIN (SELECT interview_id, max(state) AS state FROM outbox
               WHERE kind = 'interview.v1' GROUP BY interview_id) o
        ON o.interview_id = i.id
"""


class Archive:
    """Reads interviews, answers and results. One per thread, or guarded by its lock."""

    def __init__(self, db: Database, media_dir: Path, vault: Vault, course: Course | None = None) -> None:
        self._db = db
        self._course = course
        self._media_dir = media_dir
        self._vault = vault
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path, media_dir: Path) -> Self:
        """The archive in the database at `path`, which must exist; recordings lie in `media_dir`.

        Raises:
            KioskError: database_unopenable, database_gone, database_plain, and what Vault.open and open_database raise.
        """
        if not path.exists():
            raise KioskError("database_unopenable", file=path.name)
        vault = Vault.open(path.parent)
        try:
            refuse_if_gone(path, media_dir, is_begun=vault.hidden.is_begun)
            return cls(open_database(path, vault.database_keys, read_only=True), media_dir, vault)
        except BaseException:
            vault.close()
            raise

    def close(self) -> None:
        """Give the connection and the keys back."""
        with self._lock:
            self._db.close()
            self._vault.close()

    def recording(self, interview_id: str, name: str) -> bytes:
        """The recording `name` of the interview, decrypted in memory.

        Raises:
            KioskError: media_missing, media_key_missing, media_altered, media_key_wrong.
        """
        return read_recording(self._media_dir, name, self._vault.media_key(interview_id))

    def media_key(self, interview_id: str) -> bytes:
        """What opens the interview's recordings. Raises KioskError media_key_missing."""
        return self._vault.media_key(interview_id)

    def interviews(self) -> list[InterviewSummary]:
        """Every interview, the newest first."""
        return [
            InterviewSummary(**row) for row in self._rows(SUMMARIES + " ORDER BY i.started_at DESC, i.id")
        ]

    @property
    def overview(self) -> ReviewQueue:
        """What the console's list is made of, on this connection."""
        return ReviewQueue(self._db, self._lock)

    def interview(self, interview_id: str) -> InterviewSummary:
        """One interview. Raises KioskError interview_unknown."""
        for row in self._rows(SUMMARIES + " WHERE i.id = ?", [interview_id]):
            return InterviewSummary(**row)
        raise KioskError("interview_unknown", interview=interview_id)

    @property
    def database_keys(self) -> tuple[DatabaseKey, ...]:
        """What opens the database, and each copy of it."""
        return self._vault.database_keys

    @property
    def voluntary_keys(self) -> tuple[DatabaseKey, ...]:
        """What opens the database of voluntary answers, in which nothing leads to an interview."""
        return self._vault.voluntary_keys

    def device_key(self) -> DeviceKey:
        """The key this kiosk signs with. Raises KioskError device_key_unreadable."""
        return load_device_key(self._vault.sealed_files)

    def match_key(self) -> bytes:
        """The key by which phone numbers are recognised. Raises KioskError match_key_unusable."""
        return load_secret(self._vault.sealed_files)

    def policy_packs(self) -> dict[str, str]:
        """Interview id to the policy pack its candidate agreed under; those who agreed to none are not in it."""
        rows = self._rows(
            "SELECT interview_id, json_extract(body, '$.policy_pack') AS pack FROM events"
            " WHERE kind = 'ConsentGiven' ORDER BY seq"
        )
        return {row["interview_id"]: row["pack"] for row in rows}

    def unfinished(self) -> list[str]:
        """Interviews to take up again, the oldest first: that run, or are over with answers nobody assessed."""
        rows = self._rows(
            "SELECT id FROM interviews WHERE state = 'running' OR (state = 'left' AND EXISTS"
            " (SELECT 1 FROM answers WHERE interview_id = id)) ORDER BY started_at, id"
        )
        return [row["id"] for row in rows]

    def events(self, interview_id: str) -> list[Event]:
        """Everything that happened in the interview, in order. Raises KioskError interview_unknown."""
        rows = self._rows(
            "SELECT kind, body FROM events WHERE interview_id = ? AND body IS NOT NULL ORDER BY number",
            [interview_id],
        )
        if not rows:
            raise KioskError("interview_unknown", interview=interview_id)
        return [event_of(row["kind"], row["body"]) for row in rows]

    def log(self, interview_id: str) -> InterviewLog:
        """The events of the interview with their hashes. Raises KioskError interview_unknown."""
        rows = self._rows("SELECT genesis FROM interviews WHERE id = ?", [interview_id])
        if not rows:
            raise KioskError("interview_unknown", interview=interview_id)
        entries = self._rows(
            "SELECT number, kind, at, body, hash FROM events WHERE interview_id = ? ORDER BY number",
            [interview_id],
        )
        return InterviewLog(rows[0]["genesis"], tuple(LogEntry(**row) for row in entries))

    def answers(self, interview_id: str) -> list[StoredAnswer]:
        """The accepted answers, in the order they were given."""
        rows = self._rows(
            "SELECT e.body, e.at, a.corrected_text FROM events e JOIN answers a"
            " ON a.interview_id = e.interview_id"
            " AND a.question_id = json_extract(e.body, '$.answer.question_id')"
            " AND a.turn = json_extract(e.body, '$.answer.turn')"
            " WHERE e.interview_id = ? AND e.kind = 'AnswerAccepted' ORDER BY e.number",
            [interview_id],
        )
        later = self._rows(
            "SELECT question_id, turn, words FROM later_transcripts WHERE interview_id = ? ORDER BY revision",
            [interview_id],
        )
        return [_answer(row, later) for row in rows]

    def scores(self, interview_id: str) -> list[ScoreLine]:
        """The dimensions of the newest assessment, each followed by its sub-dimensions."""
        rows = self._rows(
            "SELECT level, coalesce(sub_dimension, dimension) AS name, value, standard_error AS error,"
            " not_scored_reason AS reason FROM scores"
            " WHERE interview_id = ? AND level IN ('dimension', 'sub_dimension') ORDER BY number",
            [interview_id],
        )
        return [ScoreLine(**row) for row in rows]

    def profile_json(self, interview_id: str) -> str | None:
        """The profile of the newest assessment as JSON (contract v1), or None when there is none."""
        rows = self._rows(
            "SELECT profile FROM assessments WHERE interview_id = ? ORDER BY revision DESC LIMIT 1",
            [interview_id],
        )
        return str(rows[0]["profile"]) if rows else None

    def audit(self) -> tuple[list[AuditEntry], str]:
        """The whole audit log, oldest first, and its newest hash."""
        with self._lock:
            rows = self._rows("SELECT seq, at, actor, action, body, chain FROM audit ORDER BY seq")
            return [AuditEntry(**row) for row in rows], newest_chain(self._db, "audit")

    def told(self, action: str) -> list[dict[str, Any]]:
        """What the audit log says of each `action`, the oldest first; `verify` finds what was altered in it."""
        with self._lock, named_errors(file_of(self._db)):
            return list(told(self._db, action))

    def verify(self) -> VerifyReport:
        """Whether everything that was stored is still there, unchanged; see VerifyReport."""
        with self._lock, named_errors(file_of(self._db)):
            report = verify(self._db, self._media_dir)
            altered = tuple(media_problems(self._db, self._media_dir, self._vault))
            return replace(report, problems=(*report.problems, *altered, *self._unreadable()))

    def _unreadable(self) -> list[Problem]:
        """Interviews whose chain holds, but whose events make no interview."""
        return (
            []
            if self._course is None
            else [
                Problem("interview_unreadable", f"interview {row['id']}")
                for row in self._rows("SELECT id FROM interviews ORDER BY id")
                if not self._is_readable(self._course, row["id"])
            ]
        )

    def _is_readable(self, course: Course, interview_id: str) -> bool:
        try:
            course.follow(course.begin, self.events(interview_id))
        except (KioskError, BugError, ValueError):
            return False
        return True

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        with self._lock, named_errors(file_of(self._db)):
            cursor: sqlite3.Cursor = self._db.conn.execute(sql, storables(parameters))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]


def _answer(row: dict[str, Any], later: list[dict[str, Any]]) -> StoredAnswer:
    body = json.loads(row["body"])
    answer = decode(Answer, body["answer"])
    words = (
        decode(Transcript, json.loads(each["words"]))
        for each in later
        if (each["question_id"], each["turn"]) == (answer.question_id, answer.turn)
    )
    return StoredAnswer(answer, row["corrected_text"], body["follow_up"], row["at"], tuple(words))
