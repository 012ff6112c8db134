"""The table of recordings, as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ehr.database import Base


class Recording(Base):
    """Where a recording stands. at_byte: how much of it is on the disk."""

    __tablename__ = "recordings"

    kiosk_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    candidate_id: Mapped[UUID]
    interview_id: Mapped[str]
    told: Mapped[dict[str, Any]] = mapped_column(JSONB)
    length: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes]
    at_byte: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    is_complete: Mapped[bool] = mapped_column(server_default=text("false"))
    begun_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
