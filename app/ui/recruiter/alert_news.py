"""Whom to tell of: raised hands here and at other terminals, and who has finished and nobody has looked at. Pure."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.review.values import CallLine, QueueRow, Tile
from app.ui.recruiter.queue_words import Text, step, waited


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that waits for a person. keys: what it consists of; one that was not there before is news.

    call: a raised hand at this terminal, row: of whom, if they are in the list; row alone: somebody has finished;
    tile: raised hands at another terminal.
    """

    keys: tuple[str, ...]
    call: CallLine | None = None
    row: QueueRow | None = None
    tile: Tile | None = None

    @property
    def is_finished(self) -> bool:
        """True for somebody who has finished."""
        return self.row is not None and self.call is None


def alerts_of(
    rows: Iterable[QueueRow], calls: Iterable[CallLine], tiles: Iterable[Tile]
) -> tuple[Alert, ...]:
    """Raised hands first, the oldest of each kind first. What an old word of a terminal says is no news."""
    finished, callers = [], {}
    for row in rows:
        if row.is_new:
            finished.append(row)
        if row.call:
            callers[row.interview_id] = row
    finished.sort(key=lambda each: each.changed_at)
    return (
        *(
            Alert(
                (f"call {each.number} {each.reason} {each.interview_id}",),
                each,
                callers.get(each.interview_id),
            )
            for each in calls
        ),
        *(
            Alert(_hands(f"{each.site} {each.label}", each.calls), tile=each)
            for each in tiles
            if each.calls and not each.is_here and not each.is_stale
        ),
        *(Alert((f"here {each.interview_id}",), row=each) for each in finished),
    )


def alert_words(alert: Alert, text: Text) -> str:
    """What to say of it."""
    if alert.call is not None:
        return _call(alert.call, alert.row, text)
    if alert.tile is not None:
        tile = alert.tile
        name = f"{tile.site} · {tile.label}" if tile.site else tile.label
        return text("review.alerts.elsewhere", name=name, count=tile.calls or 0)
    return "" if alert.row is None else _finished(alert.row, text)


def _hands(name: str, calls: int) -> tuple[str, ...]:
    """One key for each hand: a second one at the same terminal is news, one that was answered is not."""
    return tuple(f"room {name} {number}" for number in range(1, calls + 1))


def _call(call: CallLine, row: QueueRow | None, text: Text) -> str:
    parts = [text(f"review.console.call_{call.reason}", minutes=call.waits_min)]
    if row is not None and row.step:
        parts.append(step(replace(row, call=""), text))
    if call.coming_by:
        parts.append(text("review.alerts.coming_by", name=call.coming_by))
    return " · ".join(parts)


def _finished(row: QueueRow, text: Text) -> str:
    who = f"{row.appointment} · {row.job}" if row.appointment else row.job
    wait = waited(row.waits_min, text)
    began = time.strftime("%H:%M", time.localtime(row.started_at))
    return text(f"review.alerts.{'here' if row.is_here else 'unseen'}", who=who, wait=wait, began=began)
