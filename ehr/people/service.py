"""What can be done with people and scopes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ehr import audit
from ehr.access import PERMISSIONS, Role, SignedIn
from ehr.people import links, repository, second_factor
from ehr.people.models import Grant, Scope, User
from ehr.people.schemas import Me, NewGrant, NewScope, NewUser, UserChange, UserView
from ehr.problems import NOT_FOUND, Kind, Problem

NAME_TAKEN = Kind("sign-in-name-taken", 409, "Somebody else signs in with this name.", "该登录名已被使用。")
CODE_TAKEN = Kind("scope-code-taken", 409, "Another scope has this code.", "该代码已被使用。")
GRANTED_ALREADY = Kind("granted-already", 409, "The person has this role there.", "该人员已拥有此角色。")
NOT_YOURSELF = Kind(
    "not-yourself", 403, "Somebody else must change your own roles or close your account.",
    "您不能更改自己的角色或停用自己的账户，请由他人操作。",
)  # fmt: skip
HOLDS_MORE = Kind(
    "holds-more", 403, "The person holds roles in places you do not administer. Ask an administrator above you.",
    "该人员在您管辖范围之外拥有角色，请联系上级管理员。",
)  # fmt: skip
BAD_PLACE = Kind("bad-place", 422, "A site has nothing below it.", "站点下不能再有下级。")


def page(session: Session, *, after: UUID | None, limit: int) -> Sequence[User]:
    """One page of users."""
    return repository.users(session, after=after, limit=limit)


def user(session: Session, user_id: UUID) -> User:
    """A user in sight. Raises Problem `not-found`."""
    found = repository.user(session, user_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def add(session: Session, new: NewUser) -> User:
    """Adds a user with their grants. Raises Problem `not-found` (a scope out of sight), `sign-in-name-taken`."""
    for scope_id in {new.scope_id, *(grant.scope_id for grant in new.grants)}:
        _scope(session, scope_id)
    added = User(scope_id=new.scope_id, sign_in_name=new.sign_in_name, display_name=new.display_name)
    session.add(added)
    _flush(session, NAME_TAKEN)
    _note(session, "user.added", added)
    for grant in dict.fromkeys(new.grants):
        _grant(session, added, grant)
    return added


def check_other(session: Session, user_id: UUID, *, by: UUID | None) -> User:
    """A user in sight who is not the one who asks. Raises Problem `not-found`, `not-yourself`."""
    return _other(session, user_id, by)


def check_all_in_sight(session: Session, user_id: UUID, in_sight: int) -> None:
    """Raises Problem `holds-more` if the user has other grants than those the actor saw."""
    if len(repository.grants_of(session, user_id)) != in_sight:
        raise Problem(HOLDS_MORE)


def invite(session: Session, user_id: UUID, *, by: str) -> str:
    """The token of a one-time link by which a user sets a new password; the transaction is the hub's own."""
    token = links.make(session, user_id)
    _note(session, "user.invited", user(session, user_id), by=by)
    return token


def change(session: Session, user_id: UUID, new: UserChange, *, by: UUID | None) -> User:
    """Renames, closes or opens a user; closing ends their sessions. Raises Problem `not-found`, `not-yourself`."""
    changed = user(session, user_id)
    if new.display_name is not None:
        changed.display_name = new.display_name
        _note(session, "user.renamed", changed)
    if new.is_active is not None and new.is_active != changed.is_active:
        changed = _other(session, user_id, by)
        changed.is_active = new.is_active
        _note(session, "user.opened" if new.is_active else "user.closed", changed)
    session.flush()
    return changed


def grant(session: Session, user_id: UUID, new: NewGrant, *, by: UUID | None) -> Grant:
    """Gives a role in a scope. Raises Problem `not-found`, `granted-already`, `not-yourself`."""
    granted = _other(session, user_id, by)
    _scope(session, new.scope_id)
    return _grant(session, granted, new)


def revoke(session: Session, user_id: UUID, grant_id: UUID, *, by: UUID | None) -> None:
    """Takes a role away. Raises Problem `not-found`, `not-yourself`."""
    revoked = _other(session, user_id, by)
    found = next((each for each in repository.grants_of(session, user_id) if each.id == grant_id), None)
    if found is None:
        raise Problem(NOT_FOUND)
    session.delete(found)
    session.flush()
    _note(session, "user.role_taken", revoked, scope_id=found.scope_id, role=found.role)


def end_sessions(session: Session, user_id: UUID) -> None:
    """Every session of a user ends: they sign in again, and hold what they hold now."""
    repository.end_sessions(session, user_id, datetime.now(UTC))


def reset_second_factor(session: Session, user_id: UUID, *, by: str) -> None:
    """A user has no second factor any more; the transaction is the hub's own."""
    second_factor.reset(session, repository.credential(session, user_id))
    session.flush()
    _note(session, "user.second_factor_reset", user(session, user_id), by=by)


def add_scope(session: Session, new: NewScope) -> Scope:
    """Adds a region or a site. Raises Problem `not-found`, `scope-code-taken`, `bad-place`."""
    parent = _scope(session, new.parent_id)
    if parent.kind == "site" or (parent.kind == "region" and new.kind == "region"):
        raise Problem(BAD_PLACE)
    scope = Scope(parent_id=parent.id, kind=new.kind, code=new.code, name=new.name)
    session.add(scope)
    _flush(session, CODE_TAKEN)
    audit.append(session, "scope.added", scope_id=parent.id, subject_kind="scope", subject_id=scope.id)
    return scope


def rename_scope(session: Session, scope_id: int, name: str) -> Scope:
    """Gives a scope another name. Raises Problem `not-found`."""
    scope = _scope(session, scope_id)
    scope.name = name
    session.flush()
    audit.append(session, "scope.renamed", scope_id=scope.id, subject_kind="scope", subject_id=scope.id)
    return scope


def me(session: Session, who: SignedIn, step: Literal["done", "enter_code", "set_up_second_factor"]) -> Me:
    """Who somebody is and what they may do. Raises Problem `not-found`."""
    held = {permission for role in who.roles for permission in PERMISSIONS[role]}
    return Me(
        user=UserView.model_validate(user(session, who.user_id)),
        roles=tuple(sorted(who.roles)),
        permissions=tuple(sorted(held)),
        csrf_token=who.csrf_token,
        next=step,
    )


def _other(session: Session, user_id: UUID, by: UUID | None) -> User:
    found = user(session, user_id)
    if user_id == by:
        raise Problem(NOT_YOURSELF)
    return found


def _scope(session: Session, scope_id: int) -> Scope:
    scope = repository.scope(session, scope_id)
    if scope is None:
        raise Problem(NOT_FOUND)
    return scope


def _grant(session: Session, to: User, new: NewGrant) -> Grant:
    granted = Grant(user_id=to.id, scope_id=new.scope_id, role=new.role.value)
    session.add(granted)
    _flush(session, GRANTED_ALREADY)
    _note(session, "user.granted", to, scope_id=new.scope_id, role=Role(new.role).value)
    return granted


def _flush(session: Session, taken: Kind) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise Problem(taken) from error


def _note(session: Session, action: str, about: User, *, scope_id: int | None = None, **detail: str) -> None:
    audit.append(
        session,
        action,
        scope_id=scope_id or about.scope_id,
        subject_kind="user",
        subject_id=about.id,
        detail=detail,
    )
