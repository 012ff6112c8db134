"""What the page of parked records shows, and what the staff may want of it."""

from dataclasses import dataclass
from enum import StrEnum


class ParkedKind(StrEnum):
    """What a record tells, in the words of the page."""

    CONSENT = "consent"
    INTERVIEW = "interview"
    AUDIT = "audit"
    ACT = "act"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ParkedRecord:
    """A record the hub refused. at: when it was laid down, as people here read it. status: the hub's, or "-".

    words: what the hub said, as it said it; may be empty.
    """

    id: str
    kind: ParkedKind
    at: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class ParkedView:
    """records: the oldest first. waiting: how many others are on their way."""

    records: tuple[ParkedRecord, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Offer these records as if they were new."""

    ids: tuple[str, ...]


class ParkedWish(StrEnum):
    """What the person wants beside that."""

    BACK = "back"  # to the interviews
    CLOSE = "close"  # the program
