"""Every query about records, the quarantine and the kiosks' own audit chains."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from ehr.database import Base
from ehr.review.waiting import OPENS, WANTS_SECOND

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
class Offer:
    """What a kiosk sent."""

    kiosk_id: UUID
    record_id: str
    kind: str
    body: bytes = field(repr=False)
    sha256: bytes = field(init=False, repr=False)  # of the bytes as they came

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.body).digest())


@dataclass(frozen=True, slots=True)
class Held:
    """What the hub has under an id."""

    body_sha256: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the hub knows of a sitting. candidate_id None: nobody it knows. wrapped None: that person was erased.

    `interviews`: how many the site has, counted no further than it was asked to. `is_open`: a person rated the
    sitting before its scores were shown, whichever assessment of it was there then. `wants_second`: somebody did at
    the kiosk, after whom a second person was to. `is_drawn`: an earlier assessment of it was. `hidden`: sub-dimensions.
    """

    site: int
    candidate_id: UUID | None
    wrapped: bytes | None
    interviews: int
    is_open: bool
    wants_second: bool
    is_drawn: bool
    hidden: Sequence[str]


# `materialized`, and the key on its own: a condition that is itself a query is not leakproof, so under row-level
# security a join on it would read every key there is.
KNOWN = text(
    f"""
with whose as materialized (
    select k.scope_id, coalesce(
        (select candidate_id from interviews where kiosk_id = k.id and interview_id = :interview limit 1),
        (select candidate_id from consent_receipts where kiosk_id = k.id and interview_id = :interview limit 1),
        (select merged_root(found.id) from unnest(cast(:kinds as text[]), cast(:hashes as bytea[]))
            with ordinality as told (kind, hash, place)
            cross join lateral (
                select c.id from candidates c join candidate_identities i on i.candidate_id = c.id
                where i.kind = told.kind and i.hash = told.hash and c.erased_at is null
                order by c.changed_at desc, c.id limit 1) as found
            order by told.place limit 1)
    ) as candidate_id
    from kiosks k where k.id = :kiosk
)
select scope_id, candidate_id, (select wrapped from candidate_keys where candidate_id = whose.candidate_id),
    (select count(*) from (select from interviews i where i.scope_id = whose.scope_id limit :few) as few),
    exists (select from review_acts a where a.kiosk_id = :kiosk and a.interview_id = :interview and {OPENS}),
    exists (select from review_acts a where a.kiosk_id = :kiosk and a.interview_id = :interview and {WANTS_SECOND}),
    exists (select from interviews where kiosk_id = :kiosk and interview_id = :interview and blind_first),
    (select hidden from hidden_scores for share)
from whose
"""
)


def site_of(session: Session, kiosk_id: UUID) -> int:
    """The scope of a kiosk's site. Raises sqlalchemy.exc.NoResultFound out of sight."""
    return int(session.scalars(text("select scope_id from kiosks where id = :id"), {"id": kiosk_id}).one())


def known(
    session: Session, kiosk_id: UUID, interview_id: str, identities: Mapping[str, bytes], *, few: int
) -> Known:
    """What the hub knows of a sitting: whose it is by an earlier record of it, or else by what they checked in
    with (kind to hash, the first that is known); where people were merged, who stands for them. Only candidates of
    the kiosk's site are looked at; those elsewhere are a merge for a person to decide. `few`: Known.interviews.
    """
    row = session.execute(
        KNOWN,
        {
            "kiosk": kiosk_id,
            "interview": interview_id,
            "kinds": list(identities),
            "hashes": list(identities.values()),
            "few": few,
        },
    ).one()
    return Known(*row)


def held(session: Session, kiosk_id: UUID, record_id: str) -> Held | None:
    """What the hub has of this kiosk under this id."""
    row = session.get(RecordRow, (kiosk_id, record_id))
    return None if row is None else Held(row.body_sha256, row.received_at)


def claim(session: Session, offer: Offer, site: int) -> datetime | None:
    """When the id became this record's; None: it is another's already. Waits for whoever is just claiming it."""
    row = {
        "kiosk_id": offer.kiosk_id,
        "record_id": offer.record_id,
        "scope_id": site,
        "kind": offer.kind,
        "body_sha256": offer.sha256,
    }
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
