"""Sessions: a random token in a cookie, everything else in the database."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from ehr.access import Role, SignedIn
from ehr.database import Database, system
from ehr.people import repository
from ehr.people.models import SessionRow
from ehr.problems import NOT_SIGNED_IN, Kind, Problem
from ehr.settings import LOOPBACK, Settings

TOKEN_BYTES = 32
SEEN_EVERY_S = 30  # not one write for each request
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN_REQUEST = Kind(
    "foreign-request", 403, "The request did not come from a page of this hub. Load the page again.",
    "该请求并非来自本平台页面，请重新加载页面。",
)  # fmt: skip


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
    new = _new()
    session.add(
        SessionRow(
            token_hash=token_hash(new.token),
            user_id=user_id,
            csrf_token=new.csrf_token,
            browser=browser,
            second_factor=second_factor,
        )
    )
    session.flush()
    return new


def rotate(session: Session, session_id: UUID, *, second_factor: bool) -> NewSession:
    """The same session under a new token, now that it may do more; the old token is worth nothing."""
    new = _new()
    repository.change_token(session, session_id, token_hash(new.token), new.csrf_token, second_factor)
    return new


def hand_over(response: Response, new: NewSession, settings: Settings) -> None:
    """Puts the token into the browser's cookie."""
    response.set_cookie(
        cookie_name(settings), new.token, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def take_back(response: Response, settings: Settings) -> None:
    """Empties the browser's cookie."""
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


def token_hash(token: str) -> bytes:
    """How a token is stored: it is random, so one round is enough."""
    return sha256(token.encode()).digest()


def user_of(request: Request, database: Database, settings: Settings) -> SignedIn:
    """Whose session the request's cookie names. Raises Problem `not-signed-in`, `foreign-request`."""
    with database.work(system("sign-in")) as session:
        who = session_of(session, request.cookies.get(cookie_name(settings), ""), settings)
    if request.method not in SAFE:
        check_origin(request, settings)
        shown = request.headers.get("x-csrf-token", "")
        if not secrets.compare_digest(shown.encode(), who.csrf_token.encode()):
            raise Problem(FOREIGN_REQUEST)
    return who


def session_of(session: Session, token: str, settings: Settings) -> SignedIn:
    """Whose session a token is, which now was used. Raises Problem `not-signed-in`."""
    now = datetime.now(UTC)
    limits = settings.limits
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
    return SignedIn(
        row.user_id,
        row.id,
        frozenset(Role(role) for role in repository.roles(session, row.user_id)),
        row.csrf_token,
        has_second_factor=repository.has_second_factor(session, row.user_id),
        second_factor=row.second_factor,
    )


def check_origin(request: Request, settings: Settings) -> None:
    """Raises Problem `foreign-request` where the browser says that another site sends this."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", settings.public_url)
    if site not in {"same-origin", "none"} or not (
        origin == settings.public_url or _is_local(origin, request, settings)
    ):
        raise Problem(FOREIGN_REQUEST)


def _is_local(origin: str, request: Request, settings: Settings) -> bool:
    """On this machine `localhost` is as good a name as 127.0.0.1."""
    is_same = origin == f"http://{request.headers.get('host', '')}"
    try:
        return not settings.secure and is_same and urlsplit(origin).hostname in LOOPBACK
    except ValueError:  # half an IPv6 address
        return False


def _new() -> NewSession:
    return NewSession(secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(TOKEN_BYTES))
