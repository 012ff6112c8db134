"""What can be done with people."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ehr import audit
from ehr.access import PERMISSIONS, Role
from ehr.people import repository
from ehr.people.models import Grant, User
from ehr.people.schemas import Me, NewUser, UserView
from ehr.problems import NOT_FOUND, Kind, Problem

NAME_TAKEN = Kind(
    "sign-in-name-taken", 409, "Somebody else signs in with this name.", "该登录名已被使用。"
)  # fmt: skip


def page(session: Session, *, after: UUID | None, limit: int) -> Sequence[User]:
    """One page of users."""
    return repository.users(session, after=after, limit=limit)


def add(session: Session, new: NewUser) -> User:
    """Adds a user with their grants. Raises Problem `not-found` (a scope out of sight), `sign-in-name-taken`."""
    for scope_id in {new.scope_id, *(grant.scope_id for grant in new.grants)}:
        if repository.scope(session, scope_id) is None:
            raise Problem(NOT_FOUND)
    user = User(scope_id=new.scope_id, sign_in_name=new.sign_in_name, display_name=new.display_name)
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:
        raise Problem(NAME_TAKEN) from error
    audit.append(session, "user.added", scope_id=user.scope_id, subject_kind="user", subject_id=user.id)
    for grant in new.grants:
        session.add(Grant(user_id=user.id, scope_id=grant.scope_id, role=grant.role.value))
        audit.append(
            session, "user.granted", scope_id=grant.scope_id, subject_kind="user", subject_id=user.id,
            detail={"role": grant.role.value},
        )  # fmt: skip
    session.flush()
    return user


def me(session: Session, user_id: UUID, roles: frozenset[Role]) -> Me:
    """Who somebody is and what they may do. Raises Problem `not-found`."""
    user = repository.user(session, user_id)
    if user is None:
        raise Problem(NOT_FOUND)
    held = {permission for role in roles for permission in PERMISSIONS[role]}
    return Me(user=UserView.model_validate(user), roles=tuple(sorted(roles)), permissions=tuple(sorted(held)))
