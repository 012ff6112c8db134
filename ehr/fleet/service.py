"""What people do with kiosks, releases and appointments."""

import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ehr import audit
from ehr.candidates import repository as candidates
from ehr.candidates import service as candidate_service
from ehr.database import Database, system
from ehr.fleet import health, lists, signing
from ehr.fleet.enrolment import hub_id
from ehr.fleet.models import Appointment, Kiosk, KioskHealth, Release, ReleaseFile
from ehr.fleet.schemas import (
    KioskChange,
    KioskView,
    NewAppointment,
    NewRelease,
    ReleaseChange,
    ReleaseFileView,
    ReleaseView,
)
from ehr.keys import MasterKey
from ehr.problems import NOT_FOUND, Kind, Problem

CODE_CHARS = 8
VERSION_TAKEN = Kind(
    "version-taken", 409, "This version exists already. A version never changes: choose another.",
    "该版本已存在；版本不可更改，请使用新版本号。",
)  # fmt: skip
PUBLISHED = Kind("published", 409, "A published release does not change.", "已发布的内容不可更改。")
EMPTY_FILE = Kind("empty-file", 422, "The file is empty.", "文件为空。")
EMPTY_RELEASE = Kind(
    "empty-release", 409, "A release without files cannot be published.", "没有文件的发布包不能发布。"
)
FINGERPRINTS = system("fleet-fingerprints")
LOOK_UP = text("select kiosk_id, public_key from kiosk_keys where state = 'active' and kiosk_id = any (:ids)")


def fleet(database: Database, session: Session, now: datetime) -> list[KioskView]:
    """Kiosks in sight and how they are."""
    found = health.all_health(session)
    prints = _fingerprints(database, [kiosk.id for kiosk, _ in found])
    return [_view(session, kiosk, state, prints.get(kiosk.id), now) for kiosk, state in found]


def kiosk(database: Database, session: Session, kiosk_id: UUID, now: datetime) -> KioskView:
    """One kiosk in sight. Raises Problem `not-found`."""
    found = _kiosk(session, kiosk_id)
    state = session.get(KioskHealth, kiosk_id)
    return _view(session, found, state, _fingerprints(database, [kiosk_id]).get(kiosk_id), now)


def change(session: Session, kiosk_id: UUID, new: KioskChange) -> None:
    """Renames, confirms, moves to another ring, asks for a new key. Raises Problem `not-found`."""
    found = _kiosk(session, kiosk_id)
    if new.label is not None:
        found.label = new.label
    if new.ring is not None and new.ring != found.ring:
        found.ring = new.ring
        _note(session, "kiosk.ring_changed", found, ring=new.ring)
    if new.confirm and found.confirmed_at is None:
        found.confirmed_at = datetime.now(UTC)
        _note(session, "kiosk.confirmed", found)
    if new.rotate_key:
        found.must_rotate = True
        _note(session, "kiosk.key_change_asked", found)
    if new.reconcile:
        found.must_reconcile = True
    session.flush()


def revoke(session: Session, kiosk_id: UUID) -> None:
    """Shuts a kiosk out at once: its tokens open nothing any more. Raises Problem `not-found`."""
    found = _kiosk(session, kiosk_id)
    if found.revoked_at is None:
        found.revoked_at = datetime.now(UTC)
        session.flush()
        _note(session, "kiosk.revoked", found)


def add_release(session: Session, new: NewRelease, by: UUID | None) -> ReleaseView:
    """A release to fill with files. Raises Problem `not-found`, `version-taken`."""
    _see(session, new.scope_id)
    made = Release(**new.model_dump(), ring="canary", made_by=by)
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:
        raise Problem(VERSION_TAKEN) from error
    audit.append(
        session, "release.made", scope_id=made.scope_id, subject_kind="release", subject_id=made.id,
        detail={"kind": made.kind, "name": made.name, "version": made.version},
    )  # fmt: skip
    return release_view(session, made)


def unpublished(session: Session, release_id: UUID) -> Release:
    """A release that may still be filled. Raises Problem `not-found`, `published`."""
    found = _release(session, release_id)
    if found.published_at is not None:
        raise Problem(PUBLISHED)
    return found


def add_file(session: Session, release_id: UUID, name: str, sha256: str, size: int) -> ReleaseView:
    """Lays a file into a release, in place of one of the same name. Raises Problem `empty-file`."""
    found = unpublished(session, release_id)
    if not size:
        raise Problem(EMPTY_FILE)
    what = {"sha256": bytes.fromhex(sha256), "size": size}
    new = insert(ReleaseFile).values(release_id=release_id, scope_id=found.scope_id, name=name, **what)
    session.execute(new.on_conflict_do_update(index_elements=["release_id", "name"], set_=what))
    session.expire_all()
    return release_view(session, found)


def change_release(session: Session, release_id: UUID, new: ReleaseChange) -> ReleaseView:
    """Publishes for a ring, or withdraws. Raises Problem `not-found`, `empty-release`."""
    found = _release(session, release_id)
    now = datetime.now(UTC)
    if new.publish is not None:
        if not release_view(session, found).files:
            raise Problem(EMPTY_RELEASE)
        found.published_at, found.ring, found.withdrawn_at = found.published_at or now, new.publish, None
        _note_release(session, "release.published", found, ring=new.publish)
    if new.withdraw:
        found.withdrawn_at = now
        _note_release(session, "release.withdrawn", found)
    session.flush()
    return release_view(session, found)


def releases(session: Session, limit: int = 500) -> list[ReleaseView]:
    """Releases in sight, newest first."""
    found = session.scalars(select(Release).order_by(Release.made_at.desc(), Release.id).limit(limit))
    return [release_view(session, each) for each in found]


def release_view(session: Session, found: Release) -> ReleaseView:
    """A release with its files."""
    files = session.scalars(
        select(ReleaseFile).where(ReleaseFile.release_id == found.id).order_by(ReleaseFile.name)
    )
    return ReleaseView(
        id=found.id, scope_id=found.scope_id, kind=found.kind, name=found.name, version=found.version,
        min_app=found.min_app, ring=found.ring, published_at=found.published_at,  # type: ignore[arg-type]
        withdrawn_at=found.withdrawn_at,
        files=tuple(ReleaseFileView(name=each.name, size=each.size, sha256=each.sha256.hex()) for each in files),
    )  # fmt: skip


def add_appointment(session: Session, new: NewAppointment, master: MasterKey, by: UUID | None) -> Appointment:
    """Somebody is expected; their code is new. Raises Problem `not-found`."""
    _see(session, new.scope_id)
    about = candidate_service.get(session, new.candidate_id)
    code = "".join(secrets.choice(signing.ALPHABET) for _ in range(CODE_CHARS))
    made = Appointment(**new.model_dump(), code=code, made_by=by)
    session.add(made)
    session.flush()
    told = master.keyed_hash("appointment", code)
    candidates.identify(session, about.id, about.scope_id, "appointment", told)
    audit.append(
        session, "appointment.made", scope_id=new.scope_id, subject_kind="appointment", subject_id=made.id,
        detail={"candidate": str(about.id)},
    )  # fmt: skip
    return made


def cancel_appointment(session: Session, appointment_id: UUID) -> Appointment:
    """Nobody is expected any more. Raises Problem `not-found`."""
    found = session.get(Appointment, appointment_id)
    if found is None:
        raise Problem(NOT_FOUND)
    if found.cancelled_at is None:
        found.cancelled_at = datetime.now(UTC)
        session.flush()
        audit.append(
            session, "appointment.cancelled", scope_id=found.scope_id, subject_kind="appointment", subject_id=found.id
        )  # fmt: skip
    return found


def _fingerprints(database: Database, kiosk_ids: Collection[UUID]) -> dict[UUID, str]:
    """Keys belong to the hub alone; what is shown of them does not."""
    with database.work(FINGERPRINTS) as session:
        name = hub_id(session)
        rows = session.execute(LOOK_UP, {"ids": list(kiosk_ids)}).all()
    return {row.kiosk_id: signing.fingerprint(name, bytes(row.public_key)) for row in rows}


def _view(
    session: Session, kiosk: Kiosk, state: KioskHealth | None, fingerprint: str | None, now: datetime
) -> KioskView:
    body = {} if state is None else state.body
    versions, devices = body.get("versions", {}), body.get("devices", {})
    wanted = {str(each.id) for each in lists.wanted(session, kiosk)}
    is_active = kiosk.confirmed_at is not None
    return KioskView(
        id=kiosk.id, scope_id=kiosk.scope_id, label=kiosk.label, ring=kiosk.ring,  # type: ignore[arg-type]
        state="revoked" if kiosk.revoked_at else "active" if is_active else "pending",
        fingerprint=fingerprint,
        app_version=kiosk.app_version,
        heard_at=None if state is None else state.heard_at,
        waiting=None if state is None else state.waiting,
        parked=None if state is None else state.parked,
        oldest_s=None if state is None else state.oldest_s,
        clock_skew_s=None if state is None else state.clock_skew_s,
        free_mb=body.get("disk", {}).get("free_mb"),
        microphone=devices.get("microphone"),
        camera=devices.get("camera"),
        last_interview_at=None if state is None else state.last_interview_at,
        scorer=versions.get("scorer"),
        content_hash=versions.get("content_hash"),
        policy_pack=versions.get("policy_pack"),
        alarms=tuple(health.alarms(kiosk, state, wanted, now)),
    )  # fmt: skip


def _kiosk(session: Session, kiosk_id: UUID) -> Kiosk:
    found = session.get(Kiosk, kiosk_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def _release(session: Session, release_id: UUID) -> Release:
    found = session.get(Release, release_id, with_for_update=True)
    if found is None or not candidates.sees_scope(session, found.scope_id):
        raise Problem(NOT_FOUND)
    return found


def _see(session: Session, scope_id: int) -> None:
    if not candidates.sees_scope(session, scope_id):
        raise Problem(NOT_FOUND)


def _note(session: Session, action: str, about: Kiosk, **detail: str) -> None:
    audit.append(
        session, action, scope_id=about.scope_id, subject_kind="kiosk", subject_id=about.id, detail=detail
    )


def _note_release(session: Session, action: str, about: Release, **detail: str) -> None:
    audit.append(
        session, action, scope_id=about.scope_id, subject_kind="release", subject_id=about.id, detail=detail
    )
