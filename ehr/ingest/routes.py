"""What kiosks send."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from ehr.access import RequiresKiosk
from ehr.database import Actor
from ehr.hub import HubPart
from ehr.ingest import service
from ehr.ingest.repository import Offer
from ehr.ingest.service import Refused
from ehr.problems import Kind, Problem, response_to

router = APIRouter(prefix="/api/v1", tags=["kiosks"])
RECORD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
NO_ID = Kind("no-id", 400, "The header Idempotency-Key holds no id.", "缺少 Idempotency-Key。", service.KIOSK)
NOT_JSON_TYPE = Kind(
    "not-json-type", 415, "Send application/json.", "请使用 application/json。", service.KIOSK
)


class ToldRecord(BaseModel):
    """A record the kiosk believes the hub to have."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    kind: Annotated[str, Field(max_length=64)]
    body_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Reconcile(BaseModel):
    """What the kiosk was told is here."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    version: Annotated[str, Field(alias="schema", pattern=r"^reconcile/1\.[0-9]+$")]
    records: Annotated[tuple[ToldRecord, ...], Field(max_length=1000)]


class Reconciled(BaseModel):
    """What the kiosk is to send again, and what a person must look at."""

    missing: list[str]
    different: list[str]


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post("/ingest/{kind}", response_model=None)
def ingest(
    kind: str,
    request: Request,
    body: Annotated[bytes, Depends(_body)],
    actor: Annotated[Actor, Depends(RequiresKiosk())],
    hub: HubPart,
) -> JSONResponse:
    """201: stored. 208: it was here. 409: other content has the id. 422: kept aside, or the hub is older."""
    record_id = request.headers.get("idempotency-key", "")
    if not RECORD_ID.fullmatch(record_id):
        raise Problem(NO_ID)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(NOT_JSON_TYPE)
    assert actor.id is not None
    try:
        taken = service.take(hub.database, actor, Offer(actor.id, record_id, kind, body), hub.key)
    except Refused as refused:
        return response_to(Problem(refused.kind), request, **refused.more)
    receipt = {
        "id": taken.id,
        "kind": taken.kind,
        "body_sha256": taken.body_sha256,
        "received_at": taken.received_at.isoformat().replace("+00:00", "Z"),
    }
    return JSONResponse(receipt, 201 if taken.is_new else 208)


@router.post("/kiosks/reconcile")
def reconcile(told: Reconcile, actor: Annotated[Actor, Depends(RequiresKiosk())], hub: HubPart) -> Reconciled:
    """Which records the hub lacks, and which it has otherwise."""
    assert actor.id is not None
    with hub.database.work(actor) as session:
        missing, different = service.compare(
            session, actor.id, {record.id: record.body_sha256 for record in told.records}
        )
    return Reconciled(missing=missing, different=different)
