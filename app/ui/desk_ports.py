"""What the front desk asks its worker, and what it is given by bootstrap."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.check_in import CallReason, CheckInBy
from app.domain.messages import EngineConfig
from app.ui.desk_views import WaitingCall
from app.ui.ports import Engine, Worker


@dataclass(frozen=True, slots=True)
class LookUp:
    """Who is this? by: QR for a code that the camera read; None for an entry that was typed."""

    entry: str = field(repr=False)
    by: CheckInBy | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the list says. is_known: an appointment was found. seen_before: the person has answers on this kiosk."""

    by: CheckInBy
    appointment: str | None = None
    phone_key: str | None = None
    is_known: bool = False
    seen_before: bool = False


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Somebody of the staff is wanted; interview_id: None outside a sitting."""

    reason: CallReason
    interview_id: str | None


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """Staff came to call `number`."""

    number: int


@dataclass(frozen=True, slots=True)
class AskNews:
    """What is new at the desk?"""


@dataclass(frozen=True, slots=True)
class DeskNews:
    """Calls nobody has answered. wait_min: for somebody without appointment; None: not known, so not claimed."""

    calls: tuple[WaitingCall, ...] = ()
    wait_min: int | None = None


class StaffAction(StrEnum):
    """What staff can do at the screen."""

    OPEN = "open"
    SET_ACCOMMODATIONS = "set_accommodations"
    ANSWER_CALL = "answer_call"
    LET_ON = "let_on"


StaffMay = Callable[[StaffAction], bool]


def whoever_stands_there(_: StaffAction) -> bool:
    """True: until there are roles, who knows the gesture is staff."""
    return True


@dataclass(frozen=True, slots=True)
class DeskPorts:
    """Everything the front desk may use.

    worker: takes LookUp, CallStaff, CallAnswered, AskNews; gives Found, or DeskNews for all but LookUp.
    engine: one of its own, to look for a QR code. scan_config: None where there is no camera.
    """

    worker: Worker
    engine: Engine
    scan_config: EngineConfig | None
    clock_s: Callable[[], float]
    staff_may: StaffMay = whoever_stands_there
