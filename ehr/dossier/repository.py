"""Every query about dossiers. Row-level security holds each to what the actor may see."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, delete, exists, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from ehr.candidates.models import Candidate, CandidateKeyRow, Identity
from ehr.dossier.models import BackgroundCheck, Document, Merge, Message, Rating, ScoreView
from ehr.fleet.models import Appointment
from ehr.interviews.models import ConsentReceipt, Interview
from ehr.people.models import User
from ehr.review.models import ReviewAct
from ehr.review.waiting import WAITS

OWNED = (Document, Rating, ReviewAct, BackgroundCheck, Message, ConsentReceipt, Interview, Appointment)
WAITS_AMONG = f"select i.id from interviews i where i.id = any (:ids) and {WAITS}"
T = TypeVar("T", Document, Rating, BackgroundCheck, Message, ConsentReceipt, Interview, Appointment)


def same_person(session: Session, candidate_id: UUID) -> list[UUID]:
    """The candidate and everybody merged into them."""
    return list(session.scalars(select(func.merged_with(candidate_id))))


def root(session: Session, candidate_id: UUID) -> UUID:
    """The candidate that stands for this one."""
    return session.scalar(select(func.merged_root(candidate_id))) or candidate_id


def rows(session: Session, table: type[T], candidate_ids: Sequence[UUID]) -> Sequence[T]:
    """The rows of one table that belong to these candidates."""
    return session.scalars(select(table).where(table.candidate_id.in_(candidate_ids))).all()


def names(session: Session, user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What people in sight are called."""
    wanted = {each for each in user_ids if each is not None}
    found = session.execute(select(User.id, User.display_name).where(User.id.in_(wanted)))
    return {row.id: row.display_name for row in found}


def waits_for_rating(session: Session, interviews: Sequence[Interview]) -> set[UUID]:
    """Those whose scores stay closed: a blind rating is wanted, and nobody has given it, here or at a kiosk."""
    if not interviews:
        return set()
    ids = [each.id for each in interviews]
    still = text(WAITS_AMONG).bindparams(bindparam("ids", ids, ARRAY(Uuid)))
    return set(session.scalars(still))


def saw_scores(session: Session, interview_id: UUID, user_id: UUID) -> bool:
    """True if the user was ever shown the machine's scores of this interview."""
    query = exists().where(ScoreView.interview_id == interview_id, ScoreView.user_id == user_id)
    return session.scalar(select(query)) is True


def note_view(session: Session, interview: Interview, user_id: UUID) -> None:
    """The user is shown the scores now."""
    session.execute(
        insert(ScoreView)
        .values(interview_id=interview.id, user_id=user_id, scope_id=interview.scope_id)
        .on_conflict_do_nothing()
    )


def rating_by(session: Session, interview_id: UUID, user_id: UUID) -> Rating | None:
    """What this user gave this interview."""
    return session.scalar(
        select(Rating).where(Rating.interview_id == interview_id, Rating.rater_id == user_id)
    )


def merges(session: Session, candidate_ids: Sequence[UUID]) -> Sequence[Merge]:
    """The merges of these candidates that stand."""
    query = select(Merge).where(Merge.kept_id.in_(candidate_ids), Merge.undone_at.is_(None))
    return session.scalars(query.order_by(Merge.made_at)).all()


def standing_merge(session: Session, merged_id: UUID) -> Merge | None:
    """The merge by which a candidate went into another."""
    return session.scalar(select(Merge).where(Merge.merged_id == merged_id, Merge.undone_at.is_(None)))


def erase(session: Session, candidate_ids: Sequence[UUID]) -> dict[str, int]:
    """How many rows of each table were deleted, the keys among them: what backups hold opens no more."""
    gone: dict[str, int] = {}
    for table in OWNED:
        deleted = session.scalars(
            delete(table).where(table.candidate_id.in_(candidate_ids)).returning(table.id)
        )
        gone[table.__tablename__] = len(deleted.all())
    session.execute(delete(Identity).where(Identity.candidate_id.in_(candidate_ids)))
    session.execute(delete(CandidateKeyRow).where(CandidateKeyRow.candidate_id.in_(candidate_ids)))
    return gone


def candidates(session: Session, candidate_ids: Sequence[UUID]) -> Sequence[Candidate]:
    """Candidates by their ids."""
    return session.scalars(select(Candidate).where(Candidate.id.in_(candidate_ids))).all()
