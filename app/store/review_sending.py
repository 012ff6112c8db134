"""What people say of an interview, on its way to the hub: laid down once, in the transaction of the act itself."""

from typing import Any

from sqlite_utils import Database

from app.store.outbox import Job, Outbox
from app.store.records import REVIEW_ACT, ActFacts, review_act_id, review_act_record
from app.store.review_blind import WAITS
from app.store.training import LASTS_S

# Of an interview that has a record for the hub: what is neither on its way nor there.
_UNSENT = """
    SELECT a.number, a.kind, a.actor, a.at, a.body,
        EXISTS (SELECT 1 FROM review_trainings t WHERE t.actor = a.actor AND t.passed = 1
                AND t.at <= a.at AND a.at < t.at + ?)
    FROM review_acts a
    WHERE a.interview_id = ? AND EXISTS (SELECT 1 FROM assessments s WHERE s.interview_id = a.interview_id)
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = a.interview_id || '-act-' || a.number)
    AND NOT EXISTS (SELECT 1 FROM delivered d WHERE d.id = a.interview_id || '-act-' || a.number)
    ORDER BY a.number
"""


def lay_acts(db: Database, interview_id: str, now: float) -> None:
    """Lay every act of the interview that the hub was not told of into the outbox; joins the caller's transaction.

    An act before the interview has a record for the hub waits for that: the hub would not know what it is about.
    """
    outbox = Outbox(db)
    for *told, body, trained in db.conn.execute(_UNSENT, [LASTS_S, interview_id]).fetchall():
        act = ActFacts(*told)
        is_rating = act.kind == "rating"
        text = review_act_record(
            interview_id,
            act,
            body,
            trained=bool(trained) if is_rating else None,
            opens=not _is_blind_still(db, interview_id, now) if is_rating else None,
        )
        outbox.add(
            Job(review_act_id(interview_id, act.number), REVIEW_ACT, text), interview_id=interview_id, now=now
        )


def _is_blind_still(db: Database, interview_id: str, now: float) -> Any:
    """True while a second person rates without seeing a score (decision 0033)."""
    ((blind,),) = db.conn.execute(WAITS, [None, now, interview_id])
    return blind
