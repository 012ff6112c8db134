"""Appointments, check-ins and calls for staff, as they lie in the database."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from app.domain.accommodation import Accommodations
from app.domain.check_in import CallReason
from app.domain.codec import decode
from app.store.connection import file_of, named_errors, transaction
from app.store.rows import TableRow, storables
from app.store.writing import KIOSK, append_audit, insert

CALLED, CALL_TAKEN, CALL_ANSWERED = "staff_called", "call_taken", "call_answered"
IMPORTED = "appointments_imported"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody is expected. at: Unix seconds, UTC; None: no time was agreed. phone_key: keyed hash, or None."""

    code: str
    at: float | None = None
    phone_key: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """An appointment of the list, and whether somebody has come for it and answered."""

    appointment: Appointment
    is_done: bool


@dataclass(frozen=True, slots=True)
class Call:
    """Staff were called and nobody has answered yet. at: Unix seconds, UTC. interview_id: None outside a sitting.

    coming_by: the account of whoever said that they are coming, or "".
    """

    number: int
    at: float
    reason: CallReason
    interview_id: str | None = None
    coming_by: str = ""


# Who began and answered nothing may come again: only somebody with an answer has been interviewed.
_DONE = "EXISTS (SELECT 1 FROM answers a WHERE a.interview_id = c.interview_id)"


class FrontDesk:
    """Reads and writes under the journal's lock."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def replace_appointments(self, appointments: Sequence[Appointment], *, now: float, actor: str) -> None:
        """The list is `appointments` from now on: whoever is not on it any more is forgotten."""
        with self._lock, transaction(self._db) as db:
            db.conn.execute("DELETE FROM appointments")
            for each in appointments:
                row = {"code": each.code, "at": each.at, "phone_key": each.phone_key}
                insert(db, TableRow("appointments", row))
            append_audit(db, actor, IMPORTED, {"count": len(appointments)}, now)

    def expected(self) -> list[Expected]:
        """The list, the earliest first; without a time last."""
        rows = self._rows(
            f"SELECT code, at, phone_key, EXISTS (SELECT 1 FROM check_ins c WHERE c.appointment = code AND {_DONE})"
            " FROM appointments ORDER BY at IS NULL, at, code"
        )
        return [Expected(Appointment(code, at, key), bool(done)) for code, at, key, done in rows]

    def find(self, code: str, phone_key: str | None) -> Appointment | None:
        """The appointment with this code, else the earliest open one with this phone number."""
        rows = self._rows("SELECT code, at, phone_key FROM appointments WHERE code = ?", [code])
        if not rows and phone_key is not None:
            rows = self._rows(
                "SELECT code, at, phone_key FROM appointments WHERE phone_key = ?"
                f" ORDER BY EXISTS (SELECT 1 FROM check_ins c WHERE c.appointment = code AND {_DONE}),"
                " at IS NULL, at, code",
                [phone_key],
            )
        return Appointment(*rows[0]) if rows else None

    def was_here(self, code: str | None, phone_key: str | None) -> bool:
        """True when somebody with this appointment or phone number has answered questions on this kiosk."""
        rows = self._rows(
            f"SELECT 1 FROM check_ins c WHERE (c.appointment = ? OR c.phone_key = ?) AND {_DONE} LIMIT 1",
            [code, phone_key],
        )
        return bool(rows)

    def call(self, reason: CallReason, interview_id: str | None, *, now: float) -> None:
        """Staff are wanted; the audit log says when and why. The same wish twice is one call."""
        open_now = "SELECT 1 FROM calls WHERE answered_at IS NULL AND reason = ? AND interview_id IS ?"
        with self._lock, transaction(self._db) as db:
            known = db.conn.execute("SELECT 1 FROM interviews WHERE id = ?", [interview_id]).fetchone()
            whose = interview_id if known else None
            if db.conn.execute(open_now, [reason.value, whose]).fetchone():
                return
            row = {"at": now, "reason": reason.value, "interview_id": whose}
            insert(db, TableRow("calls", row))
            append_audit(db, KIOSK, CALLED, {"reason": reason.value}, now)

    def take(self, number: int, *, now: float, actor: str) -> None:
        """`actor` is on the way to an open call; somebody else may take it over, and the audit log knows both."""
        with self._lock, transaction(self._db) as db:
            changed = db.conn.execute(
                "UPDATE calls SET coming_at = ?, coming_by = ?"
                " WHERE number = ? AND answered_at IS NULL AND coming_by IS NOT ?",
                storables([now, actor, number, actor]),
            )
            if changed.rowcount:
                append_audit(db, actor, CALL_TAKEN, {"call": number}, now)

    def answer(self, number: int, *, now: float, actor: str) -> None:
        """Somebody of the staff came; a call that was answered stays answered."""
        with self._lock, transaction(self._db) as db:
            changed = db.conn.execute(
                "UPDATE calls SET answered_at = ? WHERE number = ? AND answered_at IS NULL", [now, number]
            )
            if changed.rowcount:
                append_audit(db, actor, CALL_ANSWERED, {"call": number}, now)

    def open_calls(self) -> list[Call]:
        """Calls that nobody has answered, the oldest first."""
        rows = self._rows(
            "SELECT number, at, reason, interview_id, coalesce(coming_by, '')"
            " FROM calls WHERE answered_at IS NULL ORDER BY at, number"
        )
        return [Call(number, at, CallReason(reason), whose, by) for number, at, reason, whose, by in rows]

    def accommodations(self) -> tuple[int, list[tuple[str, float, Accommodations]]]:
        """How many interviews there are; of each where something was set its id, its start and what was set last."""
        rows = self._rows(
            "SELECT i.id, i.started_at, json_extract(e.body, '$.accommodations')"
            " FROM events e JOIN interviews i ON i.id = e.interview_id WHERE e.kind = 'AccommodationsSet'"
            " AND e.number = (SELECT max(number) FROM events l WHERE l.interview_id = e.interview_id"
            " AND l.kind = 'AccommodationsSet') ORDER BY i.started_at DESC, i.id"
        )
        ((interviews,),) = self._rows("SELECT count(*) FROM interviews")
        return interviews, [(id_, at, decode(Accommodations, json.loads(body))) for id_, at, body in rows]

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock, named_errors(file_of(self._db)):
            return list(self._db.conn.execute(sql, storables(parameters)))
