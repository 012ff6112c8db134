"""The durable queue between this kiosk and the hub."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.store.connection import file_of, named_errors


@dataclass(frozen=True, slots=True)
class Job:
    """One fact on its way to the hub."""

    id: str
    kind: str
    payload: str  # JSON
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class ParkedJob:
    """A fact the hub refused, for a person to look at. last_status: the hub's answer."""

    id: str
    kind: str
    attempts: int
    created_at: float
    last_status: int | None


class Outbox:
    """Rows of the outbox table. `add` joins the caller's open transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, job: Job, *, interview_id: str | None = None, now: float) -> None:
        """Lay `job` into the queue; it goes with its interview, should that be deleted."""
        self._db.execute(
            "INSERT INTO outbox (id, kind, payload, interview_id, due_at, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [job.id, job.kind, job.payload, interview_id, float(now), float(now)],
        )

    def due(self, *, now: float, limit: int = 20) -> list[Job]:
        """Jobs to try now; those that failed most come last, so none blocks the rest."""
        rows = self._db.query(
            "SELECT id, kind, payload, attempts FROM outbox"
            " WHERE state = 'due' AND due_at <= ? ORDER BY attempts, created_at, id LIMIT ?",
            [now, limit],
        )
        return [Job(**row) for row in rows]

    def parked(self) -> list[ParkedJob]:
        """What the hub refused, the oldest first."""
        rows = self._db.query(
            "SELECT id, kind, attempts, created_at, last_status FROM outbox"
            " WHERE state = 'parked' ORDER BY created_at, id"
        )
        return [ParkedJob(**row) for row in rows]

    def waiting(self) -> int:
        """How many facts the hub does not have yet; parked ones count."""
        (count,) = self._db.execute("SELECT count(*) FROM outbox").fetchone()
        return int(count)

    def accepted(self, job: Job) -> None:
        """The hub has it: the row may go."""
        self._change("DELETE FROM outbox WHERE id = ?", job.id)

    def postpone(self, job: Job, *, until: float, status: int) -> None:
        """Try again at `until`; one more failure."""
        self._change(
            "UPDATE outbox SET attempts = attempts + 1, due_at = ?, last_status = ? WHERE id = ?",
            float(until),
            status,
            job.id,
        )

    def park(self, job: Job, *, status: int) -> None:
        """Set aside for a person: the hub understood it and said no."""
        self._change(
            "UPDATE outbox SET state = 'parked', attempts = attempts + 1, last_status = ? WHERE id = ?",
            status,
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

    def _change(self, sql: str, *parameters: str | float) -> int:
        """How many rows the statement changed; it is a transaction of its own."""
        with named_errors(file_of(self._db)):
            return self._db.execute(sql, parameters).rowcount
