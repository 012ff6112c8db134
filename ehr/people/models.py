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
