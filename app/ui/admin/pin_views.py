"""What the staff's pages show, and what the staff may want of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.ui.desk_views import Told


class PinMode(StrEnum):
    """What the right half is for."""

    PIN = "pin"  # typed unseen
    CODE = "code"  # the unlock code, typed from paper
    TOLD = "told"  # an unlock code to write down
    BUSY = "busy"


class StaffWish(StrEnum):
    """What the person wants."""

    BACK = "back"
    OTHER = "other"  # the way beside the PIN
    NOTED = "noted"  # the code is on paper
    AGAIN = "again"
    RESTORE = "restore"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Typed:
    """The digits somebody typed."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinView:
    """title, lead, other, back: keys of the screen's words; an empty one hides its button.

    code: to be written down, in TOLD. error: in words above the pad.
    """

    title: str
    lead: str
    mode: PinMode
    other: str = ""
    back: str = ""
    code: str = field(default="", repr=False)
    error: Told | None = None


@dataclass(frozen=True, slots=True)
class SafeView:
    """Why the kiosk does not start. left_s: until it tries again by itself. may_restore: a copy is there."""

    cause: Told
    left_s: int
    may_restore: bool
