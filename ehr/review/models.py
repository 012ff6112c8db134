"""The table of acts, as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class ReviewAct(Base):
    """What somebody said of a sitting; numbered in it, and never changed. body: as it was said, sealed.

    person: what tells people apart, whatever they are called: an account of the kiosk, or a sign-in name.
    """

    __tablename__ = "review_acts"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kiosk_id: Mapped[UUID]
    interview_id: Mapped[str]
    number: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]
    actor: Mapped[str]
    person: Mapped[str]
    user_id: Mapped[UUID | None]
    key: Mapped[UUID | None]
    decision: Mapped[str | None]
    handed_to: Mapped[str | None]
    handed_person: Mapped[str | None]
    trained: Mapped[bool | None]
    opens: Mapped[bool | None]
    scores: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    body: Mapped[bytes] = mapped_column(deferred=True)


class ReviewTraining(Base):
    """A round of calibration training that a user came to the end of; never changed. person: as of an act."""

    __tablename__ = "review_trainings"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    person: Mapped[str]
    key: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(server_default=NOW)
    content: Mapped[str]
    passed: Mapped[bool]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)


class KioskTraining(Base):
    """A round of training at a kiosk, or who an account of it is here, as its record told; never changed."""

    __tablename__ = "kiosk_trainings"

    kiosk_id: Mapped[UUID] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    account: Mapped[str]
    at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    sign_in_name: Mapped[str | None]
    after_round: Mapped[int | None]
    content: Mapped[str | None]
    passed: Mapped[bool | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
