"""The API of the audit log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, StringConstraints

from ehr.access import Permission, require
from ehr.audit import repository
from ehr.audit.export import lines
from ehr.audit.repository import AuditQuery, Place
from ehr.cursor import BAD_CURSOR, cursor, place
from ehr.database import Actor
from ehr.hub import Hub, HubPart
from ehr.problems import Problem

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])
Word = Annotated[str, StringConstraints(max_length=80, pattern=r"^[A-Za-z0-9_.:-]+$")]


class EntryView(BaseModel):
    """One entry. `chain` is the scope it belongs to."""

    chain: int
    seq: int
    at: datetime
    actor_kind: str
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, object]
    hash: str


class AuditPage(BaseModel):
    """Entries, newest first; `next` asks for those before."""

    entries: list[EntryView]
    next: str | None


@router.get("")
def entries(
    actor: Annotated[Actor, Depends(require(Permission.AUDIT_READ))],
    hub: HubPart,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[str | None, Query(max_length=200)] = None,
    scope_id: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    actor_id: Annotated[Word | None, Query()] = None,
    subject_id: Annotated[Word | None, Query()] = None,
    subject: Annotated[
        Word | None, Query(description="the first part of the action, as in user.granted")
    ] = None,
) -> AuditPage:
    """Who did and saw what, in the scopes in sight."""
    query = AuditQuery(
        limit=limit,
        before=_place(before),
        scope_id=scope_id,
        actor_id=actor_id,
        subject_id=subject_id,
        action=f"{subject}.%" if subject else None,
    )
    with hub.database.work(actor) as session:
        found = repository.page(session, query)
    last = found[-1] if len(found) == limit else None
    return AuditPage(
        entries=[
            EntryView(
                chain=each.chain,
                seq=each.seq,
                at=each.at,
                actor_kind=each.actor_kind,
                actor_id=each.actor_id,
                action=each.action,
                subject_kind=each.subject_kind,
                subject_id=each.subject_id,
                detail=dict(each.detail),
                hash=each.hash.hex(),
            )
            for each in found
        ],
        next=cursor(last.at.isoformat(), last.chain, last.seq) if last else None,
    )


@router.get("/export", response_class=StreamingResponse)
def export(
    actor: Annotated[Actor, Depends(require(Permission.AUDIT_EXPORT))], hub: HubPart
) -> StreamingResponse:
    """The log of the scopes in sight as JSON lines, its heads signed; that it was exported is in the log too."""
    with hub.database.work(actor) as session:
        scopes = repository.visible_scopes(session)
        for scope_id in scopes[:1]:
            repository.append(
                session, "audit.exported", scope_id=scope_id, subject_kind="scope", subject_id=scope_id
            )
    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(_lines(hub, actor), media_type="application/jsonl", headers=headers)


def _lines(hub: Hub, actor: Actor) -> Iterator[str]:
    with hub.database.work(actor, snapshot=True) as session:
        visible = set(repository.visible_scopes(session))
        heads = [head for head in repository.heads(session) if head.chain in visible]
        for line in lines(repository.entries(session), heads, hub.key):
            yield line + "\n"


def _place(word: str | None) -> Place | None:
    if word is None:
        return None
    at, chain, seq = place(word, str, int, int)
    try:
        return Place(datetime.fromisoformat(str(at)), int(chain), int(seq))
    except ValueError as error:
        raise Problem(BAD_CURSOR) from error
