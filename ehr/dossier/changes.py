"""What people add to a dossier. Nothing here decides about anybody."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from ehr import audit
from ehr.agreement import service as agreement
from ehr.dossier import opened, repository
from ehr.dossier.models import BackgroundCheck, Message, Rating
from ehr.dossier.opened import Whole, whole
from ehr.dossier.schemas import (
    CheckChange,
    CheckView,
    MessageView,
    NewCheck,
    NewHumanInterview,
    NewMessage,
    NewRating,
    RatingView,
)
from ehr.dossier.service import check_view, message_view, rating_view
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from ehr.keys import MasterKey
from ehr.people.models import User
from ehr.problems import NOT_FOUND, Kind, Problem
from ehr.review.knowing import has_rated, knows_scores

RATED_ALREADY = Kind(
    "rated-already", 409, "You have rated this interview. A rating stays as it was given.",
    "您已评过此面试，评分不可更改。",
)  # fmt: skip
NO_CONSENT = Kind(
    "no-consent", 409, "A check begins when the candidate has agreed: note when they did.",
    "须先记录候选人同意的时间，才能开始核查。",
)  # fmt: skip


def rate(session: Session, interview_id: UUID, new: NewRating, rater: UUID, master: MasterKey) -> RatingView:
    """Somebody rates an AI interview; blind if its scores were shown to them neither here nor, if told, at a kiosk.

    Raises Problem `not-found`, `erased`, `rated-already`.
    """
    found, who = interviews.interview(session, interview_id), session.get(User, rater)
    if found is None or who is None:
        raise Problem(NOT_FOUND)
    person = whole(session, found.candidate_id, master)
    if repository.rating_by(session, interview_id, rater) is not None or has_rated(session, found, who):
        raise Problem(RATED_ALREADY)
    is_blind = not knows_scores(session, found, who)
    row = _rating(person, new, rater, interview_id=interview_id, is_blind=is_blind)
    session.add(row)
    session.flush()
    if is_blind:
        agreement.open_scores(session, found)
    _note(session, person, "interview.rated_blind" if is_blind else "interview.rated", "rating", row.id)
    return rating_view(person, row, repository.names(session, [rater]))


def rate_own(
    session: Session, candidate_id: UUID, new: NewHumanInterview, rater: UUID, master: MasterKey
) -> RatingView:
    """Somebody rates an interview they held themselves; blind if no AI score of the person was ever shown to them.

    Raises Problem `not-found`, `erased`.
    """
    person = whole(session, candidate_id, master)
    ai = repository.rows(session, Interview, person.ids)
    saw = any(repository.saw_scores(session, each.id, rater) for each in ai)
    row = _rating(person, new, rater, interview_id=None, is_blind=not saw)
    row.held_at = new.held_at
    session.add(row)
    session.flush()
    _note(session, person, "human_interview.rated", "rating", row.id)
    return rating_view(person, row, repository.names(session, [rater]))


def add_check(session: Session, candidate_id: UUID, new: NewCheck, by: UUID, master: MasterKey) -> CheckView:
    """A background check. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    made = uuid4()
    row = BackgroundCheck(
        id=made,
        scope_id=person.candidate.scope_id,
        candidate_id=person.candidate.id,
        kind=new.kind,
        state="running" if new.consent_at else "asked_consent",
        note=person.seal(new.note.encode(), opened.CHECK, made),
        consent_at=new.consent_at,
        made_by=by,
        changed_by=by,
    )
    session.add(row)
    session.flush()
    _note(session, person, "check.added", "background_check", made, kind=new.kind)
    return check_view(person, row, repository.names(session, [by]))


def change_check(
    session: Session, check_id: UUID, new: CheckChange, by: UUID, master: MasterKey
) -> CheckView:
    """How a check stands now. Raises Problem `not-found`, `erased`, `no-consent`."""
    row = session.get(BackgroundCheck, check_id, with_for_update=True)
    if row is None:
        raise Problem(NOT_FOUND)
    person = whole(session, row.candidate_id, master)
    row.consent_at = new.consent_at or row.consent_at
    if row.consent_at is None and new.state not in ("asked_consent", "stopped"):
        raise Problem(NO_CONSENT)
    row.state, row.changed_at, row.changed_by = new.state, datetime.now(UTC), by
    if new.note is not None:
        row.note = person.keys[row.candidate_id].seal(new.note.encode(), opened.CHECK.format(row.id))
    session.flush()
    _note(session, person, "check.changed", "background_check", row.id, state=new.state)
    return check_view(person, row, repository.names(session, [by]))


def add_message(
    session: Session, candidate_id: UUID, new: NewMessage, by: UUID, master: MasterKey
) -> MessageView:
    """Something said to, by or about a candidate. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    made = uuid4()
    row = Message(
        id=made,
        scope_id=person.candidate.scope_id,
        candidate_id=person.candidate.id,
        direction=new.direction,
        channel=new.channel,
        body=person.seal(new.text.encode(), opened.MESSAGE, made),
        made_by=by,
    )
    session.add(row)
    session.flush()
    _note(session, person, "message.added", "message", made, direction=new.direction, channel=new.channel)
    return message_view(person, row, repository.names(session, [by]))


def _rating(
    person: Whole, new: NewRating, rater: UUID, *, interview_id: UUID | None, is_blind: bool
) -> Rating:
    made = uuid4()
    return Rating(
        id=made,
        scope_id=person.candidate.scope_id,
        candidate_id=person.candidate.id,
        interview_id=interview_id,
        rater_id=rater,
        is_blind=is_blind,
        scores=dict(new.scores),
        comment=person.seal(new.comment.encode(), opened.RATING, made),
        rated_at=datetime.now(UTC),
    )


def _note(session: Session, person: Whole, action: str, about: str, row_id: UUID, **detail: str) -> None:
    audit.append(
        session, action, scope_id=person.candidate.scope_id, subject_kind=about, subject_id=row_id,
        detail={"candidate": str(person.candidate.id), **detail},
    )  # fmt: skip
