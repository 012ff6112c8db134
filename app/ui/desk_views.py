"""What the screens of checking in and of the staff show. Part of app.ui.views.View."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.domain.check_in import CallReason

Told = tuple[str, tuple[tuple[str, str | float], ...]]  # a code of resources/messages with its gaps


class CallPlace(StrEnum):
    """Where the person who called is now."""

    START = "start"  # at the first page, or checking in
    BEFORE = "before"  # in a sitting, before the first question
    QUESTION = "question"
    OVER = "over"  # their sitting has ended


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """Somebody called for staff and nobody has come yet. at: the time on the wall, e.g. "14:03".

    waits_min: whole minutes since then. interview_id: None outside a sitting. question: its number, in QUESTION.
    coming_by: the account of who said that they are coming, or "".
    """

    number: int
    at: str
    reason: CallReason
    waits_min: int = 0
    interview_id: str | None = None
    place: CallPlace = CallPlace.START
    question: int = 0
    coming_by: str = ""


class CheckInPhase(StrEnum):
    """Where in checking in."""

    ASKING = "asking"
    LOOKING = "looking"  # the list is being searched
    UNKNOWN = "unknown"  # nobody of the list
    SCANNING = "scanning"  # the camera looks for a QR code
    SEEN_BEFORE = "seen_before"  # staff were called: there are answers of this person already


@dataclass(frozen=True, slots=True)
class CheckInView:
    """How somebody says who they are. can_scan: there is a camera."""

    phase: CheckInPhase = CheckInPhase.ASKING
    can_scan: bool = True


@dataclass(frozen=True, slots=True)
class SignInView:
    """Who of the staff is there? names: the accounts of this kiosk. error: what is wrong, in words of its code."""

    names: tuple[str, ...] = ()
    is_busy: bool = False
    error: Told | None = None


@dataclass(frozen=True, slots=True)
class StaffView:
    """What staff set and answer. by: the account of who does. seen_before: somebody waits to be let on.

    is_running: a sitting goes on behind.
    """

    accommodations: Accommodations = NO_ACCOMMODATION
    calls: tuple[WaitingCall, ...] = ()
    seen_before: bool = False
    is_running: bool = False
    by: str = ""


DeskView = CheckInView | SignInView | StaffView
