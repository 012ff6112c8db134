"""The terminals of the site: this one as it is, the others as the hub last passed on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.review.values import Tile
from app.store.journal import Journal
from app.sync.rounds import ROOM, ROOM_WANTED_AT, STATUS

STALE_S = 180.0  # three heartbeats: what was told before says nothing about now
WISH_EACH_S = 10.0  # how often the wish is written down anew; it holds for ROOM_WANTED_S


def want_room(journal: Journal, now: float) -> None:
    """Somebody looks at the terminals: where there is a hub, sync asks it for them more often for a while."""
    state = journal.sync_state
    if (
        state.get(STATUS) is not None
        and not 0.0 <= now - float(state.get(ROOM_WANTED_AT) or 0.0) < WISH_EACH_S
    ):
        state.put(ROOM_WANTED_AT, now)


def tiles_of(journal: Journal, site: str, now: float) -> tuple[Tile, ...]:
    """This terminal first. Where there is no hub it is the only one."""
    state = journal.sync_state
    here = Tile(
        site,
        is_here=True,
        is_busy=state.is_interview_running(),
        calls=len(journal.front_desk.open_calls()),
        last_interview_at=state.last_interview_at(),
        age_s=0.0,
        is_stale=False,
    )
    told = state.get(ROOM) or {"at": 0.0, "kiosks": []}
    return (here, *(tile_of(each, told, now) for each in told["kiosks"]))


def tile_of(each: Mapping[str, Any], told: Mapping[str, Any], now: float) -> Tile:
    """Another terminal, as the hub told of it. What does not read is not known: another hub may tell more, or less.

    told: when: "at" by the clock of `now`, "hub_at" by the hub's.
    """
    age_s = _age_s(unix_s(each.get("heard_at")), told, now)
    busy, calls = each.get("busy"), each.get("calls")
    return Tile(
        str(each.get("label", "")),
        is_here=False,
        is_busy=busy if isinstance(busy, bool) else None,
        calls=calls if isinstance(calls, int) else None,
        last_interview_at=unix_s(each.get("last_interview_at")),
        age_s=age_s,
        is_stale=age_s is None or age_s > STALE_S,
        site=str(each.get("site", "")),
    )


def _age_s(heard_at: float | None, told: Mapping[str, Any], now: float) -> float | None:
    """How old it was for the hub, by the hub's clock, and how long ago the hub said so, by ours."""
    if heard_at is None:
        return None
    hub_at = told.get("hub_at")
    then_s = float(told["at"] if hub_at is None else hub_at) - heard_at
    return max(0.0, then_s) + max(0.0, now - float(told["at"]))


def unix_s(value: Any) -> float | None:
    """Unix seconds of a moment as the hub writes it; None where it does not read."""
    try:
        return datetime.fromisoformat(value).timestamp()
    except (TypeError, ValueError):
        return None
