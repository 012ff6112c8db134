"""Draws pages: language, who reads it, the menu they may use; and turns refusals into pages instead of JSON."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from ehr.access import SECOND_FACTOR_NEEDED, Permission, SignedIn
from ehr.database import Actor, ActorKind
from ehr.dossier.schemas import InterviewDetail
from ehr.hub import hub_of
from ehr.people import repository as people
from ehr.problems import BAD_VALUES, NOT_SIGNED_IN, Problem, language_of, problem_of
from ehr.web import assets, numbers
from ehr.web.content import Content
from ehr.web.shelf import Shelf
from ehr.web.words import LANGUAGES, Words, words_of

LANGUAGE_COOKIE = "lang"
MENU = (
    ("candidates", "/candidates", Permission.CANDIDATE_READ),
    ("fleet", "/fleet", Permission.FLEET_READ),
    ("audit", "/audit", Permission.AUDIT_READ),
    ("people", "/people", Permission.PEOPLE_READ),
)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who reads a page: their name, the token their forms carry, the pages they may open."""

    name: str
    csrf_token: str
    menu: tuple[tuple[str, str], ...]


def environment() -> Environment:
    """Templates that escape everything and fail on a name that does not exist."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "percent": numbers.percent,
        "moment_text": numbers.moment_text,
        "ago_text": numbers.ago_text,
    }
    return made


TEMPLATES = environment()


def language(request: Request) -> str:
    """What the reader chose: in the address, before in the cookie, else what their browser asks for."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    return language_of(request.headers.get("accept-language", ""))


def words(request: Request) -> Words:
    """The words of the reader's language."""
    return words_of(language(request))


def content_for(request: Request, detail: InterviewDetail) -> tuple[Content, bool]:
    """The content an interview is named by, in the reader's language, and whether it was held with that one."""
    shelf: Shelf = request.app.state.shelf
    return shelf.of(detail.profile["competency_model"], language(request))


def page(
    request: Request, template: str, *, here: str = "", status: int = 200, **values: object
) -> HTMLResponse:
    """The page `template` with `values`; `here` marks its entry of the menu."""
    spoken = words(request)
    context: Mapping[str, object] = {
        "t": spoken,
        "other_language": "en" if spoken.language == "zh" else "zh",
        "visitor": visitor(request),
        "here": here,
        "missing": assets.missing(request.app.state.fetched_assets),
        "now": datetime.now(UTC),
        "document_mb": hub_of(request).settings.limits.document_max_mb,
        **values,
    }
    html = TEMPLATES.get_template(template).render(context)
    # With "no-referrer" a browser sends `Origin: null` with our own forms, and the check of the origin refuses them.
    headers = {"Content-Language": spoken.language, "Referrer-Policy": "same-origin"}
    return HTMLResponse(html, status, headers)


def visitor(request: Request) -> Visitor | None:
    """Who reads the page; None before they have signed in completely."""
    who: SignedIn | None = request.scope.get("ehr.signed_in")
    if who is None or not who.is_complete:
        return None
    with hub_of(request).database.work(Actor(ActorKind.USER, who.user_id)) as session:
        user = people.user(session, who.user_id)
    menu = tuple((key, href) for key, href, permission in MENU if who.may(permission))
    return Visitor(user.display_name if user else "", who.csrf_token, menu)


def refusal(request: Request, problem: Problem) -> Response:
    """The page of a refusal. Whoever must sign in first is sent there, htmx by its own header."""
    where = {NOT_SIGNED_IN: "/sign-in", SECOND_FACTOR_NEEDED: "/sign-in/code"}.get(problem.kind)
    if where is not None:
        if request.headers.get("hx-request"):
            return Response(status_code=204, headers={"HX-Redirect": where})
        return RedirectResponse(where, 303)
    sentence = problem.sentence(language(request))
    number = request.scope.get("ehr.request_id", "-")
    return page(
        request, "error.html", status=problem.kind.status, sentence=sentence, request_id=str(number)[:8]
    )


class PageRoute(APIRoute):
    """A route whose answers, refusals too, are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework, with the form's token where scripts would send a header."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                await _token_of_form(request)
                response = await answer(request)
            except Problem as problem:
                response = refusal(request, problem)
            except RequestValidationError:
                response = refusal(request, Problem(BAD_VALUES))
            except HTTPException as error:  # the framework's own: a body that is too large
                response = refusal(request, problem_of(request, error))
            _remember_language(request, response)
            return response

        return answered


async def _token_of_form(request: Request) -> None:
    """A form without scripts carries its token in a field; the check looks for it in a header."""
    kind = request.headers.get("content-type", "")
    if request.method == "POST" and kind.startswith(FORMS) and "x-csrf-token" not in request.headers:
        token = (await request.form()).get("csrf_token")
        if isinstance(token, str):
            # The list that request.headers reads, which is the scope's own.
            request.scope["headers"].append((b"x-csrf-token", token.encode()))


def _remember_language(request: Request, response: Response) -> None:
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        secure = hub_of(request).settings.secure
        response.set_cookie(LANGUAGE_COOKIE, str(chosen), max_age=31_536_000, secure=secure, samesite="lax")


def user_of(actor: Actor) -> UUID:
    """Who it is."""
    assert actor.id is not None  # only people hold permissions
    return actor.id
