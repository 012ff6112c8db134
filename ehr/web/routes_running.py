"""Pages for those who run the hub: kiosks and audit log."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from ehr.access import Permission, require, signed_in
from ehr.audit import routes as audit_routes
from ehr.database import Actor, system
from ehr.fleet import routes as fleet
from ehr.fleet.schemas import KioskChange, KioskView, NewCodeBody
from ehr.hub import Hub, HubPart
from ehr.people import repository as people
from ehr.problems import BAD_VALUES, Problem
from ehr.web.pages import PageRoute, page, words
from ehr.web.views.lists import AuditRow, EnrolmentCode, KioskRow

router = APIRouter(route_class=PageRoute, include_in_schema=False)
P = Permission
SeesFleet = Annotated[Actor, Depends(require(P.FLEET_READ))]
RunsFleet = Annotated[Actor, Depends(require(P.FLEET_WRITE))]
Field = Annotated[str, Form()]
Scopes = dict[int, str]


@router.get("/fleet")
def kiosks(request: Request, actor: SeesFleet, hub: HubPart) -> Response:
    """Kiosks and how they are; those with alarms first."""
    return _fleet(request, actor, hub, None)


@router.post("/fleet/codes")
def make_code(
    request: Request, actor: RunsFleet, hub: HubPart, site_id: Annotated[int, Form(ge=1)], label: Field
) -> Response:
    """A code that lets one kiosk in; its fingerprint is to be compared before it may do anything."""
    try:
        wanted = NewCodeBody(scope_id=site_id, label=label, must_confirm=True)
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    made = fleet.make_code(wanted, actor, hub)
    site = _scopes(hub, actor).get(site_id, "")
    return _fleet(request, actor, hub, EnrolmentCode(made.code, site, made.valid_until))


@router.post("/fleet/{kiosk_id}/confirm")
def confirm(kiosk_id: UUID, actor: RunsFleet, hub: HubPart) -> Response:
    """Somebody compared the fingerprints."""
    fleet.change(kiosk_id, KioskChange(confirm=True), actor, hub)
    return RedirectResponse("/fleet", 303)


@router.post("/fleet/{kiosk_id}/revoke")
def revoke(kiosk_id: UUID, actor: RunsFleet, hub: HubPart) -> Response:
    """Shuts a kiosk out."""
    fleet.revoke(kiosk_id, actor, hub)
    return RedirectResponse("/fleet", 303)


def _fleet(request: Request, actor: Actor, hub: Hub, code: EnrolmentCode | None) -> Response:
    who = signed_in(request)
    scopes = _scopes(hub, actor)
    found = sorted(fleet.kiosks(actor, hub), key=lambda each: (not each.alarms, each.label))
    may_write = who.may(P.FLEET_WRITE)
    sites = []
    if may_write:
        with hub.database.work(who.acting(P.FLEET_WRITE)) as session:
            sites = [(each.id, each.name) for each in people.scopes(session) if each.kind == "site"]
    return page(
        request,
        "fleet.html",
        here="fleet",
        kiosks=[_kiosk(each, scopes) for each in found],
        alarmed=sum(bool(each.alarms) for each in found),
        code=code,
        may_write=may_write,
        sites=sites,
    )


def _kiosk(found: KioskView, scopes: Scopes) -> KioskRow:
    models = " · ".join(filter(None, (found.scorer, (found.content_hash or "")[:8])))
    return KioskRow(
        id=str(found.id),
        label=found.label,
        site=scopes.get(found.scope_id, ""),
        state=found.state,
        fingerprint=found.fingerprint or "",
        heard_at=found.heard_at,
        app_version=found.app_version,
        model_version=models,
        queue=found.waiting,
        parked=found.parked,
        disk_free_gb=None if found.free_mb is None else found.free_mb / 1000,
        last_interview_at=found.last_interview_at,
        alarms=found.alarms,
    )


def _scopes(hub: Hub, actor: Actor) -> Scopes:
    with hub.database.work(actor) as session:
        return {each.id: each.name for each in people.scopes(session)}


@router.get("/audit")
def audit_log(
    request: Request,
    actor: Annotated[Actor, Depends(require(P.AUDIT_READ))],
    hub: HubPart,
    before: Annotated[str | None, Query(max_length=200)] = None,
    kind: Annotated[str, Query(pattern=r"^[a-z_]{0,40}$")] = "",
    subject: Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{0,64}$")] = "",
) -> Response:
    """Who did and saw what, newest first. Looked for by ids and codes alone, so the address may hold them."""
    found = audit_routes.entries(actor, hub, before=before, subject_id=subject or None, subject=kind or None)
    spoken = words(request)
    ids = {each.actor_id for each in found.entries if each.actor_kind == "user"}
    with hub.database.work(system("audit-names")) as session:
        names = {each: user.display_name for each in ids if (user := people.user(session, UUID(each)))}
    rows = [
        AuditRow(
            each.chain, each.seq, each.at,
            names.get(each.actor_id) or f"{spoken.code('actor', each.actor_kind)} {each.actor_id[:8]}",
            each.action, each.subject_kind, each.subject_id,
            ", ".join(f"{name}: {value}" for name, value in each.detail.items()), each.hash,
        )
        for each in found.entries
    ]  # fmt: skip
    older = f"/audit?before={found.next}&kind={kind}&subject={subject}" if found.next else ""
    return page(request, "audit.html", here="audit", rows=rows, kind=kind, subject=subject, older=older)
