"""The kiosks' own audit chains: kept piece by piece, and anchored in the hub's."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ehr import audit
from ehr.ingest import repository
from ehr.ingest.repository import KioskAudit
from ehr.interviews import repository as interviews

DELETED = frozenset({"interview_deleted"})


def add(session: Session, kiosk_id: UUID, site: int, record: dict[str, Any], body: bytes) -> None:
    """Keeps a piece of a chain; where its end and the next one's beginning differ, the hub's log says so."""
    piece = {
        "kiosk_id": kiosk_id,
        "scope_id": site,
        "source": record["database"],
        "first_seq": record["first_seq"],
        "last_seq": record["last_seq"],
        "prev": bytes.fromhex(record["prev"]),
        "head": bytes.fromhex(record["head"]),
        "body": body,
    }
    beside = repository.neighbours(session, kiosk_id, piece["source"], piece["first_seq"], piece["last_seq"])
    is_sound = all(_fits(piece, each) for each in beside)
    session.execute(insert(KioskAudit).values(piece))
    audit.append(
        session,
        "kiosk_audit.anchored" if is_sound else "kiosk_audit.broken",
        scope_id=site,
        subject_kind="kiosk",
        subject_id=kiosk_id,
        detail={"source": record["database"], "last_seq": record["last_seq"], "head": record["head"]},
    )
    for row in record["rows"]:
        if row["action"] in DELETED:
            _note_deletion(session, kiosk_id, row)


def _fits(piece: dict[str, Any], other: KioskAudit) -> bool:
    """The two pieces join without a gap in the chain and share no row."""
    if other.last_seq == piece["first_seq"] - 1:
        return bool(other.head == piece["prev"])
    if other.first_seq == piece["last_seq"] + 1:
        return bool(other.prev == piece["head"])
    return False


def _note_deletion(session: Session, kiosk_id: UUID, row: dict[str, Any]) -> None:
    """The kiosk deleted an interview. What the hub does with its own is for a person, within their own term."""
    try:
        told = json.loads(row["body"])
    except ValueError:
        return
    interview_id = told.get("interview_id") if isinstance(told, dict) else None
    if isinstance(interview_id, str):
        interviews.mark_deleted(session, kiosk_id, interview_id, datetime.fromtimestamp(row["at"], UTC))
