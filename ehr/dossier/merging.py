"""Two candidates that are one person: said by somebody, noted, and undone as easily."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.candidates import service as candidate_service
from ehr.dossier import repository
from ehr.dossier.models import Merge
from ehr.dossier.schemas import MergeView, NewMerge
from ehr.problems import NOT_FOUND, Kind, Problem

SAME_ALREADY = Kind("same-already", 409, "They are one person already.", "两者已合并为同一人。")
UNDONE_ALREADY = Kind("undone-already", 409, "This was undone already.", "该合并已撤销。")


def merge(session: Session, kept_id: UUID, new: NewMerge, by: UUID) -> MergeView:
    """The other one's rows are shown with this one's from now on. Raises Problem `not-found`, `same-already`."""
    for each in sorted((kept_id, new.other_id)):
        candidate_service.get(session, each)
    kept = candidate_service.get(session, repository.root(session, kept_id))
    merged = candidate_service.get(session, repository.root(session, new.other_id))
    if kept.id == merged.id or kept.erased_at is not None or merged.erased_at is not None:
        raise Problem(SAME_ALREADY)
    merged.merged_into = kept.id
    row = Merge(scope_id=kept.scope_id, kept_id=kept.id, merged_id=merged.id, reason=new.reason, made_by=by)
    session.add(row)
    session.flush()
    _note(session, "candidate.merged", row)
    return _view(session, row)


def undo(session: Session, merge_id: UUID, by: UUID) -> MergeView:
    """They are two again. Raises Problem `not-found`, `undone-already`."""
    row = session.get(Merge, merge_id, with_for_update=True)
    if row is None:
        raise Problem(NOT_FOUND)
    if row.undone_at is not None:
        raise Problem(UNDONE_ALREADY)
    candidate_service.get(session, row.merged_id).merged_into = None
    row.undone_at, row.undone_by = datetime.now(UTC), by
    session.flush()
    _note(session, "candidate.merge_undone", row)
    return _view(session, row)


def _view(session: Session, row: Merge) -> MergeView:
    names = repository.names(session, [row.made_by])
    return MergeView(
        id=row.id, kept_id=row.kept_id, merged_id=row.merged_id, reason=row.reason,  # type: ignore[arg-type]
        made_at=row.made_at, by=names.get(row.made_by, "hub") if row.made_by else "hub",
    )  # fmt: skip


def _note(session: Session, action: str, row: Merge) -> None:
    audit.append(
        session, action, scope_id=row.scope_id, subject_kind="candidate", subject_id=row.kept_id,
        detail={"other": str(row.merged_id), "reason": row.reason},
    )  # fmt: skip
