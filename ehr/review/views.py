"""What was said, as its reader may see it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from ehr.agreement.covers import Cover
from ehr.dossier import opened
from ehr.dossier.opened import Whole
from ehr.review.models import ReviewAct
from ehr.review.outcome import Outcome, is_doubtful, is_same, outcome_of, visible_blind, visible_to
from ehr.review.repository import Row
from ehr.review.schemas import ActLine, ActView, ReviewLine, SubScoreLine

UNDECIDED = Outcome("open")
Line = Mapping[str, Any] | Row  # a Row as it is, or one without what is hidden


def covered(rows: Iterable[Line], covers: Mapping[UUID, Cover]) -> list[Line]:
    """`rows` without what is hidden, also where the rule of two readers looks: it judges what people can see."""
    return [row if row["id"] not in covers else {**row, **_shown(row, covers[row["id"]])} for row in rows]


def _shown(row: Line, cover: Cover) -> dict[str, Any]:
    found = {"found_composite": cover.composite, "band": cover.band, "found_flags": cover.flags}
    if row["must_rate"]:
        return found
    return found | {
        "composite": cover.composite,
        "standard_error": cover.standard_error,
        "least_dimension": cover.least_dimension,
        "flags": cover.flags,
    }


def told_scores(scores: Mapping[UUID, Sequence[Line]], hidden: Collection[str]) -> dict[UUID, Sequence[Line]]:
    """Scores by sub-dimension, null where they are hidden."""
    nothing = {"score": None, "standard_error": None}
    return {
        found: [{**each, **nothing} if each["name"] in hidden else each for each in subs]
        for found, subs in scores.items()
    }


def outcome(row: Line, said: Sequence[ReviewAct]) -> Outcome:
    """How far the decision is; of an interview that waits for a blind rating nobody is told."""
    if row["must_rate"]:
        return UNDECIDED
    doubtful = is_doubtful(row["found_composite"], row["band"], row["found_flags"])
    return outcome_of(said, is_doubtful=doubtful)


def visible(row: Line, said: Sequence[ReviewAct]) -> tuple[ReviewAct, ...]:
    """What the reader of `row` may see: not what would sway a rating they still owe, or a second look."""
    reader = row["reader"] or ""
    if row["must_rate"]:
        return visible_blind(reader, said)
    return visible_to(reader, said, outcome(row, said))


def line(row: Line, said: Sequence[ReviewAct], scores: Sequence[Line] | None = None) -> ReviewLine:
    """An interview in the list. said: everything, the oldest first. scores: by sub-dimension, where they are told."""
    held, reader = outcome(row, said), row["reader"] or ""
    return ReviewLine(
        id=row["id"],
        interview_id=row["interview_id"],
        kiosk=row["kiosk"],
        site=row["site"],
        job_profile=row["job_profile"],
        language=row["language"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        must_rate=row["must_rate"],
        composite=row["composite"],
        standard_error=row["standard_error"],
        least_dimension=row["least_dimension"],
        flags=tuple(row["flags"]),
        stand=held.stand,  # type: ignore[arg-type]  # the rule gives no other words
        decision=held.decision,  # type: ignore[arg-type]
        is_second=held.hides_from(reader),
        handed_to=held.handed_to,
        is_mine=bool(held.handed_person) and is_same(held.handed_person, reader),
        acts=tuple(ActLine(**_told(each, reader)) for each in visible(row, said)),
        sub_scores=None if scores is None else tuple(map(_sub_score, scores)),
    )


def _sub_score(row: Line) -> SubScoreLine:
    return SubScoreLine(**{name: row[name] for name in SubScoreLine.model_fields})


def act_view(person: Whole, row: ReviewAct, reader: str) -> ActView:
    """What somebody said, as it was said."""
    return ActView(**_told(row, reader), body=body_of(person, row))


def act_views(row: Line, said: Sequence[ReviewAct], person: Whole) -> tuple[ActView, ...]:
    """What the reader of `row` may see, as it was said; of a rating whose words they may not see yet only who and when.

    The words of whoever has decided would tell the second reader how, and why they rated low is what they decided by.
    """
    held, reader = outcome(row, said), row["reader"] or ""
    unseen = held.spoke if held.hides_from(reader) else ()
    return tuple(
        ActView(**_told(each, reader), body=_body_for(person, each, unseen)) for each in visible(row, said)
    )


def _body_for(person: Whole, row: ReviewAct, unseen: Collection[str]) -> dict[str, Any]:
    body = body_of(person, row)
    if row.kind == "rating" and any(is_same(row.person, spoke) for spoke in unseen):
        return {**body, "answers": []}
    return body


def body_of(person: Whole, row: ReviewAct) -> dict[str, Any]:
    """What was said, free words included."""
    record = json.loads(person.read(row.candidate_id, row.body, opened.REVIEW_ACT, row.id))
    body: dict[str, Any] = record["body"]
    return body


def _told(row: ReviewAct, reader: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "source": row.source,
        "actor": row.actor,
        "is_own": is_same(row.person, reader),
        "at": row.at,
        "decision": row.decision,
        "to": row.handed_to,
    }
