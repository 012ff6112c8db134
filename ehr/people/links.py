"""One-time links: how the first person, an invited one, and one who forgot their password get in.

The token stands behind the `#` of the address, which browsers never send; only its hash is stored.
"""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from ehr.people.models import Link, User
from ehr.problems import Kind, Problem
from ehr.settings import Settings

VALID_FOR = timedelta(hours=48)
FIRST_VALID_FOR = timedelta(hours=24)
BAD_LINK = Kind(
    "bad-link", 403, "This link was used, is too old or never was. Ask for another one.",
    "此链接已使用、已过期或无效，请重新申请。",
)  # fmt: skip
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7102027)")


def to(settings: Settings, token: str) -> str:
    """The address that somebody opens."""
    return f"{settings.public_url}/welcome#{token}"


def make(session: Session, user_id: UUID) -> str:
    """The token of a new link for somebody; those they had before no longer work."""
    session.execute(delete(Link).where(Link.user_id == user_id, Link.used_at.is_(None)))
    return _add(session, user_id, VALID_FOR)


def make_first(session: Session) -> str | None:
    """The token of the link for the first person, or None where somebody can sign in already."""
    session.execute(ONE_AT_A_TIME)
    if session.scalar(select(User.id).limit(1)) is not None:
        return None
    session.execute(delete(Link).where(Link.user_id.is_(None)))
    return _add(session, None, FIRST_VALID_FOR)


def use(session: Session, token: str, *, is_first: bool) -> UUID | None:
    """Whose link it is; it works once. Raises Problem `bad-link`, also where a first link comes too late."""
    now = datetime.now(UTC)
    whose = Link.user_id.is_(None) if is_first else Link.user_id.is_not(None)
    used = session.execute(
        update(Link)
        .where(Link.token_hash == _hash(token), Link.used_at.is_(None), Link.valid_until > now, whose)
        .values(used_at=now)
        .returning(Link.user_id)
    ).one_or_none()
    if used is None:
        raise Problem(BAD_LINK)
    if is_first:
        session.execute(ONE_AT_A_TIME)
        if session.scalar(select(User.id).limit(1)) is not None:
            raise Problem(BAD_LINK)
    user_id: UUID | None = used[0]
    return user_id


def _add(session: Session, user_id: UUID | None, valid_for: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    session.add(Link(token_hash=_hash(token), user_id=user_id, valid_until=datetime.now(UTC) + valid_for))
    session.flush()
    return token


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
