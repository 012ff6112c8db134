"""Papers that leave the hub: a console makes them, and the audit log tells of each before it is made."""

from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.interviews import repository as interviews
from ehr.problems import NOT_FOUND, Problem
from ehr.review import repository
from ehr.review.changes import RATE_FIRST
from ehr.review.schemas import NewPaper


def told(session: Session, interview_id: UUID, paper: NewPaper) -> None:
    """The audit log says which paper of an interview is taken, and for whom.

    Raises Problem `not-found`, `rate-first`: a paper holds scores.
    """
    found = interviews.interview(session, interview_id)
    if found is None:
        raise Problem(NOT_FOUND)
    if repository.waits(session, interview_id):
        raise Problem(RATE_FIRST)
    audit.append(
        session, "interview.reported", scope_id=found.scope_id, subject_kind="interview", subject_id=found.id,
        detail={"paper": paper.paper, "for_candidate": paper.for_candidate},
    )  # fmt: skip
