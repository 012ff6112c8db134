"""Who knows scores of a sitting, as far as the hub can tell: they rate blind no more, by no form of it."""

from sqlalchemy.orm import Session

from ehr.interviews.models import Interview
from ehr.people.models import User
from ehr.review import repository
from ehr.review.outcome import is_same
from ehr.review.repository import Sitting

TAKES_SCORES = ("decision", "override")  # is said with the scores in sight, here or at a kiosk


def has_rated(session: Session, found: Interview, who: User) -> bool:
    """True if this person rated the sitting answer by answer, here or at a kiosk: who rates second is somebody else."""
    return _said(session, found, who, ("rating",))


def knows_scores(session: Session, found: Interview, who: User) -> bool:
    """True if this person was shown scores of the sitting here, or said something at a kiosk that takes them."""
    is_shown = repository.saw(session, Sitting(found.kiosk_id, found.interview_id), who.id)
    return is_shown or _said(session, found, who, TAKES_SCORES)


def _said(session: Session, found: Interview, who: User, kinds: tuple[str, ...]) -> bool:
    said = repository.acts(session, [Sitting(found.kiosk_id, found.interview_id)])
    return any(each.kind in kinds and is_same(each.person, who.sign_in_name.lower()) for each in said)
