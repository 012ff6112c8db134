"""What the screen asks the book of accounts: on a thread of its own, for a check takes a tenth of a second."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import BugError, KioskError
from app.staff.book import StaffBook

FIRST_ADMIN = "admin"  # the pad has digits only; others are named at the terminal
STAFF_SET_UP = "staff_set_up"


@dataclass(frozen=True, slots=True)
class SetUpFirst:
    """Make the first administrator with this PIN."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenWith:
    """Is this an administrator's PIN?"""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class UseCode:
    """Is this the unlock code?"""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Yes. code: a new unlock code to be written down, or "" where there is none to show."""

    name: str
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class StaffTask:
    """record: stores a row of the audit log (actor, action, details); where no store is open it does nothing."""

    book: StaffBook
    record: Callable[[str, str, Mapping[str, Any]], None]

    def __call__(self, request: object) -> Admitted:
        """Raises KioskError staff_refused, staff_locked, unlock_code_refused, staff_pin_weak ..."""
        try:
            admitted = self._admit(request)
        except KioskError as error:
            self.record("-", "screen_refused", {"code": error.code})
            raise
        self.record(admitted.name, _action(request), {})
        return admitted

    def _admit(self, request: object) -> Admitted:
        match request:
            case SetUpFirst(pin):
                return Admitted(FIRST_ADMIN, self.book.set_up(FIRST_ADMIN, pin))
            case OpenWith(pin):
                return Admitted(self.book.open_screen(pin).name)
            case UseCode(code):
                return Admitted("unlock_code", self.book.use_code(code) or "")
            case _:
                raise BugError(f"the book knows no {type(request).__name__}")


def _action(request: object) -> str:
    match request:
        case SetUpFirst():
            return STAFF_SET_UP
        case UseCode():
            return "unlock_code_used"
        case _:
            return "screen_opened"


def recorder(
    record: Callable[..., None], clock_s: Callable[[], float] = time.time
) -> Callable[[str, str, Mapping[str, Any]], None]:
    """`record` of a journal, with the time; a store that cannot take the row keeps nobody in or out."""

    def write(actor: str, action: str, details: Mapping[str, Any]) -> None:
        try:
            record(actor, action, details, now=clock_s())
        except KioskError:
            return

    return write
