"""A hub whose pages show the samples: the real service, real templates, real files; only the data are made up."""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import Response

from ehr.access import RequiresSession, SignedIn
from ehr.web.charts import comparison_option, picture_option
from ehr.web.pages import PageRoute, language, page
from ehr.web.views.compare import comparison_rows
from ehr.web.views.lists import CandidateFilter, EnrolmentCode
from tests.hub.web import samples

Someone = Annotated[SignedIn, Depends(RequiresSession())]
NAMES = (
    "candidates",
    "dossier",
    "blind",
    "interview",
    "compare",
    "quotes",
    "fleet",
    "audit",
    "empty",
    "error",
)


def add_sample_pages(app: FastAPI) -> None:
    """Adds /sample/NAME for each of NAMES."""
    router = APIRouter(prefix="/sample", route_class=PageRoute, include_in_schema=False)
    router.add_api_route("/{name}", sample)
    app.include_router(router)


def sample(name: str, request: Request, who: Someone) -> Response:
    """One sample page."""
    spoken = language(request)
    dossier = samples.dossier(spoken, must_rate_first=name == "blind")
    if name in ("dossier", "blind"):
        latest = dossier.latest
        assert latest is not None
        return page(
            request, "dossier.html", here="candidates", dossier=dossier, chart=picture_option(latest.picture)
        )
    if name in ("candidates", "empty"):
        rows = samples.candidates(spoken) if name == "candidates" else ()
        return page(
            request, "candidates.html", here="candidates", rows=rows,
            filter=CandidateFilter(), jobs=(), bands=(), following="",
        )  # fmt: skip
    if name == "interview":
        return page(
            request, "interview.html", here="candidates", interview=samples.interview(spoken), is_blind=False,
            name=dossier.header.name, candidate_id=dossier.header.candidate_id, recordings=samples.recordings(spoken),
            history=samples.history(spoken),
        )  # fmt: skip
    if name == "quotes":
        view = samples.interview(spoken)
        rows = [(answer, sub) for answer in view.answers for sub in answer.subs if sub.id == "co_listening"]
        return page(
            request, "quotes.html", here="candidates", name=rows[0][1].name, interview_id="x", rows=rows
        )
    if name == "compare":
        both = [samples.dossier(spoken, number=number) for number in (1, 2, 3)]
        pictures = [each.latest.picture for each in both if each.latest]
        chart = comparison_option([each.header.name for each in both], pictures)
        return page(
            request, "compare.html", here="candidates", dossiers=both, rows=comparison_rows(both), chart=chart
        )
    if name == "fleet":
        code = EnrolmentCode("7K4QX-2M9DP", "Site 2", samples.AT)
        return page(
            request, "fleet.html", here="fleet", kiosks=samples.kiosks(), alarmed=1, code=code, may_write=True,
            sites=((1, "Site 1"), (2, "Site 2")),
        )  # fmt: skip
    if name == "audit":
        return page(
            request,
            "audit.html",
            here="audit",
            rows=samples.audit_rows(),
            kind="",
            subject="",
            older="/sample/audit",
        )
    return page(request, "error.html", status=404, sentence="404", request_id="0")
