"""Reading what people said of interviews, and of each interview no more than its reader may see yet."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.access import Permission, roles_with
from ehr.agreement import service as agreement
from ehr.cursor import BAD_CURSOR, cursor, place
from ehr.dossier import opened
from ehr.dossier import repository as dossiers
from ehr.dossier.opened import Whole, whole
from ehr.dossier.service import unscored
from ehr.interviews import repository as interviews
from ehr.keys import MasterKey
from ehr.media import reading
from ehr.problems import NOT_FOUND, Problem
from ehr.review import repository, views
from ehr.review.models import ReviewAct
from ehr.review.repository import Sitting
from ehr.review.schemas import ActView, Colleague, Pair, PairPage, ReviewDetail, ReviewLine, ReviewPage
from ehr.review.views import Line

COLLEAGUES_MOST = 200
HASH_CHARS = 16


def page(
    session: Session, reader: UUID, after: str | None, limit: int, *, is_told: bool, with_scores: bool = False
) -> ReviewPage:
    """Interviews in sight, the newest first; the audit log tells of it if `is_told`. Raises Problem `bad-cursor`."""
    rows = repository.page(session, reader, _place(after), limit + 1)
    hiding = agreement.hiding(session)
    found = _sub_scores(session, rows[:limit]) if with_scores or hiding.hidden else {}
    shown = views.covered(rows[:limit], hiding.covers_of(agreement.lines_of(rows[:limit]), found))
    sittings = [Sitting(row["kiosk_id"], row["interview_id"]) for row in shown]
    said: dict[Sitting, list[ReviewAct]] = defaultdict(list)
    for act in repository.acts(session, sittings) if sittings else ():
        said[Sitting(act.kiosk_id, act.interview_id)].append(act)
    scores = views.told_scores(found, hiding.hidden) if with_scores else {}
    items = tuple(
        views.line(row, said[each], scores.get(row["id"])) for row, each in zip(shown, sittings, strict=True)
    )
    more = len(rows) > limit
    last = cursor(shown[-1]["finished_at"].isoformat(), str(shown[-1]["id"])) if more else None
    if is_told:
        audit.append(
            session, "review.listed", scope_id=None, subject_kind="interviews", subject_id="list",
            detail={"shown": len(items)},
        )  # fmt: skip
    return ReviewPage(items=items, next=last)


def _sub_scores(session: Session, rows: Sequence[Line]) -> dict[UUID, list[Line]]:
    """By assessment, what is open of it; one that waits for a blind rating is not in it."""
    found: dict[UUID, list[Line]] = {row["id"]: [] for row in rows if not row["must_rate"]}
    for each in repository.sub_scores(session, list(found)) if found else ():
        found[each["interview_id"]].append(each)
    return found


def detail(session: Session, interview_id: UUID, reader: UUID, master: MasterKey) -> ReviewDetail:
    """One interview; while it waits for a blind rating what the candidate said alone.

    Raises Problem `not-found`, `erased`.
    """
    found = interviews.interview(session, interview_id)
    if found is None:
        raise Problem(NOT_FOUND)
    person = whole(session, found.candidate_id, master)
    line, acts = _history(session, _row(session, interview_id, reader), person)
    record = json.loads(person.read(found.candidate_id, found.body, opened.INTERVIEW, found.id))
    profile: dict[str, Any] = record["profile"]
    if line.must_rate:
        profile = unscored(profile)
    else:
        profile = agreement.hiding(session).profile(profile)
        dossiers.note_view(session, found, reader)
        agreement.open_scores(session, found)  # in lists, too, where the time for a second rating is over
    action = "interview.read_blind" if line.must_rate else "interview.viewed"
    audit.append(session, action, scope_id=found.scope_id, subject_kind="interview", subject_id=found.id)
    return ReviewDetail(
        line=line, candidate_id=person.candidate.id, profile=profile, acts=acts, recordings=None
    )


def shown_acts(session: Session, reader: UUID, said: Iterable[ReviewAct]) -> list[ReviewAct]:
    """Of what was said of any sittings, what `reader` may see yet; the order stays."""
    sittings: dict[Sitting, list[ReviewAct]] = defaultdict(list)
    for each in said:
        sittings[Sitting(each.kiosk_id, each.interview_id)].append(each)
    shown: list[ReviewAct] = []
    for sitting, acts in sittings.items():
        newest = repository.newest(session, sitting)
        if newest is not None:
            shown += views.visible(_row(session, newest.id, reader), acts)
    return shown


def history(
    session: Session, interview_id: UUID, reader: UUID, master: MasterKey
) -> tuple[ReviewLine, tuple[ActView, ...]]:
    """How an interview stands, and who said what of it, as far as `reader` may see.

    Raises Problem `not-found`, `erased`.
    """
    row = _row(session, interview_id, reader)
    return _history(session, row, whole(session, row["candidate_id"], master))


def _row(session: Session, interview_id: UUID, reader: UUID) -> Line:
    row = repository.line(session, interview_id, reader)
    if row is None:
        raise Problem(NOT_FOUND)
    covers = agreement.hiding(session).covers(session, agreement.lines_of([row]))
    return views.covered([row], covers)[0]


def _history(session: Session, row: Line, person: Whole) -> tuple[ReviewLine, tuple[ActView, ...]]:
    sitting = Sitting(row["kiosk_id"], row["interview_id"])
    said = repository.acts(session, [sitting], with_bodies=True)
    return views.line(row, said), views.act_views(row, said, person)


def with_recordings(session: Session, told: ReviewDetail) -> ReviewDetail:
    """The same with its recordings; None where they are out of the reader's sight."""
    try:
        found = reading.of_interview(session, told.line.id)
    except Problem:
        return told
    return told.model_copy(update={"recordings": found})


def colleagues(session: Session, reader: UUID, interview_id: UUID | None) -> tuple[Colleague, ...]:
    """Who else decides; of an interview those who see it. Raises Problem `not-found`."""
    scope_id = None
    if interview_id is not None:
        found = interviews.interview(session, interview_id)
        if found is None:
            raise Problem(NOT_FOUND)
        scope_id = found.scope_id
    roles = sorted(roles_with(Permission.DECISION_WRITE))
    rows = repository.colleagues(session, reader, roles, scope_id, COLLEAGUES_MOST)
    return tuple(Colleague(id=row["id"], name=row["display_name"]) for row in rows)


def pairs(
    session: Session, after: str | None, limit: int, master: MasterKey, *, with_hidden: bool = False
) -> PairPage:
    """What at most `limit` blind ratings gave beside the program's scores. Raises Problem `bad-cursor`.

    with_hidden: also beside those that nobody is shown, for whoever checks agreement; the audit log tells of it.
    """
    rows = repository.pairs(session, _place(after), limit)
    hidden = agreement.hiding(session).hidden
    left_out = frozenset() if with_hidden else hidden
    ratings = {row["id"]: row["received_at"] for row in rows}
    last_id = rows[-1]["id"] if rows else None
    items = tuple(
        Pair(
            **{name: row[name] for name in Pair.model_fields if name not in ("rater", "sitting")},
            rater=_hashed(master, "rater", row["person"]),
            sitting=_hashed(master, "sitting", f"{row['kiosk_id']} {row['interview_id']}"),
        )
        for row in rows
        if row["human"] is not None and row["program"] is not None and row["sub_dimension"] not in left_out
    )
    if with_hidden:
        audit.append(
            session, "agreement.pairs_read", scope_id=None, subject_kind="pairs", subject_id="list",
            detail={"shown": len(items), "hidden": ",".join(sorted(hidden))},
        )  # fmt: skip
    more = last_id is not None and len(ratings) == limit
    following = cursor(ratings[last_id].isoformat(), str(last_id)) if more else None
    return PairPage(items=items, next=following, hidden=tuple(sorted(hidden)))


def _hashed(master: MasterKey, purpose: str, text: str) -> str:
    return master.keyed_hash(purpose, text).hex()[:HASH_CHARS]


def _place(word: str | None) -> tuple[datetime, UUID] | None:
    if word is None:
        return None
    at, last_id = place(word, str, str)
    try:
        return datetime.fromisoformat(str(at)), UUID(str(last_id))
    except ValueError as error:
        raise Problem(BAD_CURSOR) from error
