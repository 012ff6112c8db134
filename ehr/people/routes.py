"""The API of people and scopes, for those who administer them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from ehr.access import Permission, require
from ehr.database import Actor, system
from ehr.hub import Hub, HubPart
from ehr.people import links, repository, service
from ehr.people.models import User
from ehr.people.schemas import (
    GrantView,
    Invited,
    NewGrant,
    NewScope,
    NewUser,
    ScopeChange,
    ScopeView,
    UserChange,
    UserDetail,
    UserView,
)

router = APIRouter(prefix="/api/v1", tags=["people"])
Reader = Annotated[Actor, Depends(require(Permission.PEOPLE_READ))]
Writer = Annotated[Actor, Depends(require(Permission.PEOPLE_WRITE))]
ScopeId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/users")
def users(
    actor: Reader, hub: HubPart, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[UserView]:
    """Users who belong to a scope in sight, by id; the next page is behind the last id."""
    with hub.database.work(actor) as session:
        return [UserView.model_validate(user) for user in service.page(session, after=after, limit=limit)]


@router.post("/users", status_code=201)
def add_user(new: NewUser, actor: Writer, hub: HubPart) -> Invited:
    """Adds a user; the link by which they get in is shown this once."""
    with hub.database.work(actor) as session:
        user = UserView.model_validate(service.add(session, new))
    return Invited(user=user, link=_link(hub, actor, user.id))


@router.get("/users/{user_id}")
def user(user_id: UUID, actor: Reader, hub: HubPart) -> UserDetail:
    """A user and their grants."""
    with hub.database.work(actor) as session:
        found = service.user(session, user_id)
        return _detail(
            hub, found, [GrantView.model_validate(each) for each in repository.grants_of(session, user_id)]
        )


@router.patch("/users/{user_id}")
def change_user(user_id: UUID, new: UserChange, actor: Writer, hub: HubPart) -> UserView:
    """Renames, closes or opens a user."""
    _check_reach(hub, actor, user_id)
    with hub.database.work(actor) as session:
        changed = UserView.model_validate(service.change(session, user_id, new, by=actor.id))
    if new.is_active is False:
        _end_sessions(hub, user_id)
    return changed


@router.post("/users/{user_id}/grants", status_code=201)
def add_grant(user_id: UUID, new: NewGrant, actor: Writer, hub: HubPart) -> GrantView:
    """Gives a user a role in a scope; their sessions end."""
    with hub.database.work(actor) as session:
        granted = GrantView.model_validate(service.grant(session, user_id, new, by=actor.id))
    _end_sessions(hub, user_id)
    return granted


@router.delete("/users/{user_id}/grants/{grant_id}", status_code=204)
def remove_grant(user_id: UUID, grant_id: UUID, actor: Writer, hub: HubPart) -> None:
    """Takes a role from a user; their sessions end."""
    with hub.database.work(actor) as session:
        service.revoke(session, user_id, grant_id, by=actor.id)
    _end_sessions(hub, user_id)


@router.post("/users/{user_id}/link", status_code=201)
def new_link(user_id: UUID, actor: Writer, hub: HubPart) -> Invited:
    """A new one-time link for somebody who lost the old one or forgot their password."""
    user = _check_reach(hub, actor, user_id)
    return Invited(user=user, link=_link(hub, actor, user_id))


@router.delete("/users/{user_id}/second-factor", status_code=204)
def reset_second_factor(user_id: UUID, actor: Writer, hub: HubPart) -> None:
    """Takes a lost second factor away; the user sets up a new one at the next sign-in."""
    _check_reach(hub, actor, user_id)
    with hub.database.work(system("users")) as session:
        service.reset_second_factor(session, user_id, by=str(actor.id))
        service.end_sessions(session, user_id)


@router.delete("/users/{user_id}/sessions", status_code=204)
def end_user_sessions(user_id: UUID, actor: Writer, hub: HubPart) -> None:
    """Ends every session of a user."""
    _check_reach(hub, actor, user_id)
    _end_sessions(hub, user_id)


@router.get("/scopes")
def scopes(actor: Annotated[Actor, Depends(require(Permission.SCOPE_READ))], hub: HubPart) -> list[ScopeView]:
    """Scopes in sight, parents first."""
    with hub.database.work(actor) as session:
        return [ScopeView.model_validate(scope) for scope in repository.scopes(session)]


@router.post("/scopes", status_code=201)
def add_scope(
    new: NewScope, actor: Annotated[Actor, Depends(require(Permission.SCOPE_WRITE))], hub: HubPart
) -> ScopeView:
    """Adds a region or a site."""
    with hub.database.work(actor) as session:
        return ScopeView.model_validate(service.add_scope(session, new))


@router.patch("/scopes/{scope_id}")
def rename_scope(
    scope_id: ScopeId,
    new: ScopeChange,
    actor: Annotated[Actor, Depends(require(Permission.SCOPE_WRITE))],
    hub: HubPart,
) -> ScopeView:
    """Gives a scope another name."""
    with hub.database.work(actor) as session:
        return ScopeView.model_validate(service.rename_scope(session, scope_id, new.name))


def _check_reach(hub: Hub, actor: Actor, user_id: UUID) -> UserView:
    """The user, if the actor administers every scope where they hold a role.

    Otherwise the administrator of a site could take over the account of somebody who may do more than they.
    """
    with hub.database.work(actor) as session:
        user = service.check_other(session, user_id, by=actor.id)
        in_sight = len(repository.grants_of(session, user_id))
    with hub.database.work(system("users")) as session:
        service.check_all_in_sight(session, user_id, in_sight)
    return UserView.model_validate(user)


def _link(hub: Hub, actor: Actor, user_id: UUID) -> str:
    with hub.database.work(system("users")) as session:
        return links.to(hub.settings, service.invite(session, user_id, by=str(actor.id)))


def _end_sessions(hub: Hub, user_id: UUID) -> None:
    with hub.database.work(system("users")) as session:
        service.end_sessions(session, user_id)


def _detail(hub: Hub, user: User, grants: list[GrantView]) -> UserDetail:
    with hub.database.work(system("users")) as session:
        has_second_factor = repository.has_second_factor(session, user.id)
    view = UserView.model_validate(user)
    return UserDetail(**view.model_dump(), grants=tuple(grants), has_second_factor=has_second_factor)
