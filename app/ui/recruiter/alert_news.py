"""Whom to tell of: raised hands here and at other terminals, and who has finished and nobody has looked at. Pure."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.review.values import CallLine, QueueRow, Tile
from app.ui.recruiter.queue_words import Text, step, waited


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that waits for a person. keys: what it consists of; one that was not there before is news.

    call: a raised hand at this terminal; row: somebody has finished; neither: hands at another terminal.
    """

    keys: tuple[str, ...]
    words: str
    call: CallLine | None = None
    row: QueueRow | None = None


def alerts_of(
    rows: Iterable[QueueRow], calls: Iterable[CallLine], tiles: Iterable[Tile], text: Text
) -> tuple[Alert, ...]:
    """Raised hands first, the oldest of each kind first. What an old word of a terminal says is no news."""
    found, by_id = list(rows), {}
    hands = tuple(calls)
    if hands:
        by_id = {each.interview_id: each for each in found if each.call}
    here = [_call(each, by_id.get(each.interview_id), text) for each in hands]
    elsewhere = [
        _elsewhere(each.label, each.calls, text)
        for each in tiles
        if each.calls and not each.is_here and not each.is_stale
    ]
    finished = sorted((each for each in found if each.is_new), key=lambda each: each.changed_at)
    return (
        *here,
        *elsewhere,
        *(Alert((f"here {each.interview_id}",), _finished(each, text), row=each) for each in finished),
    )


def _call(call: CallLine, row: QueueRow | None, text: Text) -> Alert:
    parts = [text(f"review.console.call_{call.reason}", minutes=call.waits_min)]
    if row is not None and row.step:
        parts.append(step(_without_hand(row), text))
    if call.coming_by:
        parts.append(text("review.alerts.coming_by", name=call.coming_by))
    return Alert((f"call {call.number} {call.reason} {call.interview_id}",), " · ".join(parts), call=call)


def _without_hand(row: QueueRow) -> QueueRow:
    return replace(row, call="")


def _elsewhere(name: str, calls: int, text: Text) -> Alert:
    """One key for each hand: a second one at the same terminal is news, one that was answered is not."""
    keys = tuple(f"room {name} {number}" for number in range(1, calls + 1))
    return Alert(keys, text("review.alerts.elsewhere", name=name, count=calls))


def _finished(row: QueueRow, text: Text) -> str:
    who = f"{row.appointment} · {row.job}" if row.appointment else row.job
    wait = waited(row.waits_min, text)
    began = time.strftime("%H:%M", time.localtime(row.started_at))
    return text(f"review.alerts.{'here' if row.is_here else 'unseen'}", who=who, wait=wait, began=began)
