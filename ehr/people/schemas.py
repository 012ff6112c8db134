"""What the routes of people take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from ehr.access import Role

SignInName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
DisplayName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Strict(BaseModel):
    """A body that may hold nothing but what is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewGrant(Strict):
    """A role in a scope."""

    scope_id: int
    role: Role


class NewUser(Strict):
    """Somebody who shall be able to sign in; `scope_id` is where they belong."""

    scope_id: int
    sign_in_name: SignInName
    display_name: DisplayName
    grants: Annotated[tuple[NewGrant, ...], "at least none"] = ()


class UserView(BaseModel):
    """A user as others see them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    scope_id: int
    sign_in_name: str
    display_name: str
    is_active: bool
    created_at: datetime


class Me(BaseModel):
    """Who is signed in, and what they may do somewhere."""

    user: UserView
    roles: tuple[str, ...]
    permissions: tuple[str, ...]
