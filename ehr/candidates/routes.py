"""The API of candidates. What is looked for travels in bodies: addresses end up in logs and histories."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from ehr import audit
from ehr.access import Permission, require
from ehr.candidates import service
from ehr.candidates.schemas import CandidatePage, CandidateView, NewCandidate, PersonChange, Search
from ehr.database import Actor
from ehr.hub import HubPart

router = APIRouter(prefix="/api/v1", tags=["candidates"])


@router.post("/candidates/search")
def search(
    wanted: Search, actor: Annotated[Actor, Depends(require(Permission.CANDIDATE_READ))], hub: HubPart
) -> CandidatePage:
    """Candidates in sight, those that changed last first."""
    with hub.database.work(actor) as session:
        found = service.search(session, wanted, hub.key)
        audit.append(
            session, "candidates.listed", scope_id=None, subject_kind="candidates", subject_id="list",
            detail={"shown": len(found.items), "by_words": bool(wanted.words)},
        )  # fmt: skip
        return found


@router.post("/candidates", status_code=201)
def add(
    new: NewCandidate, actor: Annotated[Actor, Depends(require(Permission.CANDIDATE_WRITE))], hub: HubPart
) -> CandidateView:
    """Adds a candidate."""
    with hub.database.work(actor) as session:
        return service.views(session, [service.add(session, new, hub.key)], hub.key)[0]


@router.patch("/candidates/{candidate_id}")
def change(
    candidate_id: UUID,
    new: PersonChange,
    actor: Annotated[Actor, Depends(require(Permission.CANDIDATE_WRITE))],
    hub: HubPart,
) -> CandidateView:
    """Changes who somebody is."""
    with hub.database.work(actor) as session:
        return service.views(session, [service.change(session, candidate_id, new, hub.key)], hub.key)[0]
