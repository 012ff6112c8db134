"""What people add: said once, numbered, never changed. Nothing here decides about anybody by itself."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ehr import audit
from ehr.access import Permission, roles_with
from ehr.agreement import service as agreement
from ehr.dossier import opened
from ehr.dossier.opened import Whole, whole
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from ehr.keys import MasterKey
from ehr.people.models import User
from ehr.problems import CONFLICT, NOT_FOUND, Kind, Problem
from ehr.review import repository, training_queries, views
from ehr.review.knowing import has_rated, knows_scores
from ehr.review.models import ReviewAct
from ehr.review.repository import Row, Sitting
from ehr.review.schemas import ActView, NewAct, NewDecisionAct, NewOverrideAct, NewRatingAct, RatingBody
from ehr.review.service import COLLEAGUES_MOST

RATE_FIRST = Kind(
    "rate-first", 409, "This interview waits for a blind rating: until then nobody decides or changes a score.",
    "此面试尚待独立评分；在此之前不能作出决定或更改分数。",
)  # fmt: skip
RATED_BEFORE = Kind(
    "rated-before", 409, "The scores of this interview are open: a rating would not be blind any more.",
    "此面试的分数已公开，评分不再是独立评分。",
)  # fmt: skip
INCOMPLETE = Kind(
    "rating-incomplete", 422, "Rate every answer that has words, on everything it is about.",
    "请为每个有内容的回答在其全部考察点上评分。",
)  # fmt: skip
NO_SUCH_SCORE = Kind("no-such-score", 422, "The interview has no such score.", "此面试没有该项分数。")
COLLEAGUE_MISSING = Kind(
    "colleague-missing", 422, "Name a colleague who may decide here.", "请选择一位在此有决定权的同事。"
)  # fmt: skip
OTHER_ACT = Kind(
    "other-act", 409, "Something else was sent under this key.", "该编号下已提交过其他内容。"
)  # fmt: skip
OPEN_BEFORE = ("note", "gone")  # what can be said without having seen a score
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said, checked. body: as it is kept. columns: what of it stands beside."""

    kind: str
    body: dict[str, Any]
    columns: dict[str, Any]


def act(
    session: Session, interview_id: UUID, new: NewAct, by: UUID, master: MasterKey
) -> tuple[ActView, bool]:
    """What was said, and whether it is new; the same key and words again change nothing.

    Raises Problem `not-found`, `erased`, `rate-first`, `rated-before`, `rating-incomplete`, `no-such-score`,
    `colleague-missing`, `other-act`.
    """
    found, who = interviews.interview(session, interview_id), repository.user(session, by)
    if found is None or who is None:
        raise Problem(NOT_FOUND)
    person = whole(session, found.candidate_id, master)
    sitting = Sitting(found.kiosk_id, found.interview_id)
    repository.lock(session, sitting)
    known = repository.with_key(session, by, new.key)
    if known is not None:
        return _again(person, known, new, sitting, who), False
    _check_turn(session, found, who, new)
    row = _row(session, person, found, who, new)
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # the same key at another interview in the same moment
        raise Problem(CONFLICT) from error
    _follow(session, row)
    return views.act_view(person, row, row.person), True


def _check_turn(session: Session, found: Interview, who: User, new: NewAct) -> None:
    """Raises Problem `rate-first`, `rated-before`."""
    if new.kind in OPEN_BEFORE:
        return
    is_rating, waits = new.kind == "rating", repository.waits(session, found.id)
    if is_rating and (not waits or has_rated(session, found, who) or knows_scores(session, found, who)):
        raise Problem(RATED_BEFORE)
    if waits and not is_rating:
        raise Problem(RATE_FIRST)


def _follow(session: Session, row: ReviewAct) -> None:
    """What an act means elsewhere: a rating opens the scores, in lists too; and the audit log tells of it."""
    newest = repository.newest(session, Sitting(row.kiosk_id, row.interview_id))
    if row.opens and newest is not None:
        agreement.open_scores(session, newest)
    audit.append(
        session, "review.said", scope_id=row.scope_id, subject_kind="review_act", subject_id=row.id,
        detail={"candidate": str(row.candidate_id), "kind": row.kind, "number": row.number},
    )  # fmt: skip


def _again(person: Whole, known: ReviewAct, new: NewAct, sitting: Sitting, who: User) -> ActView:
    view = views.act_view(person, known, who.sign_in_name.lower())
    said = new.body.model_dump(mode="json", exclude={"to"})
    kept = {name: value for name, value in view.body.items() if name != "to"}
    is_there = (known.kiosk_id, known.interview_id) == (sitting.kiosk_id, sitting.interview_id)
    if not is_there or known.kind != new.kind or said != kept:
        raise Problem(OTHER_ACT)
    return view


def _row(session: Session, person: Whole, found: Interview, who: User, new: NewAct) -> ReviewAct:
    told, made = _told(session, person, found, who, new), uuid4()
    sealed = json.dumps({"body": told.body}, ensure_ascii=False).encode()
    return ReviewAct(
        id=made,
        scope_id=found.scope_id,
        candidate_id=found.candidate_id,
        kiosk_id=found.kiosk_id,
        interview_id=found.interview_id,
        number=repository.next_number(session, Sitting(found.kiosk_id, found.interview_id)),
        source="hub",
        kind=told.kind,
        actor=who.display_name,
        person=who.sign_in_name.lower(),
        user_id=who.id,
        key=new.key,
        at=datetime.now(UTC),
        body=person.keys[found.candidate_id].seal(sealed, opened.REVIEW_ACT.format(made)),
        **told.columns,
    )


def _told(session: Session, person: Whole, found: Interview, who: User, new: NewAct) -> _Told:
    body = new.body.model_dump(mode="json", exclude={"to"})
    if isinstance(new, NewRatingAct):
        _check_whole(_wanted(person, found), new.body)
        scores = [
            {name: each[name] for name in ("question_id", "turn", "scores")} for each in body["answers"]
        ]
        trained = training_queries.counts(session, who.id, new.content)
        return _Told("rating", body, {"scores": scores, "trained": trained, "opens": True})
    if isinstance(new, NewOverrideAct):
        known = {(each.level, each.name) for each in interviews.scores(session, found.id)}
        if (new.body.level, new.body.name) not in known | {("composite", "")}:
            raise Problem(NO_SUCH_SCORE)
    if isinstance(new, NewDecisionAct):
        columns: dict[str, Any] = {"decision": new.body.decision}
        to = _colleague(session, found, who, new)
        if to is not None:
            body["to"] = to["display_name"]
            columns |= {"handed_to": to["display_name"], "handed_person": to["person"]}
        return _Told("decision", body, columns)
    return _Told(new.kind, body, {})


def _colleague(session: Session, found: Interview, who: User, new: NewDecisionAct) -> Row | None:
    """Whom it is handed to; None where it is not, or where nobody else is there."""
    if new.body.decision != "hand_over":
        return None
    roles = sorted(roles_with(Permission.DECISION_WRITE))
    others = repository.colleagues(session, who.id, roles, found.scope_id, COLLEAGUES_MOST)
    chosen = next((each for each in others if each["id"] == new.body.to), None)
    if chosen is None and (others or new.body.to is not None):
        raise Problem(COLLEAGUE_MISSING)
    return chosen


def _wanted(person: Whole, found: Interview) -> dict[Key, tuple[bool, set[str]]]:
    """Of each answer that has words: whether it counts, and the sub-dimensions that the program scored it on."""
    record = json.loads(person.read(found.candidate_id, found.body, opened.INTERVIEW, found.id))
    return {
        (each["question_id"], each["turn"]): (
            each["scored"],
            {score["sub_dimension"] for score in each["scores"]},
        )
        for each in record["profile"]["answers"]
        if each["transcript"]["source"] is not None
    }


def _check_whole(wanted: dict[Key, tuple[bool, set[str]]], body: RatingBody) -> None:
    """Raises Problem `rating-incomplete`; what else a question is about is for whoever knows the content."""
    given = {(each.question_id, each.turn): set(each.scores) for each in body.answers}
    counting = {key: subs for key, (counts, subs) in wanted.items() if counts}
    is_whole = all(subs <= given.get(key, set()) for key, subs in counting.items() if subs) and (
        counting.keys() <= given.keys() <= wanted.keys()
    )
    if not is_whole or len(given) != len(body.answers):
        raise Problem(INCOMPLETE)
