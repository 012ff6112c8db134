"""Who is rated blind, and what people said of an interview: ratings, overrides, decisions; nothing is ever changed."""

import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from app.domain.codec import canonical
from app.errors import KioskError
from app.store.chain import link
from app.store.connection import file_of, named_errors, transaction
from app.store.links import Links
from app.store.review_blind import BLIND_SHARE, FIRST_BLIND, TWICE_SHARE, WAITS, is_blind, is_twice
from app.store.review_changes import ReviewChanges
from app.store.review_queue import ReviewQueue, Waiting
from app.store.review_sending import lay_acts
from app.store.rows import TableRow, storable, storables
from app.store.training import Trainings
from app.store.verification import Problem, told
from app.store.writing import KIOSK, append_audit, insert

SEEDED, DRAWN, ACTED = "review_seeded", "review_drawn", "review_act"


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
class Scored:
    """What the program gave one sub-dimension of one answer, in an interview that a person has rated.

    site: where the kiosk stood when it was drawn, or "".
    """

    interview_id: str
    question_id: str
    turn: int
    sub_dimension: str
    value: float
    model_version: str
    site: str = ""


_WITHOUT_SCORES = (ActKind.NOTE, ActKind.GONE)


class Reviews:
    """Reads and writes under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    @property
    def trainings(self) -> Trainings:
        """How reviewers did in calibration training, under the same lock."""
        return Trainings(self._db, self._lock)

    @property
    def links(self) -> Links:
        """Who the accounts of this kiosk are at the hub, under the same lock."""
        return Links(self._db, self._lock)

    def draw(self, *, now: float, site: str = "") -> int:
        """How many assessed interviews were new; each is drawn once, in the order they were assessed.

        Args:
            site: Where this kiosk stands now; a kiosk that moves takes its old ratings nowhere.
        """
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
                twice = blind and is_twice(seed, interview_id)
                row = {"interview_id": interview_id, "number": number, "is_blind": int(blind), "at": now}
                insert(db, TableRow("review_draws", row | {"is_twice": int(twice), "site": storable(site)}))
                about = {"interview_id": interview_id, "number": number, "blind": blind, "twice": twice}
                append_audit(db, KIOSK, DRAWN, about | {"site": storable(site)}, now)
            db.conn.execute("UPDATE review_sampling SET drawn = ?", [drawn + len(undrawn)])
            return len(undrawn)

    def queue(self, *, now: float) -> list[Waiting]:
        """Every interview, the newest first; no score of one that is blind for anybody."""
        wanted = self.overview.wants_second(None, now)
        return [
            replace(each, is_blind=True, composite=None, error=None) if each.interview_id in wanted else each
            for each in self.overview.waiting()
        ]

    @property
    def changes(self) -> ReviewChanges:
        """Which scores people changed, under the same lock."""
        return ReviewChanges(self._db, self._lock)

    @property
    def overview(self) -> ReviewQueue:
        """What the queue needs of every interview."""
        return ReviewQueue(self._db, self._lock)

    def waits_for_rating(self, interview_id: str, reader: str | None, *, now: float) -> bool:
        """True while `reader` may not see the scores (None: while anybody may not); so it is before the draw.

        Raises:
            KioskError: interview_unknown.
        """
        rows = self._rows(WAITS, [reader, now, interview_id])
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
                review_rated_already: no rating is wanted of `actor`, so theirs would not be blind;
                interview_not_assessed: there are no scores to rate, to change or to decide on.
        """
        with self._lock, transaction(self._db) as db:
            if kind not in _WITHOUT_SCORES:
                _only_assessed(db, interview_id)
            waits = self.waits_for_rating(interview_id, actor, now=float(now))
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

    def ratings_stamp(self) -> tuple[Any, ...]:
        """Another one after each rating, after each new result, and after an interview that was rated is gone."""
        sql = "SELECT count(*), max(at), (SELECT max(rowid) FROM assessments) FROM review_acts WHERE kind = 'rating'"
        return self._rows(sql)[0]

    def scored(self) -> list[Scored]:
        """The program's scores of answers in interviews that a person has rated; scores that are none are left out."""
        rows = self._rows(
            "SELECT s.interview_id, s.question_id, s.turn, s.sub_dimension, s.value,"
            " coalesce(json_extract(a.facts, '$.model_version'), '') || ' ' || a.scorer, coalesce(d.site, '')"
            " FROM scores s LEFT JOIN review_draws d ON d.interview_id = s.interview_id"
            " JOIN assessments a ON a.interview_id = s.interview_id AND a.revision ="
            " (SELECT max(revision) FROM assessments b WHERE b.interview_id = s.interview_id)"
            " WHERE s.level = 'answer' AND s.value IS NOT NULL AND s.interview_id IN"
            " (SELECT interview_id FROM review_acts WHERE kind = 'rating')"
        )
        return [Scored(*row) for row in rows]

    def problems(self) -> tuple[Problem, ...]:
        """Acts, draws, rounds of training and links that are not what the audit log says of them."""
        with self._lock:
            changed = (*_changed_acts(self._db), *_changed_draws(self._db))
            return (*changed, *self.trainings.problems(), *self.links.problems())

    def _rows(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters or [])))


def _sampling(db: Database, now: float) -> tuple[str, int]:
    """Seed and number of draws so far; the seed is made once, and logged before the first draw."""
    for seed, drawn in db.conn.execute("SELECT seed, drawn FROM review_sampling"):
        return str(seed), int(drawn)
    seed = secrets.token_hex(16)
    insert(db, TableRow("review_sampling", {"number": 1, "seed": seed, "drawn": 0}))
    about = {"seed": seed, "first": FIRST_BLIND, "share": BLIND_SHARE, "twice": round(TWICE_SHARE, 4)}
    append_audit(db, KIOSK, SEEDED, about, now)
    return seed, 0


def _only_assessed(db: Database, interview_id: str) -> None:
    states = db.conn.execute("SELECT state FROM interviews WHERE id = ?", [interview_id]).fetchall()
    if states and states[0][0] != "assessed":  # one that is unknown is told by whoever asks for it next
        raise KioskError("interview_not_assessed", interview=interview_id)


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
    """Draws from before there were second ratings told of none, and of no site."""
    drawn = {
        row.get("interview_id"): (
            row.get("number"),
            row.get("blind"),
            row.get("twice", False),
            row.get("site", ""),
        )
        for row in told(db, DRAWN)
    }
    rows = db.conn.execute("SELECT interview_id, number, is_blind, is_twice, site FROM review_draws")
    for interview_id, number, blind, twice, site in rows:
        if drawn.get(interview_id) != (number, bool(blind), bool(twice), site):
            yield Problem("review_draw_changed", f"interview {interview_id}")
