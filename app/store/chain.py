"""The hash chains: a changed, missing or added row of a log is found."""

import hashlib

from app.domain.codec import canonical

START = "0" * 64  # what the first row of a log follows


def link(previous: str, *parts: str | int | float) -> str:
    """The hash of a row with `parts` that follows the row with the hash `previous`."""
    return hashlib.sha256((previous + canonical(list(parts))).encode()).hexdigest()


def event_link(previous: str, *, interview_id: str, number: int, kind: str, at: float, body: str) -> str:
    """The hash of an event, over the previous event of its interview (or the interview's genesis)."""
    return link(previous, interview_id, number, kind, float(at), body)


def audit_link(previous: str, *, seq: int, at: float, actor: str, action: str, body: str) -> str:
    """The hash of an audit row, over the previous audit row."""
    return link(previous, seq, float(at), actor, action, body)
