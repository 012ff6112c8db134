"""Every query about people. Row-level security holds each to what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from ehr.people.models import Credential, Grant, Scope, SessionRow, User


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


def change_token(
    session: Session, session_id: UUID, token_hash: bytes, csrf_token: str, second_factor: bool
) -> None:
    """The session goes on under another token."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id)
        .values(token_hash=token_hash, csrf_token=csrf_token, second_factor=second_factor)
    )


def sessions_of(session: Session, user_id: UUID, begun_since: datetime) -> Sequence[SessionRow]:
    """Sessions of a user that were not ended, newest first."""
    return session.scalars(
        select(SessionRow)
        .where(
            SessionRow.user_id == user_id, SessionRow.ended_at.is_(None), SessionRow.started_at > begun_since
        )
        .order_by(SessionRow.started_at.desc())
    ).all()


def end_sessions(
    session: Session, user_id: UUID, now: datetime, *, only: UUID | None = None, but: UUID | None = None
) -> int:
    """How many sessions of a user were ended: all, `only` one, or all `but` one."""
    query = update(SessionRow).where(SessionRow.user_id == user_id, SessionRow.ended_at.is_(None))
    if only is not None:
        query = query.where(SessionRow.id == only)
    if but is not None:
        query = query.where(SessionRow.id != but)
    return len(session.scalars(query.values(ended_at=now).returning(SessionRow.id)).all())


def has_second_factor(session: Session, user_id: UUID) -> bool:
    """True if the user confirmed an authenticator."""
    query = select(Credential.totp_confirmed).where(Credential.user_id == user_id)
    return session.scalar(query) is True


def credential(session: Session, user_id: UUID) -> Credential:
    """The credential of a user, locked until the transaction ends; made empty if there is none."""
    query = select(Credential).where(Credential.user_id == user_id).with_for_update()
    found = session.scalar(query)
    if found is None:
        session.execute(insert(Credential).values(user_id=user_id).on_conflict_do_nothing())
        found = session.scalars(query).one()
    return found


def grants_of(session: Session, user_id: UUID) -> Sequence[Grant]:
    """Grants of a user in scopes in sight."""
    return session.scalars(
        select(Grant).where(Grant.user_id == user_id).order_by(Grant.granted_at, Grant.id)
    ).all()


def scopes(session: Session) -> Sequence[Scope]:
    """Scopes in sight, parents first."""
    return session.scalars(select(Scope).order_by(Scope.id)).all()
