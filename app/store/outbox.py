"""The durable queue between this kiosk and the hub, and what the hub has said it holds."""

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from app.store.connection import file_of, named_errors, transaction
from app.store.records import AUDIT_BATCH, CONSENT_RECEIPT, INTERVIEW, MEDIA, REVIEW_ACT, sha256

# Of one interview, the lower goes first; acts and recordings do not wait for each other.
LANES = {CONSENT_RECEIPT: 0, INTERVIEW: 1, AUDIT_BATCH: 1, MEDIA: 2, REVIEW_ACT: 2}
OTHER_LANE = 1
WORDS_CHARS = 500
NO_WAIT_IS_LONGER_S = 7200.0  # who waits longer was put off before this machine's clock was set back


@dataclass(frozen=True, slots=True)
class Job:
    """One fact on its way to the hub."""

    id: str
    kind: str
    payload: str  # JSON
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class ParkedJob:
    """A fact the hub refused, for a person to look at. last_status, words: the hub's answer."""

    id: str
    kind: str
    attempts: int
    created_at: float
    last_status: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A fact of which the hub said that it has it, byte for byte."""

    id: str
    kind: str
    body_sha256: str


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the hub does not have. oldest_at: Unix seconds, UTC; None for an empty queue."""

    waiting: int
    parked: int
    oldest_at: float | None


# One record of an interview waits for those in a lower lane, whatever became of them, and for older ones in
# its own kind that are still on their way: an interview never comes before its consent receipt.
_BEFORE = """
    SELECT 1 FROM outbox b WHERE b.interview_id = o.interview_id
    AND (b.lane < o.lane OR (b.kind = o.kind AND b.state = 'due' AND b.rowid < o.rowid))
"""


class Outbox:
    """Rows of the outbox. `add` joins the caller's open transaction; everything else is one of its own."""

    def __init__(self, db: Database, lock: "threading.RLock | None" = None) -> None:
        self._db = db
        self._lock = lock or threading.RLock()

    def add(self, job: Job, *, interview_id: str | None = None, now: float) -> None:
        """Lay `job` into the queue; it goes with its interview, should that be deleted."""
        lane = LANES.get(job.kind, OTHER_LANE)
        self._db.execute(
            "INSERT INTO outbox (id, kind, payload, interview_id, due_at, created_at, lane)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [job.id, job.kind, job.payload, interview_id, float(now), float(now), lane],
        )

    def due(
        self, *, now: float, limit: int = 20, without: Collection[str] = (MEDIA,), only: str | None = None
    ) -> list[Job]:
        """Jobs to try now; those that failed most come last, so none blocks the rest.

        without: kinds that wait, or are sent by somebody else. only: this kind alone.
        """
        without = () if only is not None else without
        marks = ", ".join("?" * len(without))
        with self._lock, named_errors(file_of(self._db)):
            rows = self._db.query(
                "SELECT id, kind, payload, attempts FROM outbox o"
                f" WHERE state = 'due' AND (due_at <= ? OR due_at > ?) AND kind NOT IN ({marks})"
                " AND kind = coalesce(?, kind)"
                f" AND NOT EXISTS ({_BEFORE}) ORDER BY attempts, lane, created_at, id LIMIT ?",
                [now, now + NO_WAIT_IS_LONGER_S, *without, only, limit],
            )
            return [Job(**row) for row in rows]

    def parked(self) -> list[ParkedJob]:
        """What the hub refused, the oldest first."""
        with self._lock, named_errors(file_of(self._db)):
            rows = self._db.query(
                "SELECT id, kind, attempts, created_at, last_status, coalesce(last_words, '') AS words"
                " FROM outbox WHERE state = 'parked' ORDER BY created_at, id"
            )
            return [ParkedJob(**row) for row in rows]

    def refused(self, job_id: str) -> tuple[str, int, str] | None:
        """Interview (or empty), size in bytes and SHA-256 of a parked record's body; None where none is parked."""
        with self._lock, named_errors(file_of(self._db)):
            for interview_id, payload in self._db.execute(
                "SELECT coalesce(interview_id, ''), payload FROM outbox WHERE id = ? AND state = 'parked'",
                [job_id],
            ):
                return interview_id, len(payload.encode()), sha256(payload)
            return None

    def waiting(self) -> int:
        """How many facts the hub does not have yet; parked ones count."""
        state = self.state()
        return state.waiting + state.parked

    def state(self) -> QueueState:
        """How much waits, how much is parked, and since when; recordings, which may wait for long, do not count."""
        with self._lock, named_errors(file_of(self._db)):
            waiting, parked, oldest_at = self._db.execute(
                "SELECT count(*) FILTER (WHERE state = 'due' AND kind <> :media),"
                " count(*) FILTER (WHERE state = 'parked'),"
                " min(created_at) FILTER (WHERE kind <> :media) FROM outbox",
                {"media": MEDIA},
            ).fetchone()
            return QueueState(waiting, parked, oldest_at)

    def accepted(self, job: Job, *, now: float) -> None:
        """The hub has it: the row leaves the queue, and what was sent is kept as long as its interview."""
        with self._lock, transaction(self._db) as db:
            db.execute(
                "INSERT OR IGNORE INTO delivered"
                " (id, kind, payload, body_sha256, interview_id, created_at, delivered_at)"
                " SELECT id, kind, payload, ?, interview_id, created_at, ? FROM outbox WHERE id = ?",
                [sha256(job.payload), float(now), job.id],
            )
            db.execute("DELETE FROM outbox WHERE id = ?", [job.id])

    def drop(self, job: Job) -> None:
        """There is nothing left to send: its recording is gone."""
        self._change("DELETE FROM outbox WHERE id = ?", job.id)

    def postpone(self, job: Job, *, until: float, status: int) -> None:
        """Try again at `until`; one more failure."""
        self._change(
            "UPDATE outbox SET attempts = attempts + 1, due_at = ?, last_status = ? WHERE id = ?",
            float(until),
            status,
            job.id,
        )

    def park(self, job: Job, *, status: int, words: str = "") -> None:
        """Set aside for a person: the hub understood it and said no. words: what it said."""
        self._change(
            "UPDATE outbox SET state = 'parked', attempts = attempts + 1, last_status = ?, last_words = ?"
            " WHERE id = ?",
            status,
            words[:WORDS_CHARS],
            job.id,
        )

    def requeue(self, job_id: str, *, now: float) -> bool:
        """Offer a parked job again, as if new. False if it is not parked."""
        changed = self._change(
            "UPDATE outbox SET state = 'due', attempts = 0, due_at = ? WHERE id = ? AND state = 'parked'",
            float(now),
            job_id,
        )
        return changed == 1

    def delivered(self, *, after: str = "", limit: int = 1000) -> list[Delivered]:
        """The records the hub said it has, by id; those behind `after`."""
        with self._lock, named_errors(file_of(self._db)):
            rows = self._db.query(
                "SELECT id, kind, body_sha256 FROM delivered WHERE id > ? AND kind <> ? ORDER BY id LIMIT ?",
                [after, MEDIA, limit],
            )
            return [Delivered(**row) for row in rows]

    def take_back(self, missing: Iterable[str], different: Iterable[str], *, now: float) -> int:
        """How many facts are in the queue again: the hub lost the missing ones; the different ones are parked."""
        moved = 0
        with self._lock, transaction(self._db) as db:
            for ids, state, words in ((missing, "due", ""), (different, "parked", "different_at_hub")):
                for job_id in ids:
                    row = db.execute(
                        "SELECT kind, payload, interview_id, created_at FROM delivered WHERE id = ?", [job_id]
                    ).fetchone()
                    if row is None:  # deleted with its interview while the hub was thinking
                        continue
                    kind, payload, interview_id, created_at = row
                    db.execute(
                        "INSERT INTO outbox (id, kind, payload, interview_id, state, due_at, created_at,"
                        " lane, last_words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        [
                            job_id, kind, payload, interview_id, state, float(now), created_at,
                            LANES.get(kind, OTHER_LANE), words,
                        ],
                    )  # fmt: skip
                    db.execute("DELETE FROM delivered WHERE id = ?", [job_id])
                    moved += 1
        return moved

    def _change(self, sql: str, *parameters: str | float) -> int:
        """How many rows the statement changed; it is a transaction of its own."""
        with self._lock, named_errors(file_of(self._db)):
            return self._db.execute(sql, parameters).rowcount
