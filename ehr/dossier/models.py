"""The tables of the dossier, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class Document(Base):
    """A file about a candidate. words: what a résumé says, sealed; None with the reason in `refusal`."""

    __tablename__ = "documents"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int]
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kind: Mapped[str]
    name: Mapped[bytes]
    body: Mapped[bytes] = mapped_column(deferred=True)
    words: Mapped[bytes | None]
    refusal: Mapped[str | None]
    size: Mapped[int]
    sha256: Mapped[bytes]
    added_at: Mapped[datetime] = mapped_column(server_default=NOW)
    added_by: Mapped[UUID | None]


class Rating(Base):
    """What a person gave."""

    __tablename__ = "ratings"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int]
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    interview_id: Mapped[UUID | None] = mapped_column(ForeignKey("interviews.id"))
    rater_id: Mapped[UUID]
    is_blind: Mapped[bool]
    scores: Mapped[dict[str, float]] = mapped_column(JSONB)
    comment: Mapped[bytes]
    held_at: Mapped[datetime | None]
    rated_at: Mapped[datetime] = mapped_column(server_default=NOW)


class ScoreView(Base):
    """Somebody was shown the machine's scores of an interview."""

    __tablename__ = "score_views"

    interview_id: Mapped[UUID] = mapped_column(ForeignKey("interviews.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    first_at: Mapped[datetime] = mapped_column(server_default=NOW)


class BackgroundCheck(Base):
    """A check of what a candidate says, with their consent."""

    __tablename__ = "background_checks"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int]
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kind: Mapped[str]
    state: Mapped[str]
    note: Mapped[bytes]
    consent_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    made_by: Mapped[UUID | None]
    changed_at: Mapped[datetime] = mapped_column(server_default=NOW)
    changed_by: Mapped[UUID | None]


class Message(Base):
    """Something said to, by or about a candidate."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int]
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    direction: Mapped[str]
    channel: Mapped[str]
    body: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(server_default=NOW)
    made_by: Mapped[UUID | None]


class Merge(Base):
    """Two candidates that are one person."""

    __tablename__ = "merges"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int]
    kept_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    reason: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(server_default=NOW)
    made_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]
