"""Every query about records, the quarantine and the kiosks' own audit chains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from ehr.database import Base

NOW = text("now()")


class RecordRow(Base):
    """A record that the hub took."""

    __tablename__ = "records"

    kiosk_id: Mapped[UUID] = mapped_column(ForeignKey("kiosks.id"), primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int]
    kind: Mapped[str]
    body_sha256: Mapped[bytes]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)


class Quarantined(Base):
    """A record that its schema refused."""

    __tablename__ = "quarantine"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    scope_id: Mapped[int]
    kiosk_id: Mapped[UUID]
    record_id: Mapped[str]
    kind: Mapped[str]
    body: Mapped[bytes]
    body_sha256: Mapped[bytes]
    errors: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)
    closed_at: Mapped[datetime | None]


class KioskAudit(Base):
    """A piece of a kiosk's own audit chain."""

    __tablename__ = "kiosk_audit"

    kiosk_id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    first_seq: Mapped[int] = mapped_column(primary_key=True)
    last_seq: Mapped[int]
    scope_id: Mapped[int]
    prev: Mapped[bytes]
    head: Mapped[bytes]
    body: Mapped[bytes]
    received_at: Mapped[datetime] = mapped_column(server_default=NOW)


@dataclass(frozen=True, slots=True)
class Held:
    """What the hub has under an id."""

    body_sha256: bytes
    received_at: datetime


def site_of(session: Session, kiosk_id: UUID) -> int:
    """The scope of a kiosk's site. Raises sqlalchemy.exc.NoResultFound out of sight."""
    return int(session.scalars(text("select scope_id from kiosks where id = :id"), {"id": kiosk_id}).one())


def held(session: Session, kiosk_id: UUID, record_id: str) -> Held | None:
    """What the hub has of this kiosk under this id."""
    row = session.get(RecordRow, (kiosk_id, record_id))
    return None if row is None else Held(row.body_sha256, row.received_at)


def claim(session: Session, row: dict[str, object]) -> datetime | None:
    """When the id became this record's; None: it is another's already. Waits for whoever is just claiming it."""
    return session.scalar(
        insert(RecordRow).values(row).on_conflict_do_nothing().returning(RecordRow.received_at)
    )


def held_hashes(session: Session, kiosk_id: UUID, record_ids: Sequence[str]) -> dict[str, bytes]:
    """What the hub has of this kiosk under these ids."""
    query = select(RecordRow.record_id, RecordRow.body_sha256)
    rows = session.execute(query.where(RecordRow.kiosk_id == kiosk_id, RecordRow.record_id.in_(record_ids)))
    return {row.record_id: row.body_sha256 for row in rows}


def keep_aside(session: Session, row: dict[str, object]) -> None:
    """Puts a record into quarantine, unless the same is there."""
    session.execute(insert(Quarantined).values(row).on_conflict_do_nothing())


def pieces(session: Session, kiosk_id: UUID, source: str) -> Sequence[KioskAudit]:
    """The pieces of one chain, in order."""
    query = select(KioskAudit).where(KioskAudit.kiosk_id == kiosk_id, KioskAudit.source == source)
    return session.scalars(query.order_by(KioskAudit.first_seq)).all()


def neighbours(session: Session, kiosk_id: UUID, source: str, first: int, last: int) -> Sequence[KioskAudit]:
    """Pieces that touch or overlap rows `first` to `last`."""
    return session.scalars(
        select(KioskAudit).where(
            KioskAudit.kiosk_id == kiosk_id,
            KioskAudit.source == source,
            KioskAudit.first_seq <= last + 1,
            KioskAudit.last_seq >= first - 1,
        )
    ).all()
