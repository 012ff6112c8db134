"""One interview's events as they lie in the log, and as the program knows them."""

import json
from dataclasses import dataclass
from typing import get_args

from app.domain.codec import decode
from app.domain.events import Event
from app.errors import KioskError

EVENT_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One event as it lies in the log. body: the JSON text that was hashed."""

    number: int
    kind: str
    at: float
    body: str
    hash: str


@dataclass(frozen=True, slots=True)
class InterviewLog:
    """The chain of one interview. genesis: the hash its first event follows."""

    genesis: str
    entries: tuple[LogEntry, ...]


def event_of(kind: str, body: str) -> Event:
    """The event. Raises KioskError record_unreadable."""
    if kind not in EVENT_KINDS:
        raise KioskError("record_unreadable", field=kind, expected="Event")
    event: Event = decode(EVENT_KINDS[kind], json.loads(body))
    return event
