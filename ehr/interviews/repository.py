"""Every query about interviews. Row-level security holds each to what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from ehr.candidates.models import Candidate
from ehr.interviews.models import AnswerScore, ConsentReceipt, Interview, InterviewScore

Row = dict[str, object]


def interview(session: Session, interview_id: UUID) -> Interview | None:
    """The interview, or None if there is none in sight."""
    return session.get(Interview, interview_id)


def of_candidate(session: Session, candidate_id: UUID) -> Sequence[Interview]:
    """The interviews of a candidate, newest first."""
    return session.scalars(
        select(Interview)
        .where(Interview.candidate_id == candidate_id)
        .order_by(Interview.finished_at.desc(), Interview.revision.desc())
    ).all()


def candidate_of(session: Session, kiosk_id: UUID, interview_id: str) -> UUID | None:
    """Whose sitting this is, if the hub has heard of it: from an assessment or a consent receipt."""
    for table in (Interview, ConsentReceipt):
        found = session.scalar(
            select(table.candidate_id)
            .where(table.kiosk_id == kiosk_id, table.interview_id == interview_id)
            .limit(1)
        )
        if found is not None:
            return found
    return None


def count_below(session: Session, scope_id: int, most: int) -> int:
    """How many interviews a site has, counted no further than `most`."""
    few = select(Interview.id).where(Interview.scope_id == scope_id).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(few)) or 0


def add(session: Session, row: Row, scores: Sequence[Row], answer_scores: Sequence[Row]) -> None:
    """Adds an interview with its numbers: three statements."""
    session.execute(insert(Interview), [row])
    if scores:
        session.execute(insert(InterviewScore), scores)
    if answer_scores:
        session.execute(insert(AnswerScore), answer_scores)


def scores(session: Session, interview_id: UUID) -> Sequence[InterviewScore]:
    """Dimensions and sub-dimensions of an interview."""
    return session.scalars(select(InterviewScore).where(InterviewScore.interview_id == interview_id)).all()


def show_in_lists(session: Session, row: Row) -> None:
    """The candidate's line in lists tells of this interview, unless it tells of a later one.

    An interview that was drawn for blind rating shows no score there before it was rated.
    """
    closed = bool(row["blind_first"])
    session.execute(
        update(Candidate)
        .where(
            Candidate.id == row["candidate_id"],
            func.coalesce(Candidate.interviewed_at, row["finished_at"]) <= row["finished_at"],
        )
        .values(
            interviewed_at=row["finished_at"],
            composite=None if closed else row["composite"],
            band=None if closed else row["band"],
            to_rate=closed,
            job_profile=row["job_profile"],
            changed_at=func.now(),
        )
    )


def open_scores(session: Session, found: Interview) -> None:
    """A blind rating is there: lists may show the scores of this interview, if it is the newest."""
    session.execute(
        update(Candidate)
        .where(
            Candidate.id == found.candidate_id,
            Candidate.interviewed_at == found.finished_at,
            Candidate.to_rate,
        )
        .values(composite=found.composite, band=found.band, to_rate=False, changed_at=func.now())
    )


def receipts_of(session: Session, candidate_id: UUID) -> Sequence[ConsentReceipt]:
    """The consent receipts of a candidate, newest first."""
    query = select(ConsentReceipt).where(ConsentReceipt.candidate_id == candidate_id)
    return session.scalars(query.order_by(ConsentReceipt.given_at.desc())).all()


def mark_deleted(session: Session, kiosk_id: UUID, interview_id: str, at: datetime) -> int:
    """How many rows now say that the kiosk deleted this interview."""
    changed = session.scalars(
        update(Interview)
        .where(
            Interview.kiosk_id == kiosk_id,
            Interview.interview_id == interview_id,
            Interview.kiosk_deleted_at.is_(None),
        )
        .values(kiosk_deleted_at=at)
        .returning(Interview.id)
    )
    return len(changed.all())
