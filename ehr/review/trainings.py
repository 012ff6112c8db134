"""Calibration training at consoles of the hub: rounds are added, and decide whose blind ratings count."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ehr import audit
from ehr.problems import CONFLICT, NOT_FOUND, Kind, Problem
from ehr.review import repository, training_queries
from ehr.review.models import ReviewTraining
from ehr.review.training_mark import is_sound
from ehr.review.training_schemas import MOST_ROUNDS, KioskAccount, NewTraining, TrainingLine, Trainings

WRONG = Kind(
    "training-wrong", 422, "The round does not hold what it says: its answers, or whether it is passed, do not fit.",
    "该轮训练内容有误：回答或是否通过与其数值不符。",
)  # fmt: skip
OTHER_ROUND = Kind(
    "other-training", 409, "Another round was sent under this key.", "该编号下已提交过另一轮训练。"
)  # fmt: skip


def own(session: Session, reader: UUID, content: Sequence[str] = ()) -> Trainings:
    """The reader's rounds, and until when their ratings count; rounds at kiosks on one of `content` count, too."""
    rows = training_queries.rounds(session, reader, MOST_ROUNDS)
    stand = training_queries.stand(session, reader)
    items = tuple(TrainingLine(**row) for row in rows)
    accounts = tuple(
        KioskAccount(kiosk=each["label"], account=each["account"])
        for each in training_queries.linked(session, reader)
    )
    found = (stand["good_until"], training_queries.good_at_kiosks(session, reader, content))
    until = max((each for each in found if each is not None), default=None)
    return Trainings(items=items, rounds=stand["rounds"], good_until=until, accounts=accounts)


def add(session: Session, new: NewTraining, by: UUID) -> tuple[Trainings, bool]:
    """The reader's rounds with this one, and whether it is new; the same again changes nothing.

    Whether gold is gold the hub cannot tell, for the answers lie with the program; that the round is whole, and
    passed if and only if its pairs say so, it can.

    Raises Problem `training-wrong`, `other-training`, `conflict`.
    """
    _check(new)
    who, body = repository.user(session, by), new.model_dump(mode="json", include={"answers", "icc", "bias"})
    if who is None:
        raise Problem(NOT_FOUND)
    known = training_queries.with_key(session, by, new.key)
    if known is not None:
        if (known.content, known.passed, known.body) != (new.content, new.passed, body):
            raise Problem(OTHER_ROUND)
        return own(session, by), False
    row = _row(new, by, who.sign_in_name.lower(), body)
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # the same key twice in one moment
        raise Problem(CONFLICT) from error
    audit.append(
        session, "review.trained", scope_id=None, subject_kind="review_training", subject_id=row.id,
        detail={"content": row.content, "passed": row.passed},
    )  # fmt: skip
    return own(session, by), True


def _row(new: NewTraining, by: UUID, person: str, body: dict[str, Any]) -> ReviewTraining:
    return ReviewTraining(
        id=uuid4(), user_id=by, person=person, key=new.key, content=new.content, passed=new.passed, body=body
    )


def _check(new: NewTraining) -> None:
    """Raises Problem `training-wrong`."""
    answers = [(each.id, each.gold, each.given) for each in new.answers]
    if not is_sound(answers, passed=new.passed):
        raise Problem(WRONG)
