"""The tables of interviews, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, REAL
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class Interview(Base):
    """One assessment of one sitting. body: the record byte for byte, sealed."""

    __tablename__ = "interviews"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kiosk_id: Mapped[UUID]
    interview_id: Mapped[str]
    revision: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    language: Mapped[str]
    job_profile: Mapped[str]
    plan_form: Mapped[str]
    model_version: Mapped[str]
    content_hash: Mapped[str]
    scorer: Mapped[str]
    policy_pack: Mapped[str]
    composite: Mapped[float | None] = mapped_column(REAL)
    standard_error: Mapped[float | None] = mapped_column(REAL)
    not_scored_reason: Mapped[str | None]
    band: Mapped[str]
    composite_without_affect: Mapped[float | None] = mapped_column(REAL)
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    blind_first: Mapped[bool]
    body: Mapped[bytes]
    kiosk_deleted_at: Mapped[datetime | None]


class InterviewScore(Base):
    """A dimension or sub-dimension of an interview."""

    __tablename__ = "interview_scores"

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id"), primary_key=True)
    level: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    parent: Mapped[str | None]
    score: Mapped[float | None] = mapped_column(REAL)
    standard_error: Mapped[float | None] = mapped_column(REAL)
    not_scored_reason: Mapped[str | None]


class AnswerScore(Base):
    """What one answer was scored on one sub-dimension."""

    __tablename__ = "answer_scores"

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    sub_dimension: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    score: Mapped[float | None] = mapped_column(REAL)
    not_scored_reason: Mapped[str | None]


class ConsentReceipt(Base):
    """What a candidate was shown and agreed to."""

    __tablename__ = "consent_receipts"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kiosk_id: Mapped[UUID]
    interview_id: Mapped[str]
    given_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    receipt_sha256: Mapped[bytes]
    purposes: Mapped[dict[str, bool]] = mapped_column(JSONB)
    body: Mapped[bytes]
