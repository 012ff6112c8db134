"""Signing in through the identity provider: the way there and the way back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse

from ehr.access import Public
from ehr.hub import HubPart
from ehr.people import signed_in
from ehr.people.account_routes import SignInsPart, browser_of, peer_of
from ehr.people.oidc import START_VALID_FOR, SingleSignOn

router = APIRouter(prefix="/api/v1/oidc", tags=["account"])
Anybody = Annotated[None, Depends(Public("this is how one signs in"))]


@router.get("/start", status_code=303, response_class=RedirectResponse)
def start(_: Anybody, request: Request, hub: HubPart, ways: SignInsPart) -> RedirectResponse:
    """Sends the browser to the identity provider."""
    ways.attempts.begin(f"oidc|{peer_of(request)}", free=60)
    begun = SingleSignOn(ways, hub.settings).begin()
    answer = RedirectResponse(begun.address, 303)
    answer.set_cookie(
        _cookie(hub.settings.secure), begun.browser_token, max_age=int(START_VALID_FOR.total_seconds()), path="/",
        secure=hub.settings.secure, httponly=True, samesite="lax",
    )  # fmt: skip
    return answer


@router.get("/back", status_code=303, response_class=RedirectResponse)
def back(
    _: Anybody,
    request: Request,
    hub: HubPart,
    ways: SignInsPart,
    code: Annotated[str, Query(max_length=2000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> RedirectResponse:
    """Takes the browser back from the identity provider and signs its owner in."""
    token = request.cookies.get(_cookie(hub.settings.secure), "")
    new = SingleSignOn(ways, hub.settings).finish(code, state, token, browser=browser_of(request))
    answer = RedirectResponse("/", 303)
    signed_in.hand_over(answer, new, hub.settings)
    answer.delete_cookie(_cookie(hub.settings.secure), path="/", secure=hub.settings.secure, httponly=True)
    return answer


def _cookie(secure: bool) -> str:
    return "__Host-ehr-oidc" if secure else "ehr-oidc"
