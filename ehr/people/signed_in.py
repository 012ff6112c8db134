"""Sessions: a random token in a cookie, everything else in the database."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request

from ehr.access import Role, SignedIn
from ehr.database import Database, system
from ehr.people import repository
from ehr.people.models import SessionRow
from ehr.problems import NOT_SIGNED_IN, Problem
from ehr.settings import Settings

TOKEN_BYTES = 32
SEEN_EVERY_S = 30  # not one write for each request


@dataclass(frozen=True, slots=True)
class NewSession:
    """What a browser gets at sign-in; neither is stored in the clear nor logged."""

    token: str
    csrf_token: str


def cookie_name(settings: Settings) -> str:
    """Over https the browser itself holds the cookie to this host and to https."""
    return "__Host-ehr" if settings.secure else "ehr"


def start(session: Session, user_id: UUID, *, browser: str = "", second_factor: bool = False) -> NewSession:
    """Opens a session for somebody who proved who they are."""
    new = NewSession(secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(TOKEN_BYTES))
    session.add(
        SessionRow(
            token_hash=token_hash(new.token),
            user_id=user_id,
            csrf_token=new.csrf_token,
            browser=browser[:40],
            second_factor=second_factor,
        )
    )
    session.flush()
    return new


def token_hash(token: str) -> bytes:
    """How a token is stored: it is random, so one round is enough."""
    return sha256(token.encode()).digest()


def user_of(request: Request, database: Database, settings: Settings) -> SignedIn:
    """Whose session the request's cookie names. Raises Problem `not-signed-in`."""
    token = request.cookies.get(cookie_name(settings), "")
    now = datetime.now(UTC)
    limits = settings.limits
    with database.work(system("sign-in")) as session:
        row = repository.live_session(
            session,
            token_hash(token),
            idle_since=now - timedelta(seconds=limits.session_idle_s),
            begun_since=now - timedelta(seconds=limits.session_life_s),
        )
        if row is None:
            raise Problem(NOT_SIGNED_IN)
        if row.seen_at < now - timedelta(seconds=SEEN_EVERY_S):
            repository.mark_seen(session, row.id, now)
        roles = frozenset(Role(role) for role in repository.roles(session, row.user_id))
        return SignedIn(row.user_id, row.id, roles)
