"""The API of one's own account: signing in and out, password, second factor, sessions."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from ehr.access import Public, RequiresSession, SignedIn
from ehr.database import Actor, ActorKind, system
from ehr.hub import Hub, HubPart
from ehr.people import repository, second_factor, service, signed_in
from ehr.people.schemas import (
    CodeEntry,
    FactorOffer,
    FactorSet,
    FirstPerson,
    LinkUse,
    Me,
    PasswordChange,
    SessionView,
    SignIn,
    Started,
)
from ehr.people.sign_in import SignIns
from ehr.problems import NOT_FOUND, Problem

router = APIRouter(prefix="/api/v1", tags=["account"])
Anybody = Annotated[None, Depends(Public("this is how one signs in"))]
Half = Annotated[SignedIn, Depends(RequiresSession(half=True))]
Whole = Annotated[SignedIn, Depends(RequiresSession())]


def sign_ins(hub: HubPart) -> SignIns:
    """What opens sessions of this hub."""
    return SignIns(hub.database, hub.key)


SignInsPart = Annotated[SignIns, Depends(sign_ins)]


@router.post("/sign-in")
def sign_in(
    body: SignIn, _: Anybody, request: Request, response: Response, hub: HubPart, ways: SignInsPart
) -> Started:
    """Starts a session; `next` says whether a code is still to be entered."""
    signed_in.check_origin(request, hub.settings)
    new = ways.with_password(
        body.sign_in_name, body.password, peer=peer_of(request), browser=browser_of(request)
    )
    return _started(response, hub, new)


@router.post("/links/use")
def use_link(
    body: LinkUse, _: Anybody, request: Request, response: Response, hub: HubPart, ways: SignInsPart
) -> Started:
    """Sets the password of an invited person and signs them in."""
    signed_in.check_origin(request, hub.settings)
    ways.attempts.begin(f"link|{peer_of(request)}", free=30)
    new = ways.with_link(body.token, body.password, browser=browser_of(request))
    return _started(response, hub, new)


@router.post("/first")
def first(
    body: FirstPerson, _: Anybody, request: Request, response: Response, hub: HubPart, ways: SignInsPart
) -> Started:
    """Makes the first person of an empty hub and their organisation, by the link that `ehr serve` printed."""
    signed_in.check_origin(request, hub.settings)
    ways.attempts.begin(f"link|{peer_of(request)}", free=30)
    return _started(response, hub, ways.as_first(body, browser=browser_of(request)))


@router.post("/sign-out", status_code=204)
def sign_out(who: Half, response: Response, hub: HubPart, ways: SignInsPart) -> None:
    """Ends this session."""
    ways.sign_out(who)
    signed_in.take_back(response, hub.settings)


@router.get("/me")
def me(who: Half, hub: HubPart) -> Me:
    """Who is signed in, what they may do, and what is missing of their sign-in."""
    with hub.database.work(_self(who)) as session:
        return service.me(session, who, next_step(who))


@router.post("/me/code")
def enter_code(body: CodeEntry, who: Half, response: Response, hub: HubPart, ways: SignInsPart) -> Started:
    """Completes a sign-in with a code of the authenticator or a recovery code."""
    new = ways.second_step(who, body.code)
    signed_in.hand_over(response, new, hub.settings)
    return Started(csrf_token=new.csrf_token, next="done")


@router.post("/me/second-factor")
def offer_second_factor(who: Half, hub: HubPart) -> FactorOffer:
    """A new secret for the authenticator, in force once a code of it was confirmed."""
    with hub.database.work(_self(who)) as session:
        user = repository.user(session, who.user_id)
        if user is None:
            raise Problem(NOT_FOUND)
        credential = repository.credential(session, who.user_id)
        offer = second_factor.offer(session, credential, user.sign_in_name, hub.key)
    return FactorOffer(secret=offer.secret, address=offer.address, qr_svg=offer.qr_svg)


@router.post("/me/second-factor/confirm")
def confirm_second_factor(
    body: CodeEntry, who: Half, response: Response, hub: HubPart, ways: SignInsPart
) -> FactorSet:
    """Puts the second factor in force; gives the recovery codes."""
    new, codes = ways.confirm_second_factor(who, body.code)
    signed_in.hand_over(response, new, hub.settings)
    return FactorSet(csrf_token=new.csrf_token, recovery_codes=codes)


@router.post("/me/password")
def change_password(
    body: PasswordChange, who: Whole, response: Response, hub: HubPart, ways: SignInsPart
) -> Started:
    """Changes the password; every other session of one's own ends."""
    new = ways.change_password(who, body.old, body.new)
    signed_in.hand_over(response, new, hub.settings)
    return Started(csrf_token=new.csrf_token, next="done")


@router.get("/me/sessions")
def sessions(who: Whole, hub: HubPart) -> list[SessionView]:
    """One's own sessions, newest first."""
    since = datetime.now(UTC) - timedelta(seconds=hub.settings.limits.session_life_s)
    with hub.database.work(_self(who)) as session:
        return [
            SessionView(
                id=row.id,
                browser=row.browser,
                started_at=row.started_at,
                seen_at=row.seen_at,
                is_this=row.id == who.session_id,
            )
            for row in repository.sessions_of(session, who.user_id, since)
        ]


@router.delete("/me/sessions/{session_id}", status_code=204)
def end_session(session_id: UUID, who: Whole, hub: HubPart) -> None:
    """Ends one of one's own sessions."""
    with hub.database.work(_self(who)) as session:
        if not repository.end_sessions(session, who.user_id, datetime.now(UTC), only=session_id):
            raise Problem(NOT_FOUND)


def next_step(who: SignedIn) -> Literal["done", "enter_code", "set_up_second_factor"]:
    """What is missing of a sign-in."""
    if who.is_complete:
        return "done"
    return "enter_code" if who.has_second_factor else "set_up_second_factor"


def browser_of(request: Request) -> str:
    """A word for the browser, enough to tell one's own sessions apart; the whole header would be a fingerprint."""
    agent = request.headers.get("user-agent", "")
    for mark, name in (
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ):
        if mark in agent:
            return name
    return "other"


def _started(response: Response, hub: Hub, new: signed_in.NewSession) -> Started:
    signed_in.hand_over(response, new, hub.settings)
    with hub.database.work(system("sign-in")) as session:
        who = signed_in.session_of(session, new.token, hub.settings)
    return Started(csrf_token=new.csrf_token, next=next_step(who))


def peer_of(request: Request) -> str:
    """The address the request came from."""
    return request.client.host if request.client else "unknown"


def _self(who: SignedIn) -> Actor:
    return Actor(ActorKind.USER, who.user_id)
