"""Pages of interviews: question by question, quotes of a score, ratings."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from ehr.access import Permission, require, signed_in
from ehr.database import Actor
from ehr.dossier import routes as dossiers
from ehr.dossier.schemas import NewHumanInterview, NewRating
from ehr.hub import Hub, HubPart
from ehr.media import reading, reading_routes
from ehr.media.reading import RecordingView
from ehr.problems import BAD_VALUES, NOT_FOUND, Problem
from ehr.review import service as review
from ehr.web.pages import PageRoute, content_for, page, user_of
from ehr.web.routes_dossier import day_of
from ehr.web.views.built import detail_view
from ehr.web.views.history import history_view

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reads = Annotated[Actor, Depends(require(Permission.INTERVIEW_READ))]
Rates = Annotated[Actor, Depends(require(Permission.INTERVIEW_RATE))]
SCORE = "score."


async def form_of(request: Request) -> FormData:
    """The fields of the form, whose names depend on the job."""
    return await request.form()


Fields = Annotated[FormData, Depends(form_of)]


@router.get("/interviews/{interview_id}")
def interview(request: Request, interview_id: UUID, actor: Reads, hub: HubPart) -> Response:
    """One interview; while it waits for a blind rating, its words alone."""
    detail = dossiers.interview(interview_id, actor, hub)
    content, is_own = content_for(request, detail)
    view = detail_view(detail, content, is_own=is_own)
    with hub.database.work(actor) as session:
        line, acts = review.history(session, interview_id, user_of(actor), hub.key)
    return page(
        request,
        "interview.html",
        here="candidates",
        interview=view,
        recordings=_recordings(request, interview_id, hub),
        history=history_view(line, acts, content),
        is_blind=detail.line.must_rate,
        name="",
        candidate_id=detail.candidate_id,
    )


def _recordings(request: Request, interview_id: UUID, hub: Hub) -> Mapping[str, Sequence[RecordingView]]:
    """Recordings by the anchor of their answer; none where the reader may not listen to this person's."""
    who = signed_in(request)
    if not who.may(Permission.RECORDING_READ):
        return {}
    found: dict[str, list[RecordingView]] = {}
    with suppress(Problem), hub.database.work(who.acting(Permission.RECORDING_READ)) as session:
        for each in reading.of_interview(session, interview_id):
            found.setdefault(f"{each.question_id}-{each.turn}", []).append(each)
    return found


@router.get("/interviews/{interview_id}/recordings/{recording_id}")
def recording(
    interview_id: UUID,
    recording_id: str,
    actor: Annotated[Actor, Depends(require(Permission.RECORDING_READ))],
    hub: HubPart,
) -> Response:
    """A recording that the candidate agreed to hand over; browsers save it."""
    return reading_routes.recording(interview_id, recording_id, actor, hub)


@router.get("/interviews/{interview_id}/quotes/{sub_dimension}")
def quotes(request: Request, interview_id: UUID, sub_dimension: str, actor: Reads, hub: HubPart) -> Response:
    """The words behind the score of one sub-dimension."""
    detail = dossiers.interview(interview_id, actor, hub)
    content, _ = content_for(request, detail)
    answers = detail_view(detail, content).answers
    rows = [(answer, sub) for answer in answers for sub in answer.subs if sub.id == sub_dimension]
    if not rows:
        raise Problem(NOT_FOUND)
    return page(
        request,
        "quotes.html",
        here="candidates",
        name=content.name(sub_dimension),
        interview_id=interview_id,
        rows=rows,
    )


@router.post("/interviews/{interview_id}/ratings")
def rate(interview_id: UUID, actor: Rates, hub: HubPart, form: Fields) -> Response:
    """Somebody rates an AI interview; before they saw its scores, if it was drawn for that."""
    try:
        new = NewRating(scores=_scores(form), comment=str(form.get("comment", "")))
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.rate(interview_id, new, actor, hub)
    return RedirectResponse(f"/interviews/{interview_id}", 303)


@router.post("/candidates/{candidate_id}/ratings")
def rate_own(candidate_id: UUID, actor: Rates, hub: HubPart, form: Fields) -> Response:
    """Somebody rates an interview they held themselves."""
    try:
        new = NewHumanInterview(
            scores=_scores(form),
            comment=str(form.get("comment", "")),
            held_at=day_of(str(form.get("held_on", ""))),
        )
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    dossiers.rate_own(candidate_id, new, actor, hub)
    return RedirectResponse(f"/candidates/{candidate_id}#ratings", 303)


def _scores(form: FormData) -> dict[str, float]:
    """The scores that were filled in. Raises Problem `bad-values`."""
    try:
        return {
            name.removeprefix(SCORE): float(value)
            for name, value in form.multi_items()
            if name.startswith(SCORE) and isinstance(value, str) and value
        }
    except ValueError as error:
        raise Problem(BAD_VALUES) from error
