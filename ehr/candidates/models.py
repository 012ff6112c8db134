"""The tables of candidates, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, text
from sqlalchemy.dialects.postgresql import ARRAY, REAL
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base

NEW_ID = text("gen_random_uuid()")
NOW = text("now()")


class Candidate(Base):
    """A person who applies. Who they are is sealed; what lists show and sort by is not."""

    __tablename__ = "candidates"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    changed_at: Mapped[datetime] = mapped_column(server_default=NOW)
    erased_at: Mapped[datetime | None]
    person: Mapped[bytes | None]
    name_tokens: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{}'"))
    job_profile: Mapped[str | None]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("candidates.id"))
    interviewed_at: Mapped[datetime | None]
    composite: Mapped[float | None] = mapped_column(REAL)
    band: Mapped[str | None]
    to_rate: Mapped[bool] = mapped_column(server_default=text("false"))
    relisted_at: Mapped[datetime | None]


class CandidateKeyRow(Base):
    """The candidate's key, wrapped."""

    __tablename__ = "candidate_keys"

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"), primary_key=True)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    master_key_id: Mapped[str]
    wrapped: Mapped[bytes]


class Identity(Base):
    """One thing that tells a candidate from others, as a keyed hash."""

    __tablename__ = "candidate_identities"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=NEW_ID)
    scope_id: Mapped[int] = mapped_column(ForeignKey("scopes.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidates.id"))
    kind: Mapped[str]
    hash: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
