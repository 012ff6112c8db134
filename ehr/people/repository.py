"""Every query about people. Row-level security holds each to what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ehr.people.models import Grant, Scope, SessionRow, User


def user(session: Session, user_id: UUID) -> User | None:
    """The user, or None if there is none in sight."""
    return session.get(User, user_id)


def user_named(session: Session, sign_in_name: str) -> User | None:
    """The user of that sign-in name, in any case of letters."""
    return session.scalar(select(User).where(func.lower(User.sign_in_name) == sign_in_name.lower()))


def users(session: Session, *, after: UUID | None, limit: int) -> Sequence[User]:
    """At most `limit` users, by id, behind `after`."""
    query = select(User).order_by(User.id).limit(limit)
    return session.scalars(query if after is None else query.where(User.id > after)).all()


def scope(session: Session, scope_id: int) -> Scope | None:
    """The scope, or None if there is none in sight."""
    return session.get(Scope, scope_id)


def roles(session: Session, user_id: UUID) -> frozenset[str]:
    """The roles the user was granted anywhere."""
    return frozenset(session.scalars(select(Grant.role).where(Grant.user_id == user_id)))


def live_session(
    session: Session, token_hash: bytes, idle_since: datetime, begun_since: datetime
) -> SessionRow | None:
    """The session of a token, unless it was ended, idled too long or is too old."""
    return session.scalar(
        select(SessionRow)
        .join(User, User.id == SessionRow.user_id)
        .where(
            SessionRow.token_hash == token_hash,
            SessionRow.ended_at.is_(None),
            SessionRow.seen_at > idle_since,
            SessionRow.started_at > begun_since,
            User.is_active,
        )
    )


def mark_seen(session: Session, session_id: UUID, now: datetime) -> None:
    """The session was used at `now`."""
    session.execute(update(SessionRow).where(SessionRow.id == session_id).values(seen_at=now))
