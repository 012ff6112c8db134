"""What the front desk's worker does: looks people up, keeps calls, says what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.check_in import CheckInBy
from app.errors import BugError, KioskError
from app.flow.waiting import wait_s
from app.staff.book import StaffBook
from app.store.appointments import code_of
from app.store.front_desk import Call, FrontDesk
from app.store.phone import phone_key
from app.ui.desk_ports import (
    AskNames,
    AskNews,
    CallAnswered,
    CallStaff,
    DeskNews,
    Found,
    LookUp,
    Refused,
    SignedIn,
    SignIn,
    StaffDid,
    StaffNames,
)
from app.ui.desk_views import WaitingCall

OPENED, REFUSED = "desk_opened", "desk_refused"
NOBODY = "-"  # the actor of a try that failed


@dataclass(frozen=True, slots=True)
class DeskTask:
    """Called on the desk's thread with one request at a time; the store's lock lets one thread in.

    book: the accounts of the staff. record: stores a row of the audit log (actor, action, details).
    secret: gives the key of phone numbers. sitting_s: how long a sitting takes at most. clock_s: Unix seconds.
    """

    desk: FrontDesk
    book: StaffBook
    record: Callable[[str, str, Mapping[str, Any]], None]
    secret: Callable[[], bytes]
    sitting_s: float
    clock_s: Callable[[], float]

    def __call__(self, request: object) -> object:
        """Found, StaffNames, SignedIn, Refused or DeskNews. Raises KioskError where store or key fail."""
        match request:
            case LookUp():
                return self._found(request)
            case CallStaff(reason, interview_id):
                self.desk.call(reason, interview_id, now=self.clock_s())
            case AskNames():
                return self._names()
            case SignIn():
                return self._signed_in(request)
            case CallAnswered(number, by):
                self.desk.answer(number, now=self.clock_s(), actor=by)
            case StaffDid(by, act, interview_id):
                self.record(by, act.value, {} if interview_id is None else {"interview_id": interview_id})
            case AskNews():
                pass
            case _:
                raise BugError(f"the desk knows no {type(request).__name__}")
        return self._news()

    def _names(self) -> StaffNames | Refused:
        try:
            return StaffNames(tuple(each.name for each in self.book.accounts()))
        except KioskError as error:
            return _refused(error)

    def _signed_in(self, request: SignIn) -> SignedIn | Refused:
        """Both roles may do everything at the desk: whoever receives people there is one or the other."""
        try:
            account = self.book.sign_in(request.name, request.secret)
        except KioskError as error:
            self.record(NOBODY, REFUSED, {"code": error.code, "account": request.name})
            return _refused(error)
        self.record(account.name, OPENED, {"role": account.role.value})
        return SignedIn(account.name)

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
        calls = tuple(self._waiting(call) for call in self.desk.open_calls())
        times = [
            each.appointment.at
            for each in self.desk.expected()
            if each.appointment.at is not None and not each.is_done
        ]
        waits = wait_s(times, self.clock_s(), self.sitting_s)
        return DeskNews(calls, None if waits is None else int(-(-waits // 60)))

    def _waiting(self, call: Call) -> WaitingCall:
        at = datetime.fromtimestamp(call.at).strftime("%H:%M")
        waits_min = max(0, int((self.clock_s() - call.at) // 60))
        return WaitingCall(
            call.number, at, call.reason, waits_min, call.interview_id, coming_by=call.coming_by
        )


def _refused(error: KioskError) -> Refused:
    return Refused((error.code, tuple(error.params.items())))
