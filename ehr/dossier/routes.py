"""The API of the dossier."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import Response

from ehr.access import Permission, require
from ehr.database import Actor
from ehr.dossier import changes, documents, leaving, merging, service
from ehr.dossier.schemas import (
    CheckChange,
    CheckView,
    DocumentKind,
    DocumentView,
    Dossier,
    Erasure,
    ErasureReceipt,
    InterviewDetail,
    MergeView,
    MessageView,
    NewCheck,
    NewHumanInterview,
    NewMerge,
    NewMessage,
    NewRating,
    RatingView,
)
from ehr.hub import HubPart
from ehr.resumes.reader import read_resume

router = APIRouter(prefix="/api/v1", tags=["dossier"])
P = Permission
ReadsCandidates = Annotated[Actor, Depends(require(P.CANDIDATE_READ))]
WritesCandidates = Annotated[Actor, Depends(require(P.CANDIDATE_WRITE))]
Rates = Annotated[Actor, Depends(require(P.INTERVIEW_RATE))]
Merges = Annotated[Actor, Depends(require(P.CANDIDATE_MERGE))]
Checks = Annotated[Actor, Depends(require(P.CHECK_WRITE))]


@router.get("/candidates/{candidate_id}")
def dossier(candidate_id: UUID, actor: ReadsCandidates, hub: HubPart) -> Dossier:
    """Everything of a person, in the reader's sight. Background checks for those who may read them."""
    with hub.database.work(actor) as session:
        return service.dossier(session, candidate_id, _id(actor), hub.key, with_checks=False)


@router.get("/candidates/{candidate_id}/checks")
def checks(
    candidate_id: UUID, actor: Annotated[Actor, Depends(require(P.CHECK_READ))], hub: HubPart
) -> tuple[CheckView, ...]:
    """The background checks of a person."""
    with hub.database.work(actor) as session:
        return service.dossier(session, candidate_id, _id(actor), hub.key, with_checks=True).checks


@router.get("/interviews/{interview_id}")
def interview(
    interview_id: UUID, actor: Annotated[Actor, Depends(require(P.INTERVIEW_READ))], hub: HubPart
) -> InterviewDetail:
    """One interview; while it waits for a blind rating without scores."""
    with hub.database.work(actor) as session:
        return service.interview(session, interview_id, _id(actor), hub.key)


@router.post("/interviews/{interview_id}/ratings", status_code=201)
def rate(interview_id: UUID, new: NewRating, actor: Rates, hub: HubPart) -> RatingView:
    """Somebody rates an AI interview on its anchors."""
    with hub.database.work(actor) as session:
        return changes.rate(session, interview_id, new, _id(actor), hub.key)


@router.post("/candidates/{candidate_id}/ratings", status_code=201)
def rate_own(candidate_id: UUID, new: NewHumanInterview, actor: Rates, hub: HubPart) -> RatingView:
    """Somebody rates an interview they held themselves."""
    with hub.database.work(actor) as session:
        return changes.rate_own(session, candidate_id, new, _id(actor), hub.key)


@router.post("/candidates/{candidate_id}/checks", status_code=201)
def add_check(candidate_id: UUID, new: NewCheck, actor: Checks, hub: HubPart) -> CheckView:
    """A background check."""
    with hub.database.work(actor) as session:
        return changes.add_check(session, candidate_id, new, _id(actor), hub.key)


@router.patch("/checks/{check_id}")
def change_check(check_id: UUID, new: CheckChange, actor: Checks, hub: HubPart) -> CheckView:
    """How a check stands now."""
    with hub.database.work(actor) as session:
        return changes.change_check(session, check_id, new, _id(actor), hub.key)


@router.post("/candidates/{candidate_id}/messages", status_code=201)
def add_message(candidate_id: UUID, new: NewMessage, actor: WritesCandidates, hub: HubPart) -> MessageView:
    """Something said to, by or about a candidate."""
    with hub.database.work(actor) as session:
        return changes.add_message(session, candidate_id, new, _id(actor), hub.key)


@router.post("/candidates/{candidate_id}/documents", status_code=201)
def add_document(
    candidate_id: UUID,
    file: UploadFile,
    kind: Annotated[DocumentKind, Form()],
    actor: Annotated[Actor, Depends(require(P.DOCUMENT_WRITE))],
    hub: HubPart,
) -> DocumentView:
    """A document; of a résumé also what it says. It is read before the transaction begins."""
    limits = hub.settings.limits
    body = file.file.read(limits.document_max_bytes + 1)
    documents.check(body, limits)
    words = read_resume(body) if kind == "resume" else None
    new = documents.NewDocument(kind, file.filename or "", body, words)
    with hub.database.work(actor) as session:
        return documents.add(session, candidate_id, new, _id(actor), hub.key)


@router.get("/documents/{document_id}", response_model=None)
def document(
    document_id: UUID, actor: Annotated[Actor, Depends(require(P.DOCUMENT_READ))], hub: HubPart
) -> Response:
    """A document as it came; never shown inside the page."""
    with hub.database.work(actor) as session:
        given = documents.given(session, document_id, hub.key)
    return _download(given.body, given.name)


@router.post("/candidates/{candidate_id}/merges", status_code=201)
def merge(candidate_id: UUID, new: NewMerge, actor: Merges, hub: HubPart) -> MergeView:
    """Another candidate is the same person."""
    with hub.database.work(actor) as session:
        return merging.merge(session, candidate_id, new, _id(actor))


@router.post("/merges/{merge_id}/undo")
def undo_merge(merge_id: UUID, actor: Merges, hub: HubPart) -> MergeView:
    """They are two again."""
    with hub.database.work(actor) as session:
        return merging.undo(session, merge_id, _id(actor))


@router.post("/candidates/{candidate_id}/export", response_model=None)
def export(
    candidate_id: UUID, actor: Annotated[Actor, Depends(require(P.CANDIDATE_EXPORT))], hub: HubPart
) -> Response:
    """A ZIP of what the hub holds of a person; without scores that nobody may see yet, or any more."""
    with hub.database.work(actor) as session:
        body = leaving.export(session, candidate_id, _id(actor), hub.key)
    return _download(body, f"{candidate_id}.zip")


@router.post("/candidates/{candidate_id}/erase")
def erase(
    candidate_id: UUID,
    why: Erasure,
    actor: Annotated[Actor, Depends(require(P.CANDIDATE_ERASE))],
    hub: HubPart,
) -> ErasureReceipt:
    """Deletes a person's rows and keys."""
    with hub.database.work(actor) as session:
        return leaving.erase(session, candidate_id, why, hub.key, hub.settings.data)


def _download(body: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(body, 200, headers, media_type="application/octet-stream")


def _id(actor: Actor) -> UUID:
    assert actor.id is not None  # only people hold permissions
    return actor.id
