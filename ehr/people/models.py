"""The tables of people, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class Scope(Base):
    """An organisation, a region or a site."""

    __tablename__ = "scopes"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("scopes.id"))
    kind: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class User(Base):
    """Somebody who can sign in."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    sign_in_name: Mapped[str]
    display_name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)


class Grant(Base):
    """A role that a user has in a scope and everything below it."""

    __tablename__ = "grants"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    role: Mapped[str]
    granted_at: Mapped[datetime] = mapped_column(server_default=NOW)


class SessionRow(Base):
    """One sign-in. The cookie's token is kept as its SHA-256 only."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    token_hash: Mapped[bytes]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    csrf_token: Mapped[str]
    browser: Mapped[str] = mapped_column(server_default="")
    second_factor: Mapped[bool] = mapped_column(server_default=text("false"))
    started_at: Mapped[datetime] = mapped_column(server_default=NOW)
    seen_at: Mapped[datetime] = mapped_column(server_default=NOW)
    ended_at: Mapped[datetime | None]


class Credential(Base):
    """How a user proves who they are."""

    __tablename__ = "credentials"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    password_hash: Mapped[str | None]
    password_at: Mapped[datetime | None]
    totp_sealed: Mapped[bytes | None]
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_step: Mapped[int] = mapped_column(default=0)
    oidc_issuer: Mapped[str | None]
    oidc_subject: Mapped[str | None]


class RecoveryCode(Base):
    """Stands in once for the authenticator."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    used_at: Mapped[datetime | None]


class Link(Base):
    """A one-time link; without a user it is for the first person."""

    __tablename__ = "links"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    valid_until: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OidcStart(Base):
    """A single sign-on that was begun and waits for its answer."""

    __tablename__ = "oidc_starts"

    state_hash: Mapped[bytes] = mapped_column(primary_key=True)
    browser_hash: Mapped[bytes]
    nonce: Mapped[str]
    verifier_sealed: Mapped[bytes]
    begun_at: Mapped[datetime] = mapped_column(server_default=NOW)
