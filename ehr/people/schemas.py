"""What the routes of people take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ehr.access import Role

SignInName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=r"^\S+$")
]
DisplayName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Password = Annotated[str, Field(max_length=128)]  # its strength is checked where its owner's name is known
OneTimeToken = Annotated[str, StringConstraints(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
FactorCode = Annotated[str, StringConstraints(min_length=6, max_length=40)]
ScopeId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Strict(BaseModel):
    """A body that may hold nothing but what is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SignIn(Strict):
    """Name and password."""

    sign_in_name: SignInName
    password: Password


class LinkUse(Strict):
    """A one-time link and the password its owner chooses."""

    token: OneTimeToken
    password: Password


class FirstPerson(Strict):
    """The first person and their organisation; they become its administrator, and hold `roles` besides."""

    token: OneTimeToken
    organisation: DisplayName
    organisation_code: Code
    sign_in_name: SignInName
    display_name: DisplayName
    password: Password
    roles: Annotated[tuple[Role, ...], Field(max_length=6)] = ()


class PasswordChange(Strict):
    """The old password and the new one."""

    old: Password
    new: Password


class CodeEntry(Strict):
    """Six digits of the authenticator, or a recovery code."""

    code: FactorCode


class Started(BaseModel):
    """What a page needs after each step of signing in; the session itself is in the cookie."""

    csrf_token: str
    next: Literal["done", "enter_code", "set_up_second_factor"]


class FactorOffer(BaseModel):
    """What the authenticator reads."""

    secret: str
    address: str
    qr_svg: str


class FactorSet(BaseModel):
    """The second factor is in force. The recovery codes are shown this once."""

    csrf_token: str
    recovery_codes: tuple[str, ...]


class SessionView(BaseModel):
    """One sign-in of one's own."""

    id: UUID
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this: bool


class NewGrant(Strict):
    """A role in a scope."""

    scope_id: ScopeId
    role: Role


class NewUser(Strict):
    """Somebody who shall be able to sign in; `scope_id` is where they belong."""

    scope_id: ScopeId
    sign_in_name: SignInName
    display_name: DisplayName
    grants: Annotated[tuple[NewGrant, ...], Field(max_length=50)] = ()


class UserChange(Strict):
    """What is to be different about a user."""

    display_name: DisplayName | None = None
    is_active: bool | None = None


class GrantView(BaseModel):
    """A role that a user has."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    scope_id: int
    role: Role
    granted_at: datetime


class UserView(BaseModel):
    """A user as others see them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    scope_id: int
    sign_in_name: str
    display_name: str
    is_active: bool
    created_at: datetime


class UserDetail(UserView):
    """A user with their grants in scopes in sight."""

    grants: tuple[GrantView, ...]
    has_second_factor: bool


class Invited(BaseModel):
    """A user and the address of their one-time link, shown this once."""

    user: UserView
    link: str


class NewScope(Strict):
    """A region of an organisation or a site of either."""

    parent_id: ScopeId
    kind: Literal["region", "site"]
    code: Code
    name: DisplayName


class ScopeChange(Strict):
    """The new name of a scope."""

    name: DisplayName


class ScopeView(BaseModel):
    """A scope."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    parent_id: int | None
    kind: str
    code: str
    name: str


class Me(BaseModel):
    """Who is signed in, and what they may do somewhere."""

    user: UserView
    roles: tuple[str, ...]
    permissions: tuple[str, ...]
    csrf_token: str
    next: Literal["done", "enter_code", "set_up_second_factor"]
