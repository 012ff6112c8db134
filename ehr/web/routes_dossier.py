"""What people write into a dossier: messages, background checks, that two are one person."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from ehr.access import Permission, require
from ehr.database import Actor
from ehr.dossier import routes as dossiers
from ehr.dossier.schemas import CheckChange, NewCheck, NewMerge, NewMessage
from ehr.hub import HubPart
from ehr.problems import BAD_VALUES, Problem
from ehr.web.pages import PageRoute

router = APIRouter(route_class=PageRoute, include_in_schema=False)
P = Permission
Field = Annotated[str, Form()]
Merges = Annotated[Actor, Depends(require(P.CANDIDATE_MERGE))]
Checks = Annotated[Actor, Depends(require(P.CHECK_WRITE))]


@router.post("/candidates/{candidate_id}/messages")
def add_message(
    candidate_id: UUID,
    actor: Annotated[Actor, Depends(require(P.CANDIDATE_WRITE))],
    hub: HubPart,
    direction: Field,
    channel: Field,
    text: Field,
) -> Response:
    """Something said to, by or about a candidate."""
    try:
        new = NewMessage.model_validate({"direction": direction, "channel": channel, "text": text})
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.add_message(candidate_id, new, actor, hub)
    return _back(candidate_id, "messages")


@router.post("/candidates/{candidate_id}/checks")
def add_check(
    candidate_id: UUID, actor: Checks, hub: HubPart, kind: Field, consent_on: Field = "", note: Field = ""
) -> Response:
    """A background check; without the candidate's consent it only waits."""
    try:
        new = NewCheck.model_validate({"kind": kind, "consent_at": day_of(consent_on), "note": note})
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.add_check(candidate_id, new, actor, hub)
    return _back(candidate_id, "checks")


@router.post("/checks/{check_id}")
def change_check(
    check_id: UUID, actor: Checks, hub: HubPart, candidate_id: Annotated[UUID, Form()], state: Field,
    consent_on: Field = "", note: Field = "",
) -> Response:  # fmt: skip
    """How a check stands now."""
    try:
        new = CheckChange.model_validate({"state": state, "consent_at": day_of(consent_on), "note": note})
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.change_check(check_id, new, actor, hub)
    return _back(candidate_id, "checks")


@router.post("/candidates/{candidate_id}/merges")
def merge(
    candidate_id: UUID, actor: Merges, hub: HubPart, other_id: Annotated[UUID, Form()], reason: Field
) -> Response:
    """Another candidate is the same person; it can be undone."""
    try:
        new = NewMerge.model_validate({"other_id": other_id, "reason": reason})
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.merge(candidate_id, new, actor, hub)
    return _back(candidate_id, "merging")


@router.post("/merges/{merge_id}/undo")
def undo_merge(
    merge_id: UUID, actor: Merges, hub: HubPart, candidate_id: Annotated[UUID, Form()]
) -> Response:
    """They are two again."""
    dossiers.undo_merge(merge_id, actor, hub)
    return _back(candidate_id, "merging")


def day_of(text: str) -> datetime | None:
    """The day of a date field; None where it was left empty. Raises Problem `bad-values`."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Problem(BAD_VALUES) from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _back(candidate_id: UUID, part: str) -> Response:
    return RedirectResponse(f"/candidates/{candidate_id}#{part}", 303)
