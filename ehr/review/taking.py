"""What was said at a kiosk, as its record tells: laid beside what was said here."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from ehr import audit
from ehr.agreement import service as agreement
from ehr.candidates import service as candidates
from ehr.dossier import opened
from ehr.interviews import repository as interviews
from ehr.interviews.rows import moment
from ehr.keys import MasterKey
from ehr.problems import Kind, Problem
from ehr.review import repository
from ehr.review.models import ReviewAct
from ehr.review.repository import Sitting

TOO_EARLY = Kind(
    "too-early", 425, "The interview this belongs to is not here yet.", "该内容所属的面试尚未送达。", "kiosk"
)  # fmt: skip


def add(session: Session, kiosk_id: UUID, record: dict[str, Any], body: bytes, master: MasterKey) -> None:
    """Lays an act into the dossier of its candidate; a rating opens the scores here, too.

    Raises Problem `too-early`: its interview is not here; `erased`.
    """
    sitting = Sitting(kiosk_id, record["interview_id"])
    found = repository.newest(session, sitting)
    if found is None:
        raise Problem(candidates.ERASED if repository.came(session, sitting) else TOO_EARLY)
    key = candidates.key_of(session, found.candidate_id, master)
    repository.lock(session, sitting)
    made, said = uuid4(), record["body"]
    row = ReviewAct(
        id=made,
        scope_id=found.scope_id,
        candidate_id=found.candidate_id,
        kiosk_id=kiosk_id,
        interview_id=record["interview_id"],
        number=repository.next_number(session, sitting),
        source="kiosk",
        kind=record["kind"],
        actor=record["actor"],
        person=record["actor"].lower(),
        decision=said.get("decision") if record["kind"] == "decision" else None,
        handed_to=said.get("to") or None,
        handed_person=(said.get("to") or "").lower() or None,
        trained=record["trained"] if record["kind"] == "rating" else None,
        opens=record["opens"] if record["kind"] == "rating" else None,
        scores=_scores(said) if record["kind"] == "rating" else None,
        at=moment(record["at"]),
        body=key.seal(body, opened.REVIEW_ACT.format(made)),
    )
    session.add(row)
    session.flush()
    if row.opens:
        agreement.open_scores(session, found)
    elif row.kind == "rating" and repository.waits(session, found.id):
        interviews.close_scores(session, found)
    audit.append(
        session, "review.received", scope_id=row.scope_id, subject_kind="review_act", subject_id=row.id,
        detail={"candidate": str(row.candidate_id), "kind": row.kind, "number": row.number},
    )  # fmt: skip


def _scores(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The values of a rating without its reasons. A turn may be written 1.0: the contract calls that whole."""
    return [
        {"question_id": each["question_id"], "turn": int(each["turn"]), "scores": each["scores"]}
        for each in said["answers"]
    ]
