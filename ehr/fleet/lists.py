"""What kiosks fetch: the releases each shall have, and who is expected at its site."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ehr.candidates.models import Identity
from ehr.fleet.models import Appointment, Kiosk, Release, ReleaseFile

RINGS = {"canary": ("canary", "early", "all"), "early": ("early", "all"), "all": ("all",)}
EXPECTED_SINCE = timedelta(days=1)
PHONES = (
    select(Identity.candidate_id, Identity.hash).where(Identity.kind == "phone").order_by(Identity.created_at)
)
ABOVE = text("select ancestor_id from scope_closure where descendant_id = :site")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is sent, and what names its content."""

    body: bytes
    etag: str


def releases(session: Session, kiosk: Kiosk) -> Listed:
    """Of each kind and name the newest that was published for this kiosk's ring, at its site or above."""
    found = wanted(session, kiosk)
    files = _files(session, [each.id for each in found])
    return _listed(
        {
            "schema": "release_list/1.0",
            "ring": kiosk.ring,
            "releases": [_release(each, files.get(each.id, [])) for each in found],
        }
    )


def wanted(session: Session, kiosk: Kiosk) -> list[Release]:
    """The releases this kiosk shall have."""
    above = [int(each) for each in session.scalars(ABOVE, {"site": kiosk.scope_id})]
    query = select(Release).where(
        Release.scope_id.in_(above),
        Release.ring.in_(RINGS[kiosk.ring]),
        Release.published_at.is_not(None),
        Release.withdrawn_at.is_(None),
    )
    newest: dict[tuple[str, str], Release] = {}
    for each in session.scalars(query.order_by(Release.published_at, Release.id)):
        newest[each.kind, each.name] = each
    return [newest[key] for key in sorted(newest)]


def file_of(session: Session, kiosk: Kiosk, release_id: UUID, name: str) -> ReleaseFile | None:
    """A file of a release this kiosk shall have."""
    if release_id not in {each.id for each in wanted(session, kiosk)}:
        return None
    return session.get(ReleaseFile, (release_id, name))


def appointments(session: Session, kiosk: Kiosk, now: datetime) -> Listed:
    """Everybody who is expected at this kiosk's site from yesterday on."""
    query = select(Appointment).where(
        Appointment.scope_id == kiosk.scope_id,
        Appointment.cancelled_at.is_(None),
        (Appointment.at >= now - EXPECTED_SINCE) | Appointment.at.is_(None),
    )
    found = session.scalars(query.order_by(Appointment.at, Appointment.id)).all()
    phones = {
        row.candidate_id: row.hash.hex()
        for row in session.execute(
            PHONES.where(Identity.candidate_id.in_([each.candidate_id for each in found]))
        )
    }
    return _listed(
        {
            "schema": "appointment_list/1.0",
            "appointments": [_appointment(each, phones.get(each.candidate_id)) for each in found],
        }
    )


def _files(session: Session, release_ids: Sequence[UUID]) -> dict[UUID, list[ReleaseFile]]:
    query = select(ReleaseFile).where(ReleaseFile.release_id.in_(release_ids)).order_by(ReleaseFile.name)
    files: dict[UUID, list[ReleaseFile]] = {}
    for each in session.scalars(query):
        files.setdefault(each.release_id, []).append(each)
    return files


def _release(release: Release, files: Sequence[ReleaseFile]) -> dict[str, object]:
    return {
        "id": str(release.id),
        "kind": release.kind,
        "name": release.name,
        "version": release.version,
        "min_app": release.min_app,
        "files": [{"name": each.name, "size": each.size, "sha256": each.sha256.hex()} for each in files],
    }


def _appointment(expected: Appointment, phone_key: str | None) -> dict[str, object]:
    at = expected.at
    return {
        "schema": "appointment/1.0",
        "id": str(expected.id),
        "code": expected.code,
        "at": None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "phone_key": phone_key,
        "job_profile": expected.job_profile,
        "language": expected.language,
    }


def _listed(told: dict[str, object]) -> Listed:
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return Listed(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
