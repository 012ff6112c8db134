"""Every query about reviewing. Row-level security holds each to what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.orm import Session, undefer

from ehr.interviews.models import Interview
from ehr.people.models import User
from ehr.review.models import ReviewAct
from ehr.review.waiting import WAITS

# What is asked of each row is asked of those on the page alone: `materialized`. A sub-select in place of `not exists`
# is looked at row by row in the order of the index, which ends where the page is full.
LINES = """
with page as materialized (
    select i.* from interviews i where {which} order by i.finished_at desc, i.id desc limit :most
), told as materialized (
    select i.*, {waits} as must_rate from page i
)
select p.id, p.candidate_id, p.kiosk_id, p.interview_id, coalesce(k.label, '') as kiosk, coalesce(s.name, '') as site,
    p.job_profile, p.language, p.started_at, p.finished_at, p.must_rate, p.composite as found_composite, p.band,
    p.flags as found_flags,
    case when not p.must_rate then p.composite end as composite,
    case when not p.must_rate then p.standard_error end as standard_error,
    case when not p.must_rate then (
        select min(d.score) from interview_scores d where d.interview_id = p.id and d.level = 'dimension'
    ) end as least_dimension,
    case when p.must_rate then '{{}}' else p.flags end as flags,
    (select lower(sign_in_name) from users where id = :reader) as reader
from told p left join kiosks k on k.id = p.kiosk_id left join scopes s on s.id = p.scope_id
order by p.finished_at desc, p.id desc
"""
NEWEST = """i.revision = (
        select max(n.revision) from interviews n where n.kiosk_id = i.kiosk_id and n.interview_id = i.interview_id
    ) and (cast(:finished_at as timestamptz) is null or (i.finished_at, i.id) < (:finished_at, :last_id))"""
PAGE = text(LINES.format(waits=WAITS, which=NEWEST))
ONE = text(LINES.format(waits=WAITS, which="i.id = :id"))
STANDS = text(f"select {WAITS} from interviews i where i.id = :id")
LOCK = text(
    "select id from interviews where kiosk_id = :kiosk_id and interview_id = :interview_id order by id for update"
)
SAW = text(
    """
select exists (select from score_views v join interviews i on i.id = v.interview_id
    where i.kiosk_id = :kiosk_id and i.interview_id = :interview_id and v.user_id = :user_id)
"""
)
CAME = text("select exists (select from records where kiosk_id = :kiosk_id and record_id = :interview_id)")
SUB_SCORES = text(
    """
select interview_id, parent as dimension, name, score, standard_error from interview_scores
where level = 'sub_dimension' and interview_id = any (cast(:ids as uuid[])) order by interview_id, parent, name
"""
)
COLLEAGUES = text(
    """
select distinct u.id, u.display_name, lower(u.sign_in_name) as person from users u join grants g on g.user_id = u.id
where u.is_active and u.id <> :reader and g.role = any (cast(:roles as text[]))
    and (cast(:scope_id as int) is null or exists (
        select from scope_closure c where c.ancestor_id = g.scope_id and c.descendant_id = :scope_id))
order by u.display_name, u.id limit :most
"""
)
PAIRS = text(
    f"""
with page as materialized (
    select a.id, a.kiosk_id, a.interview_id, a.scope_id, a.person, a.trained, a.scores, a.received_at,
        case when a.trained then (
            select count(*) from review_acts e where e.kiosk_id = a.kiosk_id and e.interview_id = a.interview_id
                and e.kind = 'rating' and e.trained and (e.at, e.number) <= (a.at, a.number)
        ) else 0 end as nth
    from review_acts a
    where a.kind = 'rating'
        and (cast(:received_at as timestamptz) is null or (a.received_at, a.id) > (:received_at, :last_id))
    order by a.received_at, a.id limit :most
)
select p.id, p.received_at, p.kiosk_id, p.interview_id, p.nth, p.person, p.trained as counts,
    coalesce(s.name, '') as site,
    g.question_id, g.turn, v.sub_dimension, v.value as human, b.score as program,
    i.model_version || ' ' || i.scorer as model_version
from page p
left join scopes s on s.id = p.scope_id
left join lateral (
    select i.id, i.model_version, i.scorer, {WAITS} as waits from interviews i
    where i.kiosk_id = p.kiosk_id and i.interview_id = p.interview_id order by i.revision desc limit 1
) i on true
left join lateral jsonb_to_recordset(p.scores) as g (question_id text, turn int, scores jsonb) on true
left join lateral (
    select e.key as sub_dimension, cast(e.value as real) as value from jsonb_each_text(g.scores) e
    where e.value is not null
) v on true
left join answer_scores b on b.interview_id = i.id and b.question_id = g.question_id and b.turn = g.turn
    and b.sub_dimension = v.sub_dimension and not i.waits
order by p.received_at, p.id, g.question_id, g.turn, v.sub_dimension
"""
)
Row = RowMapping


@dataclass(frozen=True, slots=True)
class Sitting:
    """What acts belong to: an interview as its kiosk calls it, whatever assessment of it is looked at."""

    kiosk_id: UUID
    interview_id: str


def page(session: Session, reader: UUID, after: tuple[datetime, UUID] | None, most: int) -> Sequence[Row]:
    """At most `most` sittings, the newest first: of each its newest assessment; no figure of one that waits.

    Its `found_` columns are for the rule of two readers alone, and never leave the hub.
    """
    finished_at, last_id = after or (None, None)
    values = {"reader": reader, "finished_at": finished_at, "last_id": last_id, "most": most}
    return session.execute(PAGE, values).mappings().all()


def line(session: Session, interview_id: UUID, reader: UUID) -> Row | None:
    """The same of one assessment; None out of sight."""
    return session.execute(ONE, {"id": interview_id, "reader": reader, "most": 1}).mappings().one_or_none()


def sub_scores(session: Session, ids: Sequence[UUID]) -> Sequence[Row]:
    """The program's scores of these assessments by sub-dimension, in one statement."""
    return session.execute(SUB_SCORES, {"ids": list(ids)}).mappings().all()


def waits(session: Session, interview_id: UUID) -> bool:
    """True while the scores of an assessment stay closed: a blind rating is wanted of it, and nobody has given it."""
    return session.scalar(STANDS, {"id": interview_id}) is True


def acts(session: Session, sittings: Sequence[Sitting], *, with_bodies: bool = False) -> Sequence[ReviewAct]:
    """What was said of these, the oldest first."""
    query = (
        select(ReviewAct)
        .where(
            ReviewAct.kiosk_id.in_({each.kiosk_id for each in sittings}),
            ReviewAct.interview_id.in_({each.interview_id for each in sittings}),
        )
        .order_by(ReviewAct.at, ReviewAct.number)
    )
    return session.scalars(query.options(undefer(ReviewAct.body)) if with_bodies else query).all()


def of_candidates(session: Session, candidate_ids: Sequence[UUID]) -> Sequence[ReviewAct]:
    """What was said of these people, with its words, the oldest first."""
    query = select(ReviewAct).where(ReviewAct.candidate_id.in_(candidate_ids))
    return session.scalars(
        query.options(undefer(ReviewAct.body)).order_by(ReviewAct.at, ReviewAct.number)
    ).all()


def with_key(session: Session, user_id: UUID, key: UUID) -> ReviewAct | None:
    """What this user said under this key."""
    query = select(ReviewAct).where(ReviewAct.user_id == user_id, ReviewAct.key == key)
    return session.scalar(query.options(undefer(ReviewAct.body)))


def lock(session: Session, sitting: Sitting) -> None:
    """Whoever else says something of the sitting waits until this transaction ends."""
    session.execute(LOCK, {"kiosk_id": sitting.kiosk_id, "interview_id": sitting.interview_id})


def next_number(session: Session, sitting: Sitting) -> int:
    """The number of the next act; for whoever holds the lock."""
    newest = select(func.max(ReviewAct.number)).where(
        ReviewAct.kiosk_id == sitting.kiosk_id, ReviewAct.interview_id == sitting.interview_id
    )
    return int(session.scalar(newest) or 0) + 1


def newest(session: Session, sitting: Sitting) -> Interview | None:
    """The newest assessment of a sitting."""
    query = select(Interview).where(
        Interview.kiosk_id == sitting.kiosk_id, Interview.interview_id == sitting.interview_id
    )
    return session.scalar(query.order_by(Interview.revision.desc()).limit(1))


def came(session: Session, sitting: Sitting) -> bool:
    """True if the kiosk ever sent this sitting, whether or not it is still here."""
    return session.scalar(CAME, {"kiosk_id": sitting.kiosk_id, "interview_id": sitting.interview_id}) is True


def saw(session: Session, sitting: Sitting, user_id: UUID) -> bool:
    """True if the user was ever shown the program's scores of this sitting, by whichever assessment of it."""
    values = {"kiosk_id": sitting.kiosk_id, "interview_id": sitting.interview_id, "user_id": user_id}
    return session.scalar(SAW, values) is True


def user(session: Session, user_id: UUID) -> User | None:
    """Who it is; everybody sees themselves."""
    return session.get(User, user_id)


def colleagues(
    session: Session, reader: UUID, roles: Sequence[str], scope_id: int | None, most: int
) -> Sequence[Row]:
    """Others in sight who hold one of `roles`; where `scope_id`: there or above."""
    values = {"reader": reader, "roles": list(roles), "scope_id": scope_id, "most": most}
    return session.execute(COLLEAGUES, values).mappings().all()


def pairs(session: Session, after: tuple[datetime, UUID] | None, most: int) -> Sequence[Row]:
    """Ratings answer by answer beside the program's scores, of at most `most` ratings; null where one is missing.

    Nothing of the program's is told of what still waits for a second blind rating.
    """
    received_at, last_id = after or (None, None)
    told = {"received_at": received_at, "last_id": last_id, "most": most}
    return session.execute(PAIRS, told).mappings().all()
