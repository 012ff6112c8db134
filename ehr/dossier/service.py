"""Reading a dossier: everything of one person, and of an interview no more than its reader may see yet."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.agreement import service as agreement
from ehr.agreement.covers import Cover
from ehr.candidates import repository as candidates
from ehr.candidates import service as candidate_service
from ehr.dossier import opened, repository
from ehr.dossier.models import BackgroundCheck, Document, Message, Rating
from ehr.dossier.opened import Whole, whole
from ehr.dossier.schemas import (
    CheckView,
    ConsentView,
    DocumentView,
    Dossier,
    InterviewDetail,
    InterviewLine,
    MergeView,
    MessageView,
    RatingView,
    TimelineEntry,
)
from ehr.fleet.models import Appointment
from ehr.interviews import repository as interviews
from ehr.interviews.models import ConsentReceipt, Interview
from ehr.keys import MasterKey
from ehr.problems import NOT_FOUND, Problem

HUB, KIOSK = "hub", "kiosk"
CLOSED_UNTIL_RATED = ("dimensions", "composite", "composite_without_affect", "notes", "flags")
CLOSED_OF_ANSWERS = ("scores", "evidence", "scored", "observations", "flags")
Names = Mapping[UUID, str]


def dossier(
    session: Session, candidate_id: UUID, reader: UUID, master: MasterKey, *, with_checks: bool
) -> Dossier:
    """Everything of a person that `reader` may see yet. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    found = sorted(repository.rows(session, Interview, person.ids), key=_newest, reverse=True)
    closed = repository.waits_for_rating(session, found)
    covers = agreement.hiding(session).covers(session, found)
    documents = repository.rows(session, Document, person.ids)
    ratings = [
        each
        for each in repository.rows(session, Rating, person.ids)
        if each.interview_id not in closed or each.rater_id == reader
    ]
    checks = repository.rows(session, BackgroundCheck, person.ids) if with_checks else ()
    messages = repository.rows(session, Message, person.ids)
    receipts = repository.rows(session, ConsentReceipt, person.ids)
    merges = repository.merges(session, person.ids)
    names = repository.names(
        session,
        [
            *(each.added_by for each in documents), *(each.rater_id for each in ratings),
            *(each.changed_by for each in checks), *(each.made_by for each in messages),
            *(each.made_by for each in merges),
        ],
    )  # fmt: skip
    alike = [each for each in candidates.others_alike(session, person.candidate.id) if each not in person.ids]
    audit.append(
        session, "dossier.viewed", scope_id=person.candidate.scope_id, subject_kind="candidate",
        subject_id=person.candidate.id,
    )  # fmt: skip
    return Dossier(
        candidate=candidate_service.views(session, [person.candidate], master)[0],
        person=candidate_service.person(person.candidate, person.keys[person.candidate.id]),
        alike=tuple(candidate_service.views(session, repository.candidates(session, alike), master)),
        interviews=tuple(line(each, covers.get(each.id), must_rate=each.id in closed) for each in found),
        consents=tuple(
            ConsentView(interview_id=each.interview_id, given_at=each.given_at, purposes=each.purposes)
            for each in receipts
        ),
        documents=tuple(document_view(person, each, names) for each in documents),
        ratings=tuple(rating_view(person, each, names) for each in ratings),
        checks=tuple(check_view(person, each, names) for each in checks),
        messages=tuple(message_view(person, each, names) for each in messages),
        merges=tuple(
            MergeView(
                id=each.id, kept_id=each.kept_id, merged_id=each.merged_id, reason=each.reason,  # type: ignore[arg-type]
                made_at=each.made_at, by=_by(names, each.made_by),
            )
            for each in merges
        ),
        timeline=_timeline(session, person, found, receipts, documents, ratings, checks, messages, names),
    )  # fmt: skip


def interview(session: Session, interview_id: UUID, reader: UUID, master: MasterKey) -> InterviewDetail:
    """One interview; while it waits for a blind rating without what the machine made of it.

    Raises Problem `not-found`, `erased`.
    """
    found = interviews.interview(session, interview_id)
    if found is None:
        raise Problem(NOT_FOUND)
    person = whole(session, found.candidate_id, master)
    closed = found.id in repository.waits_for_rating(session, [found])
    hiding = agreement.hiding(session)
    record = json.loads(person.read(found.candidate_id, found.body, opened.INTERVIEW, found.id))
    profile: dict[str, Any] = record["profile"]
    action = "interview.read_blind" if closed else "interview.viewed"
    if closed:
        profile = unscored(profile)
    else:
        profile = hiding.profile(profile)
        repository.note_view(session, found, reader)
        agreement.open_scores(session, found)  # in lists, too, where the time for a second rating is over
    audit.append(session, action, scope_id=found.scope_id, subject_kind="interview", subject_id=found.id)
    ratings = [each for each in repository.rows(session, Rating, person.ids) if each.interview_id == found.id]
    if closed:
        ratings = [each for each in ratings if each.rater_id == reader]
    names = repository.names(session, [each.rater_id for each in ratings])
    return InterviewDetail(
        line=line(found, hiding.covers(session, [found]).get(found.id), must_rate=closed),
        candidate_id=person.candidate.id,
        profile=profile,
        ratings=tuple(rating_view(person, each, names) for each in ratings),
    )


def unscored(profile: Mapping[str, Any]) -> dict[str, Any]:
    """A profile without anything that was made of the words, for whoever rates blind: no score, quote, flag."""
    kept = {name: value for name, value in profile.items() if name not in CLOSED_UNTIL_RATED}
    kept["answers"] = [
        {name: value for name, value in answer.items() if name not in CLOSED_OF_ANSWERS}
        for answer in profile["answers"]
    ]
    return kept


def line(found: Interview, cover: Cover | None, *, must_rate: bool) -> InterviewLine:
    """An interview as a dossier lists it. cover: where something of it is hidden."""
    shown = found if cover is None else cover
    return InterviewLine(
        id=found.id,
        interview_id=found.interview_id,
        revision=found.revision,
        started_at=found.started_at,
        finished_at=found.finished_at,
        language=found.language,
        job_profile=found.job_profile,
        model_version=found.model_version,
        scorer=found.scorer,
        policy_pack=found.policy_pack,
        must_rate=must_rate,
        composite=None if must_rate else shown.composite,
        standard_error=None if must_rate else shown.standard_error,
        not_scored_reason="waits_for_blind_rating" if must_rate else shown.not_scored_reason,
        band=None if must_rate else shown.band,
        composite_without_affect=None if must_rate or cover is not None else found.composite_without_affect,
        flags=() if must_rate else tuple(shown.flags),
        kiosk_deleted_at=found.kiosk_deleted_at,
    )


def document_view(person: Whole, row: Document, names: Names) -> DocumentView:
    """A document as a dossier lists it."""
    return DocumentView(
        id=row.id, kind=row.kind,  # type: ignore[arg-type]  # the column's check allows only these
        name=person.text(row.candidate_id, row.name, opened.DOCUMENT_NAME, row.id),
        size=row.size, added_at=row.added_at, by=_by(names, row.added_by), refusal=row.refusal,
    )  # fmt: skip


def rating_view(person: Whole, row: Rating, names: Names) -> RatingView:
    """What a person gave."""
    return RatingView(
        id=row.id, interview_id=row.interview_id, rater_id=row.rater_id, by=_by(names, row.rater_id),
        is_blind=row.is_blind, scores=row.scores,
        comment=person.text(row.candidate_id, row.comment, opened.RATING, row.id),
        held_at=row.held_at, rated_at=row.rated_at,
    )  # fmt: skip


def check_view(person: Whole, row: BackgroundCheck, names: Names) -> CheckView:
    """A background check."""
    return CheckView(
        id=row.id, kind=row.kind, state=row.state,  # type: ignore[arg-type]
        note=person.text(row.candidate_id, row.note, opened.CHECK, row.id),
        consent_at=row.consent_at, made_at=row.made_at, changed_at=row.changed_at, by=_by(names, row.changed_by),
    )  # fmt: skip


def message_view(person: Whole, row: Message, names: Names) -> MessageView:
    """A message or a note."""
    return MessageView(
        id=row.id, direction=row.direction, channel=row.channel,  # type: ignore[arg-type]
        text=person.text(row.candidate_id, row.body, opened.MESSAGE, row.id), at=row.at, by=_by(names, row.made_by),
    )  # fmt: skip


def _timeline(
    session: Session,
    person: Whole,
    found: Sequence[Interview],
    receipts: Sequence[ConsentReceipt],
    documents: Sequence[Document],
    ratings: Sequence[Rating],
    checks: Sequence[BackgroundCheck],
    messages: Sequence[Message],
    names: Names,
) -> tuple[TimelineEntry, ...]:
    """What happened, newest first."""
    expected = repository.rows(session, Appointment, person.ids)
    told: list[tuple[datetime, str, UUID, str]] = [
        (person.candidate.created_at, "candidate_added", person.candidate.id, HUB)
    ]
    told += [(each.made_at, "appointment_made", each.id, HUB) for each in expected]
    told += [(each.given_at, "consent_given", each.id, KIOSK) for each in receipts]
    told += [(each.finished_at, "interview_finished", each.id, KIOSK) for each in found]
    told += [
        (each.added_at, f"document_{each.kind}", each.id, _by(names, each.added_by)) for each in documents
    ]
    told += [
        (each.rated_at, "rated_blind" if each.is_blind else "rated", each.id, _by(names, each.rater_id))
        for each in ratings
    ]
    told += [
        (each.changed_at, f"check_{each.state}", each.id, _by(names, each.changed_by)) for each in checks
    ]
    told += [(each.at, f"message_{each.direction}", each.id, _by(names, each.made_by)) for each in messages]
    entries = [TimelineEntry(at=at, what=what, subject_id=row_id, by=by) for at, what, row_id, by in told]
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def _by(names: Names, user_id: UUID | None) -> str:
    """Who it was; their id where their name is out of the reader's sight."""
    return HUB if user_id is None else names.get(user_id, str(user_id))


def _newest(found: Interview) -> tuple[datetime, int]:
    return found.finished_at, found.revision
