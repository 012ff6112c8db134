"""Every query about interviews. Row-level security holds each to what the actor may see."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ehr.candidates.models import Candidate
from ehr.interviews.models import ConsentReceipt, Interview, InterviewScore

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


def scores(session: Session, interview_id: UUID) -> Sequence[InterviewScore]:
    """Dimensions and sub-dimensions of an interview."""
    return session.scalars(select(InterviewScore).where(InterviewScore.interview_id == interview_id)).all()


def is_closed_in_lists(session: Session, found: Interview) -> bool:
    """True while the candidate's line shows no score, if it is the line of this interview."""
    closed = select(Candidate.to_rate).where(
        Candidate.id == found.candidate_id, Candidate.interviewed_at == found.finished_at
    )
    return session.scalar(closed) is True


def open_scores(session: Session, found: Interview, composite: float | None, band: str) -> None:
    """Lists show this of an interview that was closed, if it is the newest."""
    session.execute(
        update(Candidate)
        .where(
            Candidate.id == found.candidate_id,
            Candidate.interviewed_at == found.finished_at,
            Candidate.to_rate,
        )
        .values(composite=composite, band=band, to_rate=False, changed_at=func.now())
    )


def close_scores(session: Session, found: Interview) -> None:
    """A second person is to rate it blind: lists show no score of this interview, if it is the newest."""
    session.execute(
        update(Candidate)
        .where(
            Candidate.id == found.candidate_id,
            Candidate.interviewed_at == found.finished_at,
            ~Candidate.to_rate,
        )
        .values(composite=None, band=None, to_rate=True, changed_at=func.now())
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
