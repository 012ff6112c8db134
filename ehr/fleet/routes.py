"""The API of the fleet, for people."""

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from ehr.access import Permission, require
from ehr.database import Actor
from ehr.fleet import enrolment, files, health, service
from ehr.fleet.schemas import (
    AppointmentView,
    KioskChange,
    KioskView,
    NewAppointment,
    NewCodeBody,
    NewCodeView,
    NewRelease,
    ReleaseChange,
    ReleaseView,
    RoomView,
)
from ehr.hub import HubPart
from ehr.problems import Kind, Problem

router = APIRouter(prefix="/api/v1", tags=["fleet"])
Reads = Annotated[Actor, Depends(require(Permission.FLEET_READ))]
ReadsInterviews = Annotated[Actor, Depends(require(Permission.INTERVIEW_READ))]
Writes = Annotated[Actor, Depends(require(Permission.FLEET_WRITE))]
WritesContent = Annotated[Actor, Depends(require(Permission.CONTENT_WRITE))]
FILE_NAME = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}")
BAD_NAME = Kind(
    "bad-file-name", 422, "A name of a file has letters, digits, . _ - and / between folders.",
    "文件名只能包含字母、数字和 . _ - ，用 / 分隔目录。",
)  # fmt: skip


@router.get("/kiosks")
def kiosks(actor: Reads, hub: HubPart) -> list[KioskView]:
    """Kiosks in sight and how they are."""
    with hub.database.work(actor) as session:
        return service.fleet(hub.database, session, datetime.now(UTC))


@router.get("/room")
def room(actor: ReadsInterviews, hub: HubPart) -> RoomView:
    """Who sits at which kiosk in sight, and how many raised hands there are, for the console of whoever reviews.

    Asked every few seconds and about nobody: the audit log does not tell of it.
    """
    now = datetime.now(UTC)
    with hub.database.work(actor) as session:
        return RoomView.model_validate({"hub_time": now, "kiosks": health.rooms(session)})


@router.patch("/kiosks/{kiosk_id}")
def change(kiosk_id: UUID, new: KioskChange, actor: Writes, hub: HubPart) -> KioskView:
    """Renames, confirms, moves to another ring, asks for a new key or a reconciliation."""
    with hub.database.work(actor) as session:
        service.change(session, kiosk_id, new)
        return service.kiosk(hub.database, session, kiosk_id, datetime.now(UTC))


@router.post("/kiosks/{kiosk_id}/revoke", status_code=204)
def revoke(kiosk_id: UUID, actor: Writes, hub: HubPart) -> None:
    """Shuts a kiosk out at once."""
    with hub.database.work(actor) as session:
        service.revoke(session, kiosk_id)


@router.post("/kiosks/codes", status_code=201)
def make_code(new: NewCodeBody, actor: Writes, hub: HubPart) -> NewCodeView:
    """A code that lets one kiosk in, for fifteen minutes."""
    with hub.database.work(actor) as session:
        made = enrolment.make_code(
            session, new.scope_id, new.label, hub.key, by=actor.id, must_confirm=new.must_confirm
        )
    return NewCodeView(id=made.id, code=made.code, valid_until=made.valid_until)


@router.get("/releases")
def releases(
    actor: Annotated[Actor, Depends(require(Permission.CONTENT_READ))], hub: HubPart
) -> list[ReleaseView]:
    """Releases in sight, newest first."""
    with hub.database.work(actor) as session:
        return service.releases(session)


@router.post("/releases", status_code=201)
def add_release(new: NewRelease, actor: WritesContent, hub: HubPart) -> ReleaseView:
    """A release to fill with files."""
    with hub.database.work(actor) as session:
        return service.add_release(session, new, actor.id)


@router.put("/release-files/{release_id}/{name:path}")
async def add_file(
    release_id: UUID, name: str, request: Request, actor: WritesContent, hub: HubPart
) -> ReleaseView:
    """Lays a file into a release; the body is the file."""
    if not FILE_NAME.fullmatch(name) or "//" in name:
        raise Problem(BAD_NAME)
    with hub.database.work(actor) as session:
        service.unpublished(session, release_id)
    sha256, size = await files.Store(hub.settings.data).add(request.stream())
    with hub.database.work(actor) as session:
        return service.add_file(session, release_id, name, sha256, size)


@router.patch("/releases/{release_id}")
def change_release(release_id: UUID, new: ReleaseChange, actor: WritesContent, hub: HubPart) -> ReleaseView:
    """Publishes for a ring, or withdraws."""
    with hub.database.work(actor) as session:
        return service.change_release(session, release_id, new)


@router.post("/appointments", status_code=201)
def add_appointment(
    new: NewAppointment,
    actor: Annotated[Actor, Depends(require(Permission.APPOINTMENT_WRITE))],
    hub: HubPart,
) -> AppointmentView:
    """Somebody is expected at a site."""
    with hub.database.work(actor) as session:
        return AppointmentView.model_validate(service.add_appointment(session, new, hub.key, actor.id))


@router.post("/appointments/{appointment_id}/cancel")
def cancel_appointment(
    appointment_id: UUID,
    actor: Annotated[Actor, Depends(require(Permission.APPOINTMENT_WRITE))],
    hub: HubPart,
) -> AppointmentView:
    """Nobody is expected any more."""
    with hub.database.work(actor) as session:
        return AppointmentView.model_validate(service.cancel_appointment(session, appointment_id))
