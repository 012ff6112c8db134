"""Every query about calibration training. Row-level security shows each their own rounds alone."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ehr.review.models import ReviewTraining
from ehr.review.repository import Row

LASTS = "interval '183 days'"  # half a year: then the anchors are read again (decision 0032)
ROUNDS = text(
    """
select row_number() over (order by at, id) as number, at, passed, content from review_trainings
where user_id = :user_id order by at desc, id desc limit :most
"""
)
STAND = text(
    f"""
select count(*) as rounds, max(at) filter (where passed) + {LASTS} as good_until
from review_trainings where user_id = :user_id
"""
)
COUNTS = text(
    f"""
select exists (select from review_trainings where user_id = :user_id and passed
    and at <= now() and now() < at + {LASTS})
"""
)


def rounds(session: Session, user_id: UUID, most: int) -> Sequence[Row]:
    """At most `most` rounds of a user, the newest first."""
    return session.execute(ROUNDS, {"user_id": user_id, "most": most}).mappings().all()


def stand(session: Session, user_id: UUID) -> Row:
    """How many rounds there are, and until when ratings of the user count."""
    return session.execute(STAND, {"user_id": user_id}).mappings().one()


def counts(session: Session, user_id: UUID) -> bool:
    """True if what the user rates now counts: they had passed, at most half a year ago."""
    return session.scalar(COUNTS, {"user_id": user_id}) is True


def with_key(session: Session, user_id: UUID, key: UUID) -> ReviewTraining | None:
    """The round that this user sent under this key."""
    found = select(ReviewTraining).where(ReviewTraining.user_id == user_id, ReviewTraining.key == key)
    return session.scalar(found)
