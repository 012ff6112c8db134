"""What the screens of checking in and of the staff show. Part of app.ui.views.View."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.domain.check_in import CallReason


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """Somebody called for staff and nobody has come yet. at: the time on the wall, e.g. "14:03"."""

    number: int
    at: str
    reason: CallReason


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
class StaffView:
    """What staff set and answer. seen_before: somebody waits to be let on. is_running: a sitting goes on behind."""

    accommodations: Accommodations = NO_ACCOMMODATION
    calls: tuple[WaitingCall, ...] = ()
    seen_before: bool = False
    is_running: bool = False


DeskView = CheckInView | StaffView
