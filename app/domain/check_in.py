"""How a person came to the kiosk, and why staff are called. Values only."""

from enum import StrEnum


class CheckInBy(StrEnum):
    """What the person was recognised by."""

    CODE = "code"
    QR = "qr"
    PHONE = "phone"
    WALK_IN = "walk_in"


class CallReason(StrEnum):
    """Why somebody of the staff is wanted."""

    HELP = "help"
    SEEN_BEFORE = "seen_before"  # the same phone number or appointment has answers on this kiosk
    HUMAN = "human"  # an interview with a person instead
