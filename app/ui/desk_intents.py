"""What people want at the front desk: candidates who check in, staff who help. Part of app.ui.intents.Intent."""

from dataclasses import dataclass, field

from app.domain.accommodation import Accommodations


@dataclass(frozen=True, slots=True)
class CheckInWith:
    """An appointment code or a phone number was typed."""

    entry: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanCode:
    """The camera should look for a QR code."""


@dataclass(frozen=True, slots=True)
class StopScan:
    """The camera should look no longer."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """The candidate has no appointment, or goes on without it."""


@dataclass(frozen=True, slots=True)
class BackToStart:
    """From checking in back to the first page."""


@dataclass(frozen=True, slots=True)
class OpenStaff:
    """Somebody made the gesture of the staff."""


@dataclass(frozen=True, slots=True)
class SignInWith:
    """Somebody says who of the staff they are, and proves it. secret: a PIN or a password."""

    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffHere:
    """Somebody of the staff has signed in and stands before the screen."""


@dataclass(frozen=True, slots=True)
class CloseStaff:
    """Staff are done; the candidate goes on."""


@dataclass(frozen=True, slots=True)
class OpenReview:
    """Whoever of the staff is signed in wants the list of interviews."""


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """Whoever of the staff is signed in wants the administrator's screens."""


@dataclass(frozen=True, slots=True)
class SetAccommodations:
    """Staff set what is different for this candidate. by: the account of who set it."""

    accommodations: Accommodations
    by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Staff came to somebody who had called. call: its number."""

    call: int


@dataclass(frozen=True, slots=True)
class LetOn:
    """Staff let somebody go on who has answers on this kiosk already."""


DeskIntent = (
    CheckInWith
    | ScanCode
    | StopScan
    | WalkIn
    | BackToStart
    | OpenStaff
    | SignInWith
    | StaffHere
    | CloseStaff
    | OpenReview
    | OpenOffice
    | SetAccommodations
    | AnswerCall
    | LetOn
)
