"""What a kiosk says of itself every minute, and what the hub wants of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import __version__
from app.store.outbox import QueueState
from app.store.records import instant
from app.sync.calls import Answer
from app.sync.enrolment import CONTRACT


@dataclass(frozen=True, slots=True)
class Health:
    """What the program knows of itself. microphone, camera: "ok", a code, or None while nobody looked.

    packs: identities of the installed model packs. releases: ids of what came from the hub.
    """

    uptime_s: float
    free_mb: int
    total_mb: int
    content_hash: str | None = None
    scorer: str | None = None
    policy_pack: str | None = None
    packs: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What the store knows. Times are Unix seconds by this machine's clock."""

    queue: QueueState
    microphone: str | None
    camera: str | None
    last_interview_at: float | None
    audit_head: tuple[int, str] | None
    hub_audit_head: Mapping[str, Any] | None
    is_busy: bool = False
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the hub answered. pause_media_until: Unix seconds by the hub's clock, or None.

    room: the other kiosks of the site; None from a hub that does not tell. hub_at: when it said all this, by its clock.
    """

    releases_etag: str | None
    appointments_etag: str | None
    rotate_key: bool
    reconcile: bool
    pause_media_until: float | None
    audit_head: Mapping[str, Any] | None
    room: tuple[Mapping[str, Any], ...] | None = None
    hub_at: float | None = None


def heartbeat(health: Health, store: StoreHealth, offset_s: float | None, now: float) -> dict[str, Any]:
    """The body of contract v1. now: Unix seconds. offset_s: None where the hub's clock is not known yet."""
    queue = store.queue
    oldest_s = None if queue.oldest_at is None else max(0.0, round(now - queue.oldest_at, 3))
    unknown = {"value": None, "reason": "no_answer_yet"}
    head = store.audit_head
    return {
        "schema": "heartbeat/1.0",
        "sent_at": instant(now),
        "uptime_s": round(health.uptime_s, 3),
        "versions": {
            "app": __version__,
            "contract": CONTRACT,
            "content_hash": health.content_hash,
            "scorer": health.scorer,
            "policy_pack": health.policy_pack,
            "packs": list(health.packs),
            "releases": list(health.releases),
        },
        "queue": {"waiting": queue.waiting, "parked": queue.parked, "oldest_s": oldest_s},
        "disk": {"free_mb": health.free_mb, "total_mb": health.total_mb},
        "devices": {"microphone": store.microphone, "camera": store.camera},
        "room": {"busy": store.is_busy, "calls": store.calls},
        "clock_offset_s": unknown if offset_s is None else round(offset_s, 3),
        "last_interview_at": None if store.last_interview_at is None else instant(store.last_interview_at),
        "audit": None if head is None else {"seq": head[0], "head": head[1]},
        "hub_audit_head": None if store.hub_audit_head is None else dict(store.hub_audit_head),
    }


def wishes_of(answer: Answer) -> Wishes | None:
    """What the hub wants; None where the answer is no hub's."""
    told = answer.told
    if answer.status != 200 or not isinstance(told.get("hub_time"), str):
        return None
    head = told.get("audit_head")
    return Wishes(
        releases_etag=_text(told.get("releases_etag")),
        appointments_etag=_text(told.get("appointments_etag")),
        rotate_key=told.get("rotate_key") is True,
        reconcile=told.get("reconcile") is True,
        pause_media_until=_unix_s(told.get("pause_media_until")),
        audit_head={name: head.get(name) for name in ("scope", "seq", "hash")}
        if isinstance(head, dict)
        else None,
        room=_room(told.get("room")),
        hub_at=_unix_s(told.get("hub_time")),
    )


def _room(told: Any) -> tuple[Mapping[str, Any], ...] | None:
    if not isinstance(told, list):
        return None
    return tuple(each for each in told if isinstance(each, dict) and isinstance(each.get("label"), str))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _unix_s(value: Any) -> float | None:
    try:
        return datetime.fromisoformat(value).timestamp()
    except (TypeError, ValueError):
        return None
