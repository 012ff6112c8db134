"""The API of reviewing, for people: what waits, one interview to read, what somebody says of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from ehr.access import Permission, require, signed_in
from ehr.agreement import service as agreement
from ehr.database import Actor
from ehr.hub import HubPart
from ehr.review import changes, papers, service, trainings
from ehr.review.schemas import (
    MOST_VERSIONS,
    ActView,
    Colleague,
    NewAct,
    NewPaper,
    PairPage,
    ReviewDetail,
    ReviewPage,
    Version,
)
from ehr.review.training_schemas import NewTraining, Trainings

router = APIRouter(prefix="/api/v1/review", tags=["review"])
P = Permission
Reads = Annotated[Actor, Depends(require(P.INTERVIEW_READ))]
Rates = Annotated[Actor, Depends(require(P.INTERVIEW_RATE))]
Cursor = Annotated[str | None, Query(max_length=200)]
Content = Annotated[tuple[Version, ...], Query(max_length=MOST_VERSIONS)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/interviews")
def interviews(
    actor: Reads,
    hub: HubPart,
    cursor: Cursor = None,
    limit: Limit = 50,
    again: bool = False,
    scores: bool = False,
) -> ReviewPage:
    """Every interview in sight, the newest first; of one that waits for a blind rating no figure.

    again: the list reads itself anew; the audit log tells of it once, when it is opened. scores: with the program's
    scores by sub-dimension, for whoever has to leave some of them out.
    """
    with hub.database.work(actor) as session:
        return service.page(session, _id(actor), cursor, limit, is_told=not again, with_scores=scores)


@router.get("/interviews/{interview_id}")
def interview(request: Request, interview_id: UUID, actor: Reads, hub: HubPart) -> ReviewDetail:
    """One interview to read; the audit log says who did. Recordings where the reader may listen to them."""
    who = signed_in(request)
    with hub.database.work(actor) as session:
        detail = service.detail(session, interview_id, _id(actor), hub.key)
    if who.may(P.RECORDING_READ):
        with hub.database.work(who.acting(P.RECORDING_READ)) as session:
            return service.with_recordings(session, detail)
    return detail


@router.post("/interviews/{interview_id}/acts", status_code=201)
def act(
    request: Request,
    response: Response,
    interview_id: UUID,
    new: NewAct,
    actor: Rates,
    hub: HubPart,
) -> ActView:
    """Somebody says something of an interview, once: 201; the same key and words again: 200.

    A rating needs `interview.rate`, everything else `decision.write`.
    """
    by = actor if new.kind == "rating" else signed_in(request).acting(P.DECISION_WRITE)
    with hub.database.work(by) as session:
        view, is_new = changes.act(session, interview_id, new, _id(by), hub.key)
    if new.kind == "rating":
        agreement.take_up(hub.database)
    response.status_code = 201 if is_new else 200
    return view


@router.post("/interviews/{interview_id}/papers", status_code=204)
def paper(interview_id: UUID, new: NewPaper, actor: Reads, hub: HubPart) -> None:
    """A paper of the interview is about to be made outside the hub: the audit log says which, and for whom."""
    with hub.database.work(actor) as session:
        papers.told(session, interview_id, new)


@router.get("/colleagues")
def colleagues(
    actor: Annotated[Actor, Depends(require(P.DECISION_WRITE))],
    hub: HubPart,
    interview_id: UUID | None = None,
) -> tuple[Colleague, ...]:
    """Who else decides where the reader does, by name; with `interview_id` those who see that interview."""
    with hub.database.work(actor) as session:
        return service.colleagues(session, _id(actor), interview_id)


@router.get("/pairs")
def pairs(actor: Reads, hub: HubPart, cursor: Cursor = None, limit: Limit = 200) -> PairPage:
    """What blind ratings gave beside the program's scores, for figures of agreement; nobody's words, no hidden score.

    limit: how many ratings a page holds; each is some twenty pairs.
    """
    with hub.database.work(actor) as session:
        return service.pairs(session, cursor, limit, hub.key)


@router.get("/pairs/whole")
def whole_pairs(
    actor: Annotated[Actor, Depends(require(P.AGREEMENT_READ))],
    hub: HubPart,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> PairPage:
    """The same with scores that nobody is shown, for whoever checks agreement; the audit log tells who looked."""
    with hub.database.work(actor) as session:
        return service.pairs(session, cursor, limit, hub.key, with_hidden=True)


@router.get("/trainings")
def own_trainings(actor: Rates, hub: HubPart, content: Content = ()) -> Trainings:
    """The reader's own rounds of calibration training, and until when their blind ratings count.

    content: what training rests on at the console; only rounds at kiosks on one of these count there.
    """
    with hub.database.work(actor) as session:
        return trainings.own(session, _id(actor), content)


@router.post("/trainings", status_code=201)
def training(response: Response, new: NewTraining, actor: Rates, hub: HubPart) -> Trainings:
    """A round that came to its end, stored once: 201; the same key and values again: 200."""
    with hub.database.work(actor) as session:
        found, is_new = trainings.add(session, new, _id(actor))
    response.status_code = 201 if is_new else 200
    return found


def _id(actor: Actor) -> UUID:
    assert actor.id is not None  # only people hold permissions
    return actor.id
