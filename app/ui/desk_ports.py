"""What the front desk asks its worker, and what it is given by bootstrap."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.check_in import CallReason, CheckInBy
from app.domain.messages import EngineConfig
from app.ui.desk_views import Told, WaitingCall
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
    """Staff came to call `number`. by: the account of who came."""

    number: int
    by: str


@dataclass(frozen=True, slots=True)
class AskNews:
    """What is new at the desk?"""


@dataclass(frozen=True, slots=True)
class DeskNews:
    """Calls nobody has answered. wait_min: for somebody without appointment; None: not known, so not claimed."""

    calls: tuple[WaitingCall, ...] = ()
    wait_min: int | None = None


@dataclass(frozen=True, slots=True)
class AskNames:
    """Who of the staff has an account here?"""


@dataclass(frozen=True, slots=True)
class StaffNames:
    """The names of the accounts, in the order they came."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignIn:
    """Is this secret that of `name`? The try is counted and audited, whatever comes of it."""

    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Yes: `name` may do what staff do at the screen."""

    name: str


@dataclass(frozen=True, slots=True)
class Refused:
    """No, or not now. error: why, with the gaps of its sentence."""

    error: Told


class StaffAct(StrEnum):
    """What staff did at the screen; the audit log's word for it."""

    SET_ACCOMMODATIONS = "accommodations_set"
    LET_ON = "let_on"
    CLOSE = "desk_closed"
    REVIEW = "desk_left_for_review"
    OFFICE = "desk_left_for_office"
    TIME_OUT = "desk_timed_out"


@dataclass(frozen=True, slots=True)
class StaffDid:
    """`by` did something; for the audit log. interview_id: None between sittings."""

    by: str
    act: StaffAct
    interview_id: str | None


@dataclass(frozen=True, slots=True)
class DeskPorts:
    """Everything the front desk may use.

    worker: takes LookUp, gives Found; AskNames, gives StaffNames or Refused; SignIn, gives SignedIn or Refused;
        CallStaff, CallAnswered, AskNews, StaffDid, gives DeskNews.
    engine: one of its own, to look for a QR code. scan_config: None where there is no camera.
    """

    worker: Worker
    engine: Engine
    scan_config: EngineConfig | None
    clock_s: Callable[[], float]
