"""Every query about calibration training. Row-level security shows each their own rounds alone, and of kiosks those
of sites where they rate."""

from collections.abc import Sequence
from datetime import datetime
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
# Accounts that are this user by the newest link of each. A kiosk that is not let in any more could not end its links.
ACCOUNTS = """
select l.kiosk_id, l.account, l.after_round, k.label from kiosk_trainings l
join users u on u.id = :user_id and lower(u.sign_in_name) = l.sign_in_name
join kiosks k on k.id = l.kiosk_id and k.revoked_at is null
where l.kind = 'link' and not exists (select from kiosk_trainings n where n.kiosk_id = l.kiosk_id
    and n.account = l.account and n.kind = 'link' and n.number > l.number)
"""
LINKED = text(f"select label, account from ({ACCOUNTS}) as whose order by label, account")
# A round before the hub knew of it counts from now on, never for what was rated before.
AT_KIOSKS = text(
    f"""
select max(r.at) + {LASTS} from kiosk_trainings r join ({ACCOUNTS}) as whose
    on r.kiosk_id = whose.kiosk_id and r.account = whose.account and r.number > whose.after_round
where r.kind = 'round' and r.passed and r.at <= now() and now() < r.at + {LASTS} and r.content = any(:content)
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


def linked(session: Session, user_id: UUID) -> Sequence[Row]:
    """Label of the kiosk and account of each account that is this user."""
    return session.execute(LINKED, {"user_id": user_id}).mappings().all()


def good_at_kiosks(session: Session, user_id: UUID, content: Sequence[str]) -> datetime | None:
    """Until when ratings of the user count by a round at a kiosk on one of `content`; None: by none."""
    found: datetime | None = session.scalar(AT_KIOSKS, {"user_id": user_id, "content": list(content)})
    return found


def counts(session: Session, user_id: UUID, content: Sequence[str]) -> bool:
    """True if what the user rates now counts: they had passed, at most half a year ago, here or at a kiosk.

    content: what training rests on where they rate; a round at a kiosk on anything else is none.
    """
    here = session.scalar(COUNTS, {"user_id": user_id}) is True
    return here or good_at_kiosks(session, user_id, content) is not None


def with_key(session: Session, user_id: UUID, key: UUID) -> ReviewTraining | None:
    """The round that this user sent under this key."""
    found = select(ReviewTraining).where(ReviewTraining.user_id == user_id, ReviewTraining.key == key)
    return session.scalar(found)
