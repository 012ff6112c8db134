"""Signing in through the organisation's own identity provider (OpenID Connect, code flow with PKCE).

It opens accounts that are here; it never makes one. A person is known by issuer and subject; the first time by an
address that the provider says is verified and that equals the sign-in name. A second factor counts where the provider
says `mfa`; else the hub asks for its own.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ehr import audit
from ehr.database import system
from ehr.people import repository
from ehr.people.models import Credential, OidcStart, User
from ehr.people.sign_in import SignIns
from ehr.people.signed_in import NewSession
from ehr.problems import Kind, Problem
from ehr.settings import LOOPBACK, Oidc, Settings

TIMEOUT_S = 10
START_VALID_FOR = timedelta(minutes=10)
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
JOB = system("single-sign-on")
NOT_SET_UP = Kind("no-single-sign-on", 404, "Single sign-on is not set up here.", "此平台未配置单点登录。")
REFUSED = Kind(
    "single-sign-on-failed", 403, "Single sign-on did not work ({why}). Begin again, or sign in with your password.",
    "单点登录失败（{why}），请重试或使用密码登录。",
)  # fmt: skip
NOT_KNOWN = Kind(
    "not-known-here", 403, "You are known to the identity provider, but have no account here. Ask your administrator.",
    "身份提供方已确认您的身份，但您在此平台没有账户，请联系管理员。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what it keeps until it comes back."""

    address: str
    browser_token: str


@dataclass(frozen=True, slots=True)
class _Provider:
    issuer: str
    authorization: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """Begins and finishes sign-ins at the provider of the settings."""

    ways: SignIns
    settings: Settings

    def begin(self) -> Begun:
        """Raises Problem `no-single-sign-on`, `single-sign-on-failed`."""
        provider = self._provider()
        browser_token, state, nonce = (secrets.token_urlsafe(32) for _ in range(3))
        verifier = secrets.token_urlsafe(48)
        with self._client() as client:
            address, _ = client.create_authorization_url(
                provider.authorization, state=state, nonce=nonce, code_verifier=verifier
            )
        with self.ways.database.work(JOB) as session:
            session.execute(delete(OidcStart).where(OidcStart.begun_at < datetime.now(UTC) - START_VALID_FOR))
            session.add(
                OidcStart(
                    state_hash=_hash(state),
                    browser_hash=_hash(browser_token),
                    nonce=nonce,
                    verifier_sealed=self.ways.key.seal(verifier.encode(), "oidc_starts|verifier_sealed"),
                )
            )
        return Begun(str(address), browser_token)

    def finish(self, code: str, state: str, browser_token: str, *, browser: str) -> NewSession:
        """A session for the account of whom the provider vouches for. Raises Problem."""
        nonce, verifier = self._take(state, browser_token)
        claims = self._claims(code, verifier, nonce)
        with self.ways.database.work(JOB) as session:
            user = self._user(session, claims)
        has_second_factor = "mfa" in (claims.get("amr") or ())
        return self.ways.open(user, browser=browser, way="single sign-on", second=has_second_factor)

    def _take(self, state: str, browser_token: str) -> tuple[str, str]:
        """Nonce and verifier of a sign-in that this browser began; they work once."""
        with self.ways.database.work(JOB) as session:
            start = session.scalar(
                delete(OidcStart)
                .where(
                    OidcStart.state_hash == _hash(state),
                    OidcStart.browser_hash == _hash(browser_token),
                    OidcStart.begun_at > datetime.now(UTC) - START_VALID_FOR,
                )
                .returning(OidcStart)
            )
            if start is None:
                raise Problem(REFUSED, why="state")
            return start.nonce, self.ways.key.open(
                start.verifier_sealed, "oidc_starts|verifier_sealed"
            ).decode()

    def _claims(self, code: str, verifier: str, nonce: str) -> dict[str, Any]:
        """What the provider says of the person, signed and meant for us."""
        provider = self._provider()
        try:
            with self._client() as client:
                token = client.fetch_token(provider.token, code=code, code_verifier=verifier)
            keys = KeySet.import_key_set(_json(provider.keys))
            claims = jwt.decode(token["id_token"], keys, algorithms=list(ALGORITHMS)).claims
            jwt.JWTClaimsRegistry(
                leeway=60,
                iss={"essential": True, "value": provider.issuer},
                aud={"essential": True, "value": self._oidc.client_id},
                sub={"essential": True},
                exp={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (OAuthError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
            raise Problem(REFUSED, why="token") from error
        if claims.get("azp", self._oidc.client_id) != self._oidc.client_id:
            raise Problem(REFUSED, why="token")
        return dict(claims)

    def _user(self, session: Session, claims: dict[str, Any]) -> User:
        issuer, subject = str(claims["iss"]), str(claims["sub"])
        known = select(User).join(Credential, Credential.user_id == User.id)
        user = session.scalar(
            known.where(Credential.oidc_issuer == issuer, Credential.oidc_subject == subject)
        )
        if user is None and claims.get("email_verified") is True:
            user = repository.user_named(session, str(claims.get("email", "")))
            if user is not None:
                credential = repository.credential(session, user.id)
                if credential.oidc_subject is not None:  # the address went to another person
                    raise Problem(NOT_KNOWN)
                credential.oidc_issuer, credential.oidc_subject = issuer, subject
                audit.append(
                    session,
                    "user.provider_linked",
                    scope_id=user.scope_id,
                    subject_kind="user",
                    subject_id=user.id,
                )
        if user is None or not user.is_active:
            raise Problem(NOT_KNOWN)
        return user

    def _provider(self) -> _Provider:
        """What the provider says of itself."""
        issuer = self._oidc.issuer.rstrip("/")
        try:
            said = _json(f"{issuer}/.well-known/openid-configuration")
            provider = _Provider(
                said["issuer"], said["authorization_endpoint"], said["token_endpoint"], said["jwks_uri"]
            )
        except (httpx.HTTPError, KeyError, ValueError) as error:
            raise Problem(REFUSED, why="provider") from error
        places = (issuer, provider.authorization, provider.token, provider.keys)
        if provider.issuer.rstrip("/") != issuer or not all(_is_safe(place) for place in places):
            raise Problem(REFUSED, why="provider")
        return provider

    @property
    def _oidc(self) -> Oidc:
        if self.settings.oidc is None:
            raise Problem(NOT_SET_UP)
        return self.settings.oidc

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._oidc.client_id,
            self._oidc.secret_file.read_text("utf-8").strip(),
            scope="openid email",
            redirect_uri=f"{self.settings.public_url}/api/v1/oidc/back",
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )


def _json(url: str) -> Any:
    answer = httpx.get(url, timeout=TIMEOUT_S, follow_redirects=False)
    answer.raise_for_status()
    return answer.json()


def _is_safe(url: str) -> bool:
    """https, or a provider on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
