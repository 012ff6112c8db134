"""Pages of candidates: the list, two to four side by side, the dossier."""

from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from ehr.access import Permission, require, signed_in
from ehr.candidates import routes as candidates
from ehr.candidates.schemas import Band, CandidateView, Search
from ehr.database import Actor
from ehr.dossier import documents, repository, service
from ehr.dossier import routes as dossiers
from ehr.dossier.models import BackgroundCheck
from ehr.dossier.opened import whole
from ehr.dossier.schemas import CheckView, Erasure
from ehr.hub import Hub, HubPart
from ehr.people import repository as people
from ehr.problems import BAD_VALUES, Problem
from ehr.web.charts import comparison_option, picture_option
from ehr.web.content import Content, content_of
from ehr.web.pages import PageRoute, content_for, language, page, user_of
from ehr.web.views.built import allowed, detail_view, dossier_view, list_score
from ehr.web.views.compare import comparison_rows
from ehr.web.views.dossier import DossierView
from ehr.web.views.lists import CandidateFilter, CandidateRow

router = APIRouter(route_class=PageRoute, include_in_schema=False)
P = Permission
Reads = Annotated[Actor, Depends(require(P.CANDIDATE_READ))]
Field = Annotated[str, Form()]
BANDS: tuple[Band, ...] = get_args(Band)
MOST_COMPARED = 4
MOST_SHOWN = 50


@router.get("/candidates")
def candidate_list(request: Request, actor: Reads, hub: HubPart) -> Response:
    """Candidates, those that changed last first."""
    return _list(request, actor, hub, CandidateFilter())


@router.post("/candidates")
def search(
    request: Request, actor: Reads, hub: HubPart,
    text: Field = "", job: Field = "", band: Field = "", interviewed: Field = "", after: Field = "",
) -> Response:  # fmt: skip
    """Candidates that match. What is looked for travels in the body: addresses end up in logs and histories."""
    return _list(request, actor, hub, CandidateFilter(text.strip()[:120], job, band, interviewed, after))


def _list(request: Request, actor: Actor, hub: Hub, wanted: CandidateFilter) -> Response:
    content = content_of(language(request))
    try:
        search = Search(
            words=wanted.text,
            job_profile=wanted.job or None,
            band=wanted.band or None,  # type: ignore[arg-type]  # the schema checks it
            interviewed={"yes": True, "no": False}.get(wanted.interviewed),
            after=wanted.after or None,
            limit=MOST_SHOWN,
        )
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    found = candidates.search(search, actor, hub)
    with hub.database.work(actor) as session:
        scopes = scope_names(session)
    return page(
        request,
        "candidates.html",
        here="candidates",
        rows=tuple(_row(each, scopes, content) for each in found.items),
        following=found.next or "",
        filter=wanted,
        jobs=[(job.id, job.name) for job in content.jobs.values()],
        bands=[(band, content.words(f"band_short.{band}")) for band in BANDS],
    )


def _row(found: CandidateView, scopes: dict[int, str], content: Content) -> CandidateRow:
    return CandidateRow(
        str(found.id),
        found.name or content.words("candidates.unnamed"),
        content.name(found.job_profile) if found.job_profile else "–",
        scopes.get(found.scope_id, ""),
        found.interviewed_at,
        list_score(found.composite),
        "to_rate" if found.to_rate else found.band,
    )


@router.get("/candidates/compare")
def compare(
    request: Request, actor: Reads, hub: HubPart, ids: Annotated[list[UUID], Query(alias="id")]
) -> Response:
    """Two to four candidates side by side; who waits for a blind rating shows no scores."""
    if not 2 <= len(set(ids)) <= MOST_COMPARED:
        raise Problem(BAD_VALUES)
    views = [read_dossier(request, actor, hub, each) for each in dict.fromkeys(ids)]
    open_ones = [each for each in views if each.latest is not None and not each.must_rate_first]
    pictures = [each.latest.picture for each in open_ones if each.latest is not None]
    names = [each.header.name for each in open_ones]
    return page(
        request,
        "compare.html",
        here="candidates",
        dossiers=views,
        rows=comparison_rows(views),
        chart=comparison_option(names, pictures) if pictures else None,
    )


@router.get("/candidates/{candidate_id}")
def dossier(request: Request, candidate_id: UUID, actor: Reads, hub: HubPart) -> Response:
    """Everything of one person."""
    view = read_dossier(request, actor, hub, candidate_id)
    chart = picture_option(view.latest.picture) if view.latest and not view.must_rate_first else None
    return page(request, "dossier.html", here="candidates", dossier=view, chart=chart)


def read_dossier(request: Request, actor: Actor, hub: Hub, candidate_id: UUID) -> DossierView:
    """The dossier as its reader may see it. Raises Problem `not-found`, `erased`."""
    who = signed_in(request)
    may = frozenset(each for each in P if who.may(each))
    with hub.database.work(actor) as session:
        found = service.dossier(session, candidate_id, user_of(actor), hub.key, with_checks=False)
        scopes = scope_names(session)
    if P.CHECK_READ in may:
        checks = _checks(hub, who.acting(P.CHECK_READ), candidate_id)
        may -= {P.CHECK_READ} if checks is None else set()
        found = found.model_copy(update={"checks": checks or ()})
    latest = resume = None
    if found.interviews and P.INTERVIEW_READ in may:
        latest = dossiers.interview(found.interviews[0].id, who.acting(P.INTERVIEW_READ), hub)
    if P.DOCUMENT_READ in may:
        with hub.database.work(who.acting(P.DOCUMENT_READ)) as session:
            resume = documents.resume(session, candidate_id, hub.key)
    view = None
    if latest is not None:
        own, is_own = content_for(request, latest)
        view = detail_view(latest, own, is_own=is_own)
    return dossier_view(
        found,
        view,
        resume,
        scopes=scopes,
        content=content_of(language(request)),
        may=allowed(may),
        must_rate_first=latest is not None and latest.line.must_rate,
    )


def _checks(hub: Hub, actor: Actor, candidate_id: UUID) -> tuple[CheckView, ...] | None:
    """The background checks; None where the reader may see checks elsewhere, but not this person's."""
    try:
        with hub.database.work(actor) as session:
            person = whole(session, candidate_id, hub.key)
            rows = repository.rows(session, BackgroundCheck, person.ids)
            names = repository.names(session, [each.changed_by for each in rows])
            return tuple(service.check_view(person, each, names) for each in rows)
    except Problem:
        return None


def scope_names(session: Session) -> dict[int, str]:
    """Names of the scopes in sight."""
    return {scope.id: scope.name for scope in people.scopes(session)}


@router.post("/candidates/{candidate_id}/documents")
def add_document(
    candidate_id: UUID,
    file: UploadFile,
    actor: Annotated[Actor, Depends(require(P.DOCUMENT_WRITE))],
    hub: HubPart,
) -> Response:
    """A résumé; what it says is read before it is stored."""
    dossiers.add_document(candidate_id, file, "resume", actor, hub)
    return RedirectResponse(f"/candidates/{candidate_id}#documents", 303)


@router.get("/documents/{document_id}")
def document(
    document_id: UUID, actor: Annotated[Actor, Depends(require(P.DOCUMENT_READ))], hub: HubPart
) -> Response:
    """A document as it came; browsers save it and never show it inside the hub."""
    return dossiers.document(document_id, actor, hub)


@router.post("/candidates/{candidate_id}/export")
def export(
    candidate_id: UUID, actor: Annotated[Actor, Depends(require(P.CANDIDATE_EXPORT))], hub: HubPart
) -> Response:
    """An archive of everything of one person."""
    return dossiers.export(candidate_id, actor, hub)


@router.post("/candidates/{candidate_id}/erase")
def erase(
    request: Request,
    candidate_id: UUID,
    actor: Annotated[Actor, Depends(require(P.CANDIDATE_ERASE))],
    hub: HubPart,
    reason: Field,
    sure: Field = "",
) -> Response:
    """Deletes a person's data and keys, once somebody has said that they are sure."""
    try:
        why = Erasure(reason=reason)  # type: ignore[arg-type]  # the schema checks it
    except ValidationError as error:
        raise Problem(BAD_VALUES) from error
    if sure != "yes":
        raise Problem(BAD_VALUES)
    return page(
        request, "erased.html", here="candidates", receipt=dossiers.erase(candidate_id, why, actor, hub)
    )
