"""The API of people."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from ehr.access import Permission, RequiresSession, SignedIn, require
from ehr.database import Actor, ActorKind
from ehr.hub import HubPart
from ehr.people import service
from ehr.people.schemas import Me, NewUser, UserView

router = APIRouter(prefix="/api/v1", tags=["people"])


@router.get("/me")
def me(who: Annotated[SignedIn, Depends(RequiresSession())], hub: HubPart) -> Me:
    """Who is signed in, and what they may do."""
    with hub.database.work(Actor(ActorKind.USER, who.user_id)) as session:
        return service.me(session, who.user_id, who.roles)


@router.get("/users")
def users(
    actor: Annotated[Actor, Depends(require(Permission.PEOPLE_READ))],
    hub: HubPart,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[UserView]:
    """Users who belong to a scope in sight."""
    with hub.database.work(actor) as session:
        return [UserView.model_validate(user) for user in service.page(session, after=after, limit=limit)]


@router.post("/users", status_code=201)
def add_user(
    new: NewUser, actor: Annotated[Actor, Depends(require(Permission.PEOPLE_WRITE))], hub: HubPart
) -> UserView:
    """Adds a user."""
    with hub.database.work(actor) as session:
        return UserView.model_validate(service.add(session, new))
