"""How kiosks are: their newest heartbeat, what is wrong with it, and what the hub tells them back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from ehr.fleet.models import Kiosk, KioskHealth
from ehr.people.models import Scope

SILENT_AFTER = timedelta(minutes=15)  # reliability.md 4.3
LATE_AFTER_S = 24 * 3600.0
CLOCK_SKEW_MOST_S = 120.0
DISK_LEAST_SHARE = 0.1
HEAD = text("select seq, hash from audit_heads where chain = 0")
HAS = text("select hash from audit_log where chain = 0 and seq = :seq")


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The end of the hub's own audit chain, which kiosks remember for it."""

    seq: int
    hash: str


def hear(session: Session, kiosk_id: UUID, site: int, told: dict[str, Any], now: datetime) -> None:
    """Keeps a heartbeat in place of the one before."""
    head = told.get("hub_audit_head")
    row = {
        "kiosk_id": kiosk_id,
        "scope_id": site,
        "heard_at": now,
        "body": told,
        "waiting": told["queue"]["waiting"],
        "parked": told["queue"]["parked"],
        "oldest_s": told["queue"]["oldest_s"],
        "clock_skew_s": (datetime.fromisoformat(told["sent_at"]) - now).total_seconds(),
        "last_interview_at": _moment(told["last_interview_at"]),
        "went_back": head is not None and _went_back(session, head),
    }
    statement = insert(KioskHealth).values(row)
    session.execute(statement.on_conflict_do_update(index_elements=[KioskHealth.kiosk_id], set_=row))
    kiosk = session.get_one(Kiosk, kiosk_id)
    kiosk.app_version = told["versions"]["app"]
    session.flush()


def audit_head(session: Session) -> AuditHead | None:
    """The newest entry of the hub's own chain."""
    row = session.execute(HEAD).one_or_none()
    return None if row is None else AuditHead(int(row.seq), bytes(row.hash).hex())


def all_health(session: Session) -> Sequence[tuple[Kiosk, KioskHealth | None]]:
    """Kiosks in sight with their newest heartbeat, by site and label."""
    query = select(Kiosk, KioskHealth).outerjoin(KioskHealth, KioskHealth.kiosk_id == Kiosk.id)
    rows = session.execute(query.order_by(Kiosk.scope_id, Kiosk.label, Kiosk.id)).all()
    return [(row[0], row[1]) for row in rows]


def room(session: Session, kiosk: Kiosk) -> list[dict[str, Any]]:
    """The other kiosks of the site as they last told: for the console of whoever looks after several."""
    same = _told().where(Kiosk.scope_id == kiosk.scope_id, Kiosk.id != kiosk.id)
    return [_tile(row) for row in session.execute(same.order_by(Kiosk.label, Kiosk.id))]


def rooms(session: Session) -> list[dict[str, Any]]:
    """The kiosks in sight as they last told, each with its site: by site and label."""
    whole = _told().add_columns(Scope.name.label("site")).join(Scope, Scope.id == Kiosk.scope_id)
    ordered = whole.order_by(Scope.name, Scope.id, Kiosk.label, Kiosk.id)
    return [{"site": row.site, **_tile(row)} for row in session.execute(ordered)]


def _told() -> Select[Any]:
    """What a console shows of kiosks that are not revoked, and nothing else of their heartbeats."""
    health = (KioskHealth.heard_at, KioskHealth.last_interview_at, KioskHealth.body["room"].label("told"))
    found = select(Kiosk.label, *health).outerjoin(KioskHealth, KioskHealth.kiosk_id == Kiosk.id)
    return found.where(Kiosk.revoked_at.is_(None))


def _tile(row: Row[Any]) -> dict[str, Any]:
    told = row.told or {}
    return {
        "label": row.label,
        "heard_at": _instant(row.heard_at),
        "busy": told.get("busy"),
        "calls": told.get("calls"),
        "last_interview_at": _instant(row.last_interview_at),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def alarms(kiosk: Kiosk, health: KioskHealth | None, wanted: Collection[str], now: datetime) -> list[str]:
    """What somebody must look at, as codes. wanted: ids of the releases this kiosk shall have."""
    if kiosk.revoked_at is not None:
        return []
    if health is None:
        return ["never_heard"]
    body = health.body
    has = set(body["versions"].get("releases", ()))
    disk = body["disk"]
    checks = {
        "silent": now - health.heard_at > SILENT_AFTER,
        "late_sync": (health.oldest_s or 0.0) > LATE_AFTER_S,
        "parked_records": health.parked > 0,
        "old_release": not has.issuperset(wanted),
        "clock_wrong": abs(health.clock_skew_s) > CLOCK_SKEW_MOST_S,
        "disk_full": _share(disk) < DISK_LEAST_SHARE,
        "microphone": body["devices"]["microphone"] not in ("ok", None),
        "camera": body["devices"]["camera"] not in ("ok", None),
        "audit_went_back": health.went_back,
    }
    return [name for name, is_so in checks.items() if is_so]


def _share(disk: dict[str, Any]) -> float:
    free, total = disk.get("free_mb"), disk.get("total_mb")
    return float(free) / float(total) if free is not None and total else 1.0


def _went_back(session: Session, head: dict[str, Any]) -> bool:
    """The kiosk was told a head that the hub's log does not have: its end was cut off, or written anew."""
    if head["scope"] != "hub":
        return False
    known = session.scalar(HAS, {"seq": head["seq"]})
    return known is None or bytes(known).hex() != head["hash"]


def _moment(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told).astimezone(UTC)
