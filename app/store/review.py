"""Who is rated blind, and what people said of an interview: ratings, overrides, decisions; nothing is ever changed."""

import hashlib
import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from app.domain.codec import canonical
from app.errors import KioskError
from app.store.chain import link
from app.store.connection import file_of, named_errors, transaction
from app.store.review_queue import ReviewQueue
from app.store.review_sending import lay_acts
from app.store.rows import TableRow, storable, storables
from app.store.training import Trainings
from app.store.verification import Problem, told
from app.store.writing import KIOSK, append_audit, insert

SEEDED, DRAWN, ACTED = "review_seeded", "review_drawn", "review_act"
FIRST_BLIND = 150  # all of them
BLIND_SHARE = 0.2  # of the rest (decision 0026)


class ActKind(StrEnum):
    """What a person said."""

    RATING = "rating"
    OVERRIDE = "override"
    DECISION = "decision"
    NOTE = "note"
    GONE = "gone"  # the candidate is not in the building any more


@dataclass(frozen=True, slots=True)
class Act:
    """What `actor` said at `at` (Unix seconds, UTC). body: as it was said, free words included."""

    number: int
    kind: ActKind
    actor: str
    at: float
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An interview in the queue. composite, error: None while it waits for a blind rating, or where there is none.

    decision: the newest, or None. at times: Unix seconds, UTC.
    """

    interview_id: str
    state: str
    language: str
    job_profile: str | None
    started_at: float
    changed_at: float
    composite: float | None
    error: float | None
    is_blind: bool
    decision: str | None


@dataclass(frozen=True, slots=True)
class Scored:
    """What the program gave one sub-dimension of one answer, in an interview that a person has rated."""

    interview_id: str
    question_id: str
    turn: int
    sub_dimension: str
    value: float
    model_version: str


_WITHOUT_SCORES = (ActKind.NOTE, ActKind.GONE)
_RATED = "EXISTS (SELECT 1 FROM review_acts a WHERE a.interview_id = i.id AND a.kind = 'rating')"
_BLIND = f"(i.state = 'assessed' AND coalesce(d.is_blind, 1) AND NOT {_RATED})"
_QUEUE = f"""
    SELECT i.id, i.state, i.language, i.job_profile, i.started_at, i.changed_at,
           CASE WHEN {_BLIND} THEN NULL ELSE s.value END,
           CASE WHEN {_BLIND} THEN NULL ELSE s.standard_error END, {_BLIND},
           (SELECT json_extract(a.body, '$.decision') FROM review_acts a
            WHERE a.interview_id = i.id AND a.kind = 'decision' ORDER BY a.number DESC LIMIT 1)
    FROM interviews i
    LEFT JOIN review_draws d ON d.interview_id = i.id
    LEFT JOIN scores s ON s.interview_id = i.id AND s.level = 'composite'
    ORDER BY i.started_at DESC, i.id
"""


def is_blind(seed: str, number: int, interview_id: str) -> bool:
    """True if the interview, the `number`th that was drawn, is rated before its scores are seen.

    The id is random and the seed was made before: nobody can choose, and everybody can check afterwards.
    """
    if number <= FIRST_BLIND:
        return True
    digest = hashlib.sha256(f"{seed}/{interview_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < BLIND_SHARE * 2**64


class Reviews:
    """Reads and writes under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    @property
    def trainings(self) -> Trainings:
        """How reviewers did in calibration training, under the same lock."""
        return Trainings(self._db, self._lock)

    def draw(self, *, now: float) -> int:
        """How many assessed interviews were new; each is drawn once, in the order they were assessed."""
        with self._lock, transaction(self._db) as db:
            undrawn = db.conn.execute(
                "SELECT a.interview_id FROM assessments a WHERE a.revision = 1 AND NOT EXISTS"
                " (SELECT 1 FROM review_draws d WHERE d.interview_id = a.interview_id)"
                " ORDER BY a.at, a.interview_id"
            ).fetchall()
            if not undrawn:
                return 0
            seed, drawn = _sampling(db, now)
            for number, (interview_id,) in enumerate(undrawn, start=drawn + 1):
                blind = is_blind(seed, number, interview_id)
                row = {"interview_id": interview_id, "number": number, "is_blind": int(blind), "at": now}
                insert(db, TableRow("review_draws", row))
                about = {"interview_id": interview_id, "number": number, "blind": blind}
                append_audit(db, KIOSK, DRAWN, about, now)
            db.conn.execute("UPDATE review_sampling SET drawn = ?", [drawn + len(undrawn)])
            return len(undrawn)

    def queue(self) -> list[Waiting]:
        """Every interview, the newest first; no score of one that waits for a blind rating."""
        return [Waiting(*(*row[:8], bool(row[8]), row[9])) for row in self._rows(_QUEUE)]

    @property
    def overview(self) -> ReviewQueue:
        """What the queue needs of every interview."""
        return ReviewQueue(self._db, self._lock)

    def waits_for_rating(self, interview_id: str) -> bool:
        """True while nobody may see the scores; so it is before the draw. Raises KioskError interview_unknown."""
        rows = self._rows(
            f"SELECT {_BLIND} FROM interviews i LEFT JOIN review_draws d ON d.interview_id = i.id WHERE i.id = ?",
            [interview_id],
        )
        if not rows:
            raise KioskError("interview_unknown", interview=interview_id)
        return bool(rows[0][0])

    def acts(self, interview_id: str) -> list[Act]:
        """What people said of the interview, the oldest first."""
        rows = self._rows(
            "SELECT number, kind, actor, at, body FROM review_acts WHERE interview_id = ? ORDER BY number",
            [interview_id],
        )
        return [
            Act(number, ActKind(kind), actor, at, json.loads(body)) for number, kind, actor, at, body in rows
        ]

    def act(
        self, interview_id: str, kind: ActKind, actor: str, body: Mapping[str, Any], *, now: float
    ) -> None:
        """Store what a person said; the audit log holds who, when and the hash of the words, not the words.

        Raises:
            KioskError: interview_unknown; review_blind: only a rating can come before the scores were seen;
                review_rated_already: only the first rating is blind.
        """
        with self._lock, transaction(self._db) as db:
            waits = self.waits_for_rating(interview_id)
            if kind not in _WITHOUT_SCORES and waits is not (kind is ActKind.RATING):
                raise KioskError("review_rated_already" if kind is ActKind.RATING else "review_blind")
            ((genesis, number),) = db.conn.execute(
                "SELECT genesis, (SELECT count(*) FROM review_acts WHERE interview_id = i.id) + 1"
                " FROM interviews i WHERE id = ?",
                [interview_id],
            ).fetchall()
            text = storable(canonical(body))
            row = {"interview_id": interview_id, "number": number, "kind": kind.value}
            insert(db, TableRow("review_acts", row | {"actor": actor, "at": float(now), "body": text}))
            seal = link(genesis, number, kind.value, actor, float(now), text)
            append_audit(db, actor, ACTED, row | {"seal": seal}, float(now))
            lay_acts(db, interview_id, float(now))

    def rated(self) -> list[tuple[str, dict[str, Any]]]:
        """(interview, body) of each rating."""
        rows = self._rows("SELECT interview_id, body FROM review_acts WHERE kind = 'rating' ORDER BY at")
        return [(interview_id, json.loads(body)) for interview_id, body in rows]

    def scored(self) -> list[Scored]:
        """The program's scores of answers in interviews that a person has rated; scores that are none are left out."""
        rows = self._rows(
            "SELECT s.interview_id, s.question_id, s.turn, s.sub_dimension, s.value,"
            " coalesce(json_extract(a.facts, '$.model_version'), '') || ' ' || a.scorer"
            " FROM scores s JOIN assessments a ON a.interview_id = s.interview_id AND a.revision ="
            " (SELECT max(revision) FROM assessments b WHERE b.interview_id = s.interview_id)"
            " WHERE s.level = 'answer' AND s.value IS NOT NULL AND s.interview_id IN"
            " (SELECT interview_id FROM review_acts WHERE kind = 'rating')"
        )
        return [Scored(*row) for row in rows]

    def problems(self) -> tuple[Problem, ...]:
        """Acts, draws and rounds of training that are not what the audit log says of them."""
        with self._lock:
            changed = (*_changed_acts(self._db), *_changed_draws(self._db))
            return (*changed, *self.trainings.problems())

    def _rows(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters or [])))


def _sampling(db: Database, now: float) -> tuple[str, int]:
    """Seed and number of draws so far; the seed is made once, and logged before the first draw."""
    for seed, drawn in db.conn.execute("SELECT seed, drawn FROM review_sampling"):
        return str(seed), int(drawn)
    seed = secrets.token_hex(16)
    insert(db, TableRow("review_sampling", {"number": 1, "seed": seed, "drawn": 0}))
    append_audit(db, KIOSK, SEEDED, {"seed": seed, "first": FIRST_BLIND, "share": BLIND_SHARE}, now)
    return seed, 0


def _changed_acts(db: Database) -> Iterator[Problem]:
    present = {interview_id for (interview_id,) in db.conn.execute("SELECT id FROM interviews")}
    seals = {
        (row.get("interview_id"), row.get("number")): row.get("seal")
        for row in told(db, ACTED)
        if row.get("interview_id") in present
    }
    rows = db.conn.execute(
        "SELECT a.interview_id, i.genesis, a.number, a.kind, a.actor, a.at, a.body"
        " FROM review_acts a JOIN interviews i ON i.id = a.interview_id"
    )
    for interview_id, genesis, *parts in rows:
        if seals.pop((interview_id, parts[0]), None) != link(genesis, *parts):
            yield Problem("review_changed", f"interview {interview_id}, act {parts[0]}")
    for interview_id, number in seals:
        yield Problem("review_missing", f"interview {interview_id}, act {number}")


def _changed_draws(db: Database) -> Iterator[Problem]:
    drawn = {row.get("interview_id"): (row.get("number"), row.get("blind")) for row in told(db, DRAWN)}
    rows = db.conn.execute("SELECT interview_id, number, is_blind FROM review_draws")
    for interview_id, number, blind in rows:
        if drawn.get(interview_id) != (number, bool(blind)):
            yield Problem("review_draw_changed", f"interview {interview_id}")
