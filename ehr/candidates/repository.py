"""Every query about candidates. Row-level security holds each to what the actor may see."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Integer, Text, Uuid, and_, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session

from ehr.candidates.models import Candidate, CandidateKeyRow, Identity
from ehr.candidates.schemas import Filters

KNOWN_MOST = 500  # candidates with one phone number
# Whoever sees a site need not see its organisation: the closure alone knows which one it is.
TOP = (
    "select distinct c.ancestor_id from scope_closure c where {where} and not exists"
    " (select from scope_closure up where up.descendant_id = c.ancestor_id and up.ancestor_id <> c.ancestor_id)"
)
ORGANISATION_OF = text(TOP.format(where="c.descendant_id = :scope"))
ORGANISATIONS = text(TOP.format(where="c.descendant_id = any ((select my_scope_ids())::int[])"))
KEYS = text("select candidate_id, wrapped from candidate_keys where candidate_id = any (:ids)")
SEES_SCOPE = text("select :scope = any (my_scope_ids())")


def candidate(session: Session, candidate_id: UUID) -> Candidate | None:
    """The candidate, or None if there is none in sight."""
    return session.get(Candidate, candidate_id)


def key(session: Session, candidate_id: UUID) -> CandidateKeyRow | None:
    """The wrapped key; None: erased, or out of sight."""
    return session.get(CandidateKeyRow, candidate_id)


def keys(session: Session, candidate_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The wrapped keys of several candidates."""
    rows = session.execute(KEYS, {"ids": list(candidate_ids)})
    return {row.candidate_id: row.wrapped for row in rows}


def known_by(session: Session, kind: str, hash_: bytes) -> UUID | None:
    """The candidate in sight with this identity, the one that changed last; where they were merged, who stands
    for them."""
    found = session.scalar(
        select(Candidate.id)
        .join(Identity, Identity.candidate_id == Candidate.id)
        .where(Identity.kind == kind, Identity.hash == hash_, Candidate.erased_at.is_(None))
        .order_by(Candidate.changed_at.desc(), Candidate.id)
        .limit(1)
    )
    return None if found is None else session.scalar(select(func.merged_root(found)))


def identify(session: Session, candidate_id: UUID, scope_id: int, kind: str, hash_: bytes) -> None:
    """The candidate is known by this from now on."""
    session.execute(
        insert(Identity)
        .values(candidate_id=candidate_id, scope_id=scope_id, kind=kind, hash=hash_)
        .on_conflict_do_nothing()
    )


def organisation_of(session: Session, scope_id: int) -> int:
    """The id of the organisation a scope belongs to."""
    return int(session.scalars(ORGANISATION_OF, {"scope": scope_id}).one())


def organisations(session: Session) -> Sequence[int]:
    """Ids of the organisations that scopes in sight belong to."""
    return [int(each) for each in session.scalars(ORGANISATIONS)]


def sees_scope(session: Session, scope_id: int) -> bool:
    """True if the actor sees the scope."""
    return session.scalar(SEES_SCOPE, {"scope": scope_id}) is True


def all_known_by(session: Session, kind: str, hashes: Iterable[bytes]) -> Sequence[Candidate]:
    """Candidates in sight with one of these identities, those that changed last first."""
    known = select(Identity.candidate_id).where(Identity.kind == kind, Identity.hash.in_(list(hashes)))
    query = select(Candidate).where(
        Candidate.id.in_(known), Candidate.merged_into.is_(None), Candidate.erased_at.is_(None)
    )
    return session.scalars(
        query.order_by(Candidate.changed_at.desc(), Candidate.id.desc()).limit(KNOWN_MOST)
    ).all()


def page(session: Session, filters: Filters, tokens: Sequence[int], limit: int) -> Sequence[Candidate]:
    """At most `limit` candidates that match, those that changed last first."""
    changed_at, last_id = filters.after or (None, None)
    found = func.candidates_page(
        literal(list(tokens), ARRAY(Integer)),
        literal(limit, Integer),
        literal(filters.job_profile, Text),
        literal(filters.band, Text),
        literal(filters.scope_id, Integer),
        literal(filters.interviewed, Boolean),
        literal(filters.to_rate, Boolean),
        literal(filters.changed_since, DateTime(timezone=True)),
        literal(changed_at, DateTime(timezone=True)),
        literal(last_id, Uuid),
    )
    query = select(Candidate).where(Candidate.id.in_(select(found)))
    return session.scalars(query.order_by(Candidate.changed_at.desc(), Candidate.id.desc())).all()


def others_alike(session: Session, candidate_id: UUID) -> Sequence[UUID]:
    """Other candidates in sight who share an identity: perhaps the same person."""
    mine = select(Identity.kind, Identity.hash).where(Identity.candidate_id == candidate_id).subquery()
    return session.scalars(
        select(Identity.candidate_id)
        .distinct()
        .join(mine, and_(Identity.kind == mine.c.kind, Identity.hash == mine.c.hash))
        .join(Candidate, Candidate.id == Identity.candidate_id)
        .where(
            Identity.candidate_id != candidate_id,
            Candidate.erased_at.is_(None),
            or_(Candidate.merged_into.is_(None), Candidate.merged_into != candidate_id),
        )
    ).all()


def touch(session: Session, found: Candidate, now: datetime) -> None:
    """The candidate changed at `now`: lists show them first."""
    found.changed_at = now
    session.flush()
