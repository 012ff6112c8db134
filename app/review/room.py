"""The terminals of the site: this one as it is, the others as the hub last passed on. Read only."""

from datetime import datetime
from typing import Any

from app.review.values import Tile
from app.store.journal import Journal
from app.sync.rounds import ROOM

STALE_S = 180.0  # three heartbeats: what was told before says nothing about now


def tiles_of(journal: Journal, site: str, now: float) -> tuple[Tile, ...]:
    """This terminal first. Where there is no hub it is the only one."""
    state = journal.sync_state
    here = Tile(
        site,
        is_here=True,
        is_busy=state.is_interview_running(),
        calls=len(journal.front_desk.open_calls()),
        last_interview_at=state.last_interview_at(),
        heard_at=now,
        is_stale=False,
    )
    told = state.get(ROOM) or {"at": 0.0, "kiosks": []}
    is_old = now - float(told["at"]) > STALE_S
    return (here, *(_tile(each, now, is_old=is_old) for each in told["kiosks"]))


def _tile(told: dict[str, Any], now: float, *, is_old: bool) -> Tile:
    """What does not read is not known: another hub may tell more, or less."""
    heard_at = _unix_s(told.get("heard_at"))
    busy, calls = told.get("busy"), told.get("calls")
    return Tile(
        str(told.get("label", "")),
        is_here=False,
        is_busy=busy if isinstance(busy, bool) else None,
        calls=calls if isinstance(calls, int) else None,
        last_interview_at=_unix_s(told.get("last_interview_at")),
        heard_at=heard_at,
        is_stale=is_old or heard_at is None or now - heard_at > STALE_S,
    )


def _unix_s(value: Any) -> float | None:
    try:
        return datetime.fromisoformat(value).timestamp()
    except (TypeError, ValueError):
        return None
