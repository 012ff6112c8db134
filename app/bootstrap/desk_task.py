"""What the front desk's worker does: looks people up, keeps calls, says what is new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.check_in import CheckInBy
from app.errors import BugError
from app.flow.waiting import wait_s
from app.store.appointments import code_of
from app.store.front_desk import FrontDesk
from app.store.phone import phone_key
from app.ui.desk_ports import AskNews, CallAnswered, CallStaff, DeskNews, Found, LookUp
from app.ui.desk_views import WaitingCall

STAFF = "staff"  # the actor in the audit log until staff have names


@dataclass(frozen=True, slots=True)
class DeskTask:
    """Called on the desk's thread with one request at a time; the store's lock lets one thread in.

    secret: gives the key of phone numbers. sitting_s: how long a sitting takes at most. clock_s: Unix seconds.
    """

    desk: FrontDesk
    secret: Callable[[], bytes]
    sitting_s: float
    clock_s: Callable[[], float]

    def __call__(self, request: object) -> object:
        """Found for a LookUp; DeskNews for anything else. Raises KioskError where store or key fail."""
        match request:
            case LookUp():
                return self._found(request)
            case CallStaff(reason, interview_id):
                self.desk.call(reason, interview_id, now=self.clock_s())
            case CallAnswered(number):
                self.desk.answer(number, now=self.clock_s(), actor=STAFF)
            case AskNews():
                pass
            case _:
                raise BugError(f"the desk knows no {type(request).__name__}")
        return self._news()

    def _found(self, request: LookUp) -> Found:
        key = None if request.by is CheckInBy.QR else phone_key(self.secret(), request.entry)
        appointment = self.desk.find(code_of(request.entry), key)
        if appointment is None:
            by = request.by or (CheckInBy.CODE if key is None else CheckInBy.PHONE)
            return Found(by, None, key, is_known=False, seen_before=self.desk.was_here(None, key))
        code, known_key = appointment.code, appointment.phone_key or key
        by = request.by or (CheckInBy.CODE if code == code_of(request.entry) else CheckInBy.PHONE)
        return Found(by, code, known_key, is_known=True, seen_before=self.desk.was_here(code, known_key))

    def _news(self) -> DeskNews:
        calls = tuple(
            WaitingCall(call.number, datetime.fromtimestamp(call.at).strftime("%H:%M"), call.reason)
            for call in self.desk.open_calls()
        )
        times = [
            each.appointment.at
            for each in self.desk.expected()
            if each.appointment.at is not None and not each.is_done
        ]
        waits = wait_s(times, self.clock_s(), self.sitting_s)
        return DeskNews(calls, None if waits is None else int(-(-waits // 60)))
