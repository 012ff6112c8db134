"""What people say of interviews: read, and added to."""

from uuid import UUID

from sqlalchemy.orm import Session

from ehr.keys import MasterKey
from ehr.review.schemas import ActView, Colleague, NewAct, PairPage, ReviewDetail, ReviewPage


def page(session: Session, reader: UUID, cursor: str | None, limit: int) -> ReviewPage:
    """Interviews in sight, the newest first. Raises Problem `bad-cursor`."""
    raise NotImplementedError


def detail(session: Session, interview_id: UUID, reader: UUID, master: MasterKey) -> ReviewDetail:
    """One interview. Raises Problem `not-found`, `erased`."""
    raise NotImplementedError


def with_recordings(session: Session, told: ReviewDetail) -> ReviewDetail:
    """The same with its recordings."""
    raise NotImplementedError


def act(
    session: Session, interview_id: UUID, new: NewAct, by: UUID, master: MasterKey
) -> tuple[ActView, bool]:
    """What was said, and whether it is new."""
    raise NotImplementedError


def colleagues(session: Session, reader: UUID) -> tuple[Colleague, ...]:
    """Who else decides here."""
    raise NotImplementedError


def pairs(session: Session, cursor: str | None, limit: int) -> PairPage:
    """What blind ratings gave beside the program's scores."""
    raise NotImplementedError
