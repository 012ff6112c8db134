"""The dossier page out of what the dossier's service gives."""

from collections.abc import Mapping
from typing import Any

from ehr.access import Permission
from ehr.dossier.documents import Resume
from ehr.dossier.schemas import Dossier, InterviewDetail, RatingView
from ehr.dossier.schemas import InterviewLine as ServiceLine
from ehr.web.content import Content
from ehr.web.numbers import ScoreValue
from ehr.web.views.dossier import (
    Alike,
    Check,
    DocumentRow,
    DossierView,
    Header,
    InterviewLine,
    MessageRow,
    Rating,
    TimelineEntry,
)
from ehr.web.views.interview import InterviewView, interview_view
from ehr.web.views.resume import ResumeView, resume_view
from ehr.web.words import Words

Scopes = Mapping[int, str]
_NOTHING = {"score": None, "standard_error": None, "not_scored_reason": None, "band": None}
_CLOSED: Mapping[str, Any] = {
    "dimensions": [], "notes": [], "flags": [], "composite": _NOTHING, "composite_without_affect": _NOTHING,
}  # fmt: skip
_CLOSED_ANSWER: Mapping[str, Any] = {
    "scores": [], "evidence": [], "scored": True, "observations": [], "flags": [],
}  # fmt: skip


def detail_view(detail: InterviewDetail, content: Content, *, is_own: bool = True) -> InterviewView:
    """An interview's page; while it waits for a blind rating, its words alone."""
    profile = {**_CLOSED, **detail.profile}
    profile["answers"] = [{**_CLOSED_ANSWER, **answer} for answer in profile["answers"]]
    # Links lead to the hub's own id: the kiosk's is only unique on that kiosk.
    return interview_view({**profile, "interview_id": str(detail.line.id)}, content, is_own=is_own)


def dossier_view(
    found: Dossier,
    latest: InterviewView | None,
    resume: Resume | None,
    *,
    scopes: Scopes,
    content: Content,
    may: frozenset[str],
    must_rate_first: bool,
) -> DossierView:
    """The page of `found`, in the language of `content`. latest: its newest AI interview."""
    words = content.words
    who, person = found.candidate, found.person
    name = person.name or words("candidates.unnamed")
    return DossierView(
        header=Header(
            str(who.id),
            name,
            scopes.get(who.scope_id, ""),
            content.name(who.job_profile) if who.job_profile else "",
            " · ".join(filter(None, (person.phone, person.email))),
            1 + len(found.merges),
        ),
        latest=latest,
        interviews=tuple(_line(each, content) for each in found.interviews),
        resume=_resume(resume, words),
        ratings=tuple(_rating(each, content) for each in found.ratings),
        checks=tuple(
            Check(str(each.id), each.kind, each.state, each.note, each.changed_at, each.by)
            for each in found.checks
        ),
        documents=tuple(
            DocumentRow(str(each.id), each.kind, each.name, each.added_at, each.size, each.refusal or "")
            for each in found.documents
        ),
        messages=tuple(
            MessageRow(each.at, each.direction, each.channel, each.by, each.text) for each in found.messages
        ),
        timeline=tuple(
            TimelineEntry(each.at, words.code("event", each.what), words.code("actor", each.by))
            for each in found.timeline
        ),
        alike=_alike(found, words),
        merges=_merges(found, words),
        may=may,
        must_rate_first=must_rate_first,
        rated_without=content.rated_in(who.job_profile),
    )


def _alike(found: Dossier, words: Words) -> tuple[Alike, ...]:
    return tuple(
        Alike(str(each.id), each.name or words("candidates.unnamed"), each.interviewed_at)
        for each in found.alike
    )


def _merges(found: Dossier, words: Words) -> tuple[Alike, ...]:
    return tuple(
        Alike(str(each.id), words(f"merge_reason.{each.reason}"), each.made_at) for each in found.merges
    )


def _line(line: ServiceLine, content: Content) -> InterviewLine:
    closed = line.must_rate or line.composite is None
    score = None if closed else ScoreValue(line.composite, line.standard_error, None)
    band = "to_rate" if line.must_rate else line.band
    return InterviewLine(str(line.id), line.finished_at, content.name(line.job_profile), score, band)


def _resume(resume: Resume | None, words: Words) -> ResumeView | None:
    return None if resume is None else resume_view(resume.text, resume.facts, words)


def _rating(given: RatingView, content: Content) -> Rating:
    return Rating(
        given.by,
        given.held_at or given.rated_at,
        "interview" if given.interview_id is None else "feedback",
        given.is_blind,
        tuple((content.name(sub), value) for sub, value in given.scores.items()),
        given.comment,
    )


def allowed(may: frozenset[Permission]) -> frozenset[str]:
    """Permissions as templates ask for them."""
    return frozenset(each.value for each in may)


def list_score(composite: float | None) -> ScoreValue | None:
    """The composite of a list; None where nobody was interviewed or the score is closed."""
    return None if composite is None else ScoreValue(composite, None, None)
