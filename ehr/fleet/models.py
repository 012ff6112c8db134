"""The tables of the fleet, as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class Kiosk(Base):
    """A terminal at a site."""

    __tablename__ = "kiosks"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    label: Mapped[str]
    ring: Mapped[str] = mapped_column(server_default="all")
    app_version: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    confirmed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    must_rotate: Mapped[bool] = mapped_column(server_default=text("false"))
    must_reconcile: Mapped[bool] = mapped_column(server_default=text("false"))


class EnrolmentCode(Base):
    """Lets one kiosk in at one site."""

    __tablename__ = "enrolment_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    code_hash: Mapped[bytes]
    label: Mapped[str]
    must_confirm: Mapped[bool]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    valid_until: Mapped[datetime]
    used_by: Mapped[str | None]
    kiosk_id: Mapped[UUID | None]


class KioskKey(Base):
    """A public key of a kiosk."""

    __tablename__ = "kiosk_keys"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    kiosk_id: Mapped[UUID] = mapped_column(ForeignKey("kiosks.id"))
    public_key: Mapped[bytes]
    state: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    valid_until: Mapped[datetime | None]


class KioskHealth(Base):
    """The newest heartbeat of a kiosk."""

    __tablename__ = "kiosk_health"

    kiosk_id: Mapped[UUID] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    heard_at: Mapped[datetime] = mapped_column(server_default=NOW)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    waiting: Mapped[int]
    parked: Mapped[int]
    oldest_s: Mapped[float | None]
    clock_skew_s: Mapped[float]
    last_interview_at: Mapped[datetime | None]
    went_back: Mapped[bool]


class Release(Base):
    """A version of something that kiosks fetch."""

    __tablename__ = "releases"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    kind: Mapped[str]
    name: Mapped[str]
    version: Mapped[str]
    min_app: Mapped[str | None]
    ring: Mapped[str]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ReleaseFile(Base):
    """A file of a release; its bytes lie in the store of files under their SHA-256."""

    __tablename__ = "release_files"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("releases.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    sha256: Mapped[bytes]
    size: Mapped[int]


class Appointment(Base):
    """Somebody is expected at a site."""

    __tablename__ = "appointments"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    code: Mapped[str]
    at: Mapped[datetime | None]
    job_profile: Mapped[str | None]
    language: Mapped[str | None]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    cancelled_at: Mapped[datetime | None]
