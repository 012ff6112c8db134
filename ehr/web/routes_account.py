"""Pages of signing in and of one's own account."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from ehr.access import Public, RequiresSession, Role, SignedIn
from ehr.database import Actor, ActorKind, system
from ehr.hub import Hub, HubPart, hub_of
from ehr.people import account_routes, repository, second_factor, signed_in
from ehr.people.account_routes import SignInsPart, browser_of
from ehr.people.models import User
from ehr.people.schemas import FirstPerson
from ehr.people.signed_in import NewSession
from ehr.problems import NOT_FOUND, Problem
from ehr.web.pages import MENU, PageRoute, language, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Anybody = Annotated[None, Depends(Public("this is how one signs in"))]
Half = Annotated[SignedIn, Depends(RequiresSession(half=True))]
Whole = Annotated[SignedIn, Depends(RequiresSession())]
Field = Annotated[str, Form()]


@router.get("/")
def start(who: Whole) -> Response:
    """The first page that the reader may open."""
    where = next((href for _, href, permission in MENU if who.may(permission)), "/account")
    return RedirectResponse(where, 303)


@router.get("/sign-in")
def sign_in_page(request: Request, _: Anybody) -> Response:
    """Name and password."""
    return _sign_in_page(request)


@router.post("/sign-in")
def sign_in(
    request: Request, _: Anybody, hub: HubPart, ways: SignInsPart, sign_in_name: Field, password: Field
) -> Response:
    """Starts a session, then asks for the code where there is a second step."""
    signed_in.check_origin(request, hub.settings)
    peer = request.client.host if request.client else "unknown"
    try:
        new = ways.with_password(sign_in_name.strip(), password, peer=peer, browser=browser_of(request))
    except Problem as problem:
        sentence = problem.sentence(language(request))
        return _sign_in_page(request, sentence, problem.kind.status)
    return _let_in(hub, new)


@router.get("/sign-in/code")
def code_page(request: Request, who: Half, hub: HubPart) -> Response:
    """The second step, or its set-up where a role needs one and there is none."""
    step = account_routes.next_step(who)
    if step == "done":
        return RedirectResponse("/", 303)
    if step == "enter_code":
        return _code_page(request, who)
    with hub.database.work(Actor(ActorKind.USER, who.user_id)) as session:
        user = repository.user(session, who.user_id)
        if user is None:
            raise Problem(NOT_FOUND)
        credential = repository.credential(session, who.user_id)
        offer = second_factor.offer(session, credential, user.sign_in_name, hub.key)
    return page(request, "second_factor.html", sentence="", offer=offer, csrf_token=who.csrf_token)


@router.post("/sign-in/code")
def enter_code(request: Request, who: Half, hub: HubPart, ways: SignInsPart, code: Field) -> Response:
    """Completes the sign-in, or puts a new second factor in force and shows its recovery codes."""
    is_set_up = who.has_second_factor
    try:
        if is_set_up:
            return _let_in(hub, ways.second_step(who, code))
        new, codes = ways.confirm_second_factor(who, code)
    except Problem as problem:
        sentence = problem.sentence(language(request))
        if is_set_up:
            return _code_page(request, who, sentence, problem.kind.status)
        return RedirectResponse("/sign-in/code", 303)
    response = page(request, "recovery_codes.html", codes=codes)
    signed_in.hand_over(response, new, hub.settings)
    return response


def _sign_in_page(request: Request, sentence: str = "", status: int = 200) -> Response:
    is_offered = hub_of(request).settings.oidc is not None
    return page(
        request,
        "sign_in.html",
        status=status,
        sentence=sentence,
        wants_code=False,
        single_sign_on=is_offered,
    )


def _code_page(request: Request, who: SignedIn, sentence: str = "", status: int = 200) -> Response:
    return page(
        request,
        "sign_in.html",
        status=status,
        sentence=sentence,
        wants_code=True,
        single_sign_on=False,
        csrf_token=who.csrf_token,
    )


@router.get("/welcome")
def welcome_page(request: Request, _: Anybody, hub: HubPart) -> Response:
    """Where a one-time link leads; the token behind its # never reaches the server with the address."""
    return _welcome(request, hub)


@router.post("/welcome")
def welcome(
    request: Request, _: Anybody, hub: HubPart, ways: SignInsPart, token: Field, password: Field,
    organisation: Field = "", organisation_code: Field = "", sign_in_name: Field = "", display_name: Field = "",
    also_hr: Field = "",
) -> Response:  # fmt: skip
    """Sets the password of an invited person, or makes the first person of an empty hub."""
    signed_in.check_origin(request, hub.settings)
    peer = request.client.host if request.client else "unknown"
    try:
        ways.attempts.begin(f"link|{peer}", free=30)
        if not organisation:
            return _let_in(hub, ways.with_link(token, password, browser=browser_of(request)))
        first = FirstPerson(
            token=token,
            organisation=organisation,
            organisation_code=organisation_code,
            sign_in_name=sign_in_name,
            display_name=display_name,
            password=password,
            roles=(Role.HR,) if also_hr else (),
        )
        return _let_in(hub, ways.as_first(first, browser=browser_of(request)))
    except Problem as problem:
        return _welcome(request, hub, problem.sentence(language(request)), token, problem.kind.status)


def _welcome(request: Request, hub: Hub, sentence: str = "", token: str = "", status: int = 200) -> Response:
    with hub.database.work(system("sign-in")) as session:
        is_first = session.scalar(select(User.id).limit(1)) is None
    return page(request, "welcome.html", status=status, sentence=sentence, token=token, is_first=is_first)


def _let_in(hub: Hub, new: NewSession) -> Response:
    response = RedirectResponse("/sign-in/code", 303)
    signed_in.hand_over(response, new, hub.settings)
    return response


@router.post("/sign-out")
def sign_out(who: Half, hub: HubPart, ways: SignInsPart) -> Response:
    """Ends this session."""
    ways.sign_out(who)
    response = RedirectResponse("/sign-in", 303)
    signed_in.take_back(response, hub.settings)
    return response


@router.get("/account")
def account(request: Request, who: Whole, hub: HubPart) -> Response:
    """One's own sessions."""
    return page(request, "account.html", sessions=account_routes.sessions(who, hub))


@router.post("/account/sessions/{session_id}/end")
def end_session(session_id: UUID, who: Whole, hub: HubPart) -> Response:
    """Ends one of one's own sessions."""
    account_routes.end_session(session_id, who, hub)
    return RedirectResponse("/account", 303)
