"""What the kiosk asks of the voice process and what it answers: one JSON line each."""

import base64
import json
from dataclasses import dataclass
from enum import StrEnum

from app.domain.language import Language


class How(StrEnum):
    """How an utterance ended."""

    SPOKEN = "spoken"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Say:
    """Say `text` in `language`; number: the utterance's, for the answer."""

    number: int
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Play:
    """Play [samples] int16 mono, little-endian, at SAMPLE_RATE_HZ."""

    number: int
    sound: bytes


@dataclass(frozen=True, slots=True)
class Hush:
    """Be silent now."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer to each Say and Play, exactly once: nothing of it sounds any more."""

    number: int
    how: How


Order = Say | Play | Hush


def order_line(order: Order) -> bytes:
    """`order` as one line."""
    match order:
        case Say(number, text, language):
            data: dict[str, object] = {"say": text, "number": number, "language": str(language)}
        case Play(number, sound):
            data = {"play": base64.b64encode(sound).decode("ascii"), "number": number}
        case Hush():
            data = {"hush": True}
    return json.dumps(data).encode("ascii") + b"\n"


def read_order(line: bytes) -> Order:
    """The order in `line`. Raises ValueError or KeyError if there is none."""
    data = json.loads(line)
    if "say" in data:
        return Say(data["number"], data["say"], Language(data["language"]))
    if "play" in data:
        return Play(data["number"], base64.b64decode(data["play"]))
    return Hush()


def answer_line(ended: Ended) -> bytes:
    """`ended` as one line."""
    return json.dumps({"ended": ended.number, "how": str(ended.how)}).encode("ascii") + b"\n"


def read_answer(line: bytes) -> Ended | None:
    """The answer in `line`; None for a line that a library printed."""
    try:
        data = json.loads(line)
        return Ended(int(data["ended"]), How(data["how"]))
    except (ValueError, KeyError, TypeError):
        return None
