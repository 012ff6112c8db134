"""Pages of people: who works with the hub, what they may do, and what an administrator does for them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from ehr.access import Permission, Role, require, signed_in
from ehr.database import Actor, system
from ehr.hub import Hub, HubPart
from ehr.people import repository as people
from ehr.people import routes as people_routes
from ehr.people.schemas import NewGrant, NewUser, UserChange
from ehr.problems import BAD_VALUES, Problem
from ehr.web.pages import PageRoute, page
from ehr.web.views.lists import PersonRow

router = APIRouter(route_class=PageRoute, include_in_schema=False)
P = Permission
SeesPeople = Annotated[Actor, Depends(require(P.PEOPLE_READ))]
RunsPeople = Annotated[Actor, Depends(require(P.PEOPLE_WRITE))]
Field = Annotated[str, Form()]


@router.get("/people")
def people_page(request: Request, actor: SeesPeople, hub: HubPart) -> Response:
    """Who works with the hub, and what they may do."""
    return _people(request, actor, hub, "")


@router.post("/people")
def invite(
    request: Request, actor: RunsPeople, hub: HubPart,
    sign_in_name: Field, display_name: Field, role: Field, scope_id: Annotated[int, Form(ge=1)],
) -> Response:  # fmt: skip
    """Adds somebody; the link by which they get in is shown this once."""
    try:
        grant = NewGrant(scope_id=scope_id, role=Role(role))
        new = NewUser(
            scope_id=scope_id, sign_in_name=sign_in_name, display_name=display_name, grants=(grant,)
        )
    except ValueError as error:
        raise Problem(BAD_VALUES) from error
    return _people(request, actor, hub, people_routes.add_user(new, actor, hub).link)


@router.post("/people/{user_id}/link")
def new_link(request: Request, user_id: UUID, actor: RunsPeople, hub: HubPart) -> Response:
    """A new one-time link for somebody who forgot their password."""
    return _people(request, actor, hub, people_routes.new_link(user_id, actor, hub).link)


@router.post("/people/{user_id}/grants")
def add_grant(
    user_id: UUID, actor: RunsPeople, hub: HubPart, role: Field, scope_id: Annotated[int, Form(ge=1)]
) -> Response:
    """Gives a role in a scope."""
    try:
        new = NewGrant(scope_id=scope_id, role=Role(role))
    except ValueError as error:
        raise Problem(BAD_VALUES) from error
    people_routes.add_grant(user_id, new, actor, hub)
    return RedirectResponse("/people", 303)


@router.post("/people/{user_id}/grants/{grant_id}/end")
def remove_grant(user_id: UUID, grant_id: UUID, actor: RunsPeople, hub: HubPart) -> Response:
    """Takes a role away."""
    people_routes.remove_grant(user_id, grant_id, actor, hub)
    return RedirectResponse("/people", 303)


@router.post("/people/{user_id}/{what}")
def change(
    user_id: UUID,
    what: Literal["close", "open", "end-sessions", "reset-second-factor"],
    actor: RunsPeople,
    hub: HubPart,
) -> Response:
    """Closes or opens an account, ends its sessions, takes a lost second factor away."""
    if what in ("close", "open"):
        people_routes.change_user(user_id, UserChange(is_active=what == "open"), actor, hub)
    elif what == "end-sessions":
        people_routes.end_user_sessions(user_id, actor, hub)
    else:
        people_routes.reset_second_factor(user_id, actor, hub)
    return RedirectResponse("/people", 303)


def _people(request: Request, actor: Actor, hub: Hub, link: str) -> Response:
    who = signed_in(request)
    with hub.database.work(actor) as session:
        scopes = {each.id: each.name for each in people.scopes(session)}
        users = people.users(session, after=None, limit=200)
        grants = {user.id: people.grants_of(session, user.id) for user in users}
    with hub.database.work(system("people-page")) as session:
        second = {user.id for user in users if people.has_second_factor(session, user.id)}
    rows = [
        PersonRow(
            str(user.id),
            user.display_name,
            user.sign_in_name,
            user.is_active,
            user.id in second,
            user.id == who.user_id,
            tuple((grant.role, scopes.get(grant.scope_id, ""), str(grant.id)) for grant in grants[user.id]),
        )
        for user in users
    ]
    return page(
        request,
        "people.html",
        here="people",
        people=rows,
        link=link,
        may_write=who.may(P.PEOPLE_WRITE),
        roles=list(Role),
        scopes=list(scopes.items()),
    )
