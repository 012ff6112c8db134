"""Scores stored interviews again under another content: what would change, with nothing overwritten."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from app.bootstrap.store_task import assessed, follow_ups
from app.domain.competency import CompetencyModel
from app.domain.interview import PlanForm
from app.domain.language import Language
from app.domain.profile import InterviewFacts, engines_and_packs, readers_of
from app.domain.score import Assessment
from app.errors import KioskError
from app.flow.course import read_back
from app.flow.interview import Interview
from app.scoring.rulebook import profile_of
from app.store.archive import Archive
from app.store.journal import Journal
from app.sync.wire import dumps_profile, profile_json
from app.tiers.opinion import opinion_of
from app.tiers.readers import SecondReader


@dataclass(frozen=True, slots=True)
class Side:
    """A result and everything that made it. composite None: reason says why.

    missing: codes of the second readers that could not be asked to the end.
    """

    composite: float | None
    standard_error: float | None
    band: str
    reason: str | None
    model_version: str
    content_hash: str
    scorer: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """One stored interview scored again. new, profile: None where `failure`, an error code, says why not."""

    interview_id: str
    old: Side
    new: Side | None
    failure: str | None = None
    assessment: Assessment | None = None
    facts: InterviewFacts | None = None
    profile: str | None = None

    @property
    def changes_band(self) -> bool:
        """True if the new content puts the candidate into another advisory band."""
        return self.new is not None and self.new.band != self.old.band

    def as_json(self) -> dict[str, object]:
        """What `kiosk replay --json` prints of it: no words of the candidate."""
        return {
            "interview_id": self.interview_id,
            "old": asdict(self.old),
            "new": None if self.new is None else asdict(self.new),
            "changes_band": self.changes_band,
            "failure": self.failure,
        }


def replay(
    archive: Archive, model: CompetencyModel, readers: Sequence[SecondReader] = ()
) -> tuple[Replayed, ...]:
    """Every assessed interview of `archive` under `model`, by interview id; nothing is written.

    The clock has no part in it: the same store and the same content give the same values, as far as
    `readers`, the tiers above Tier 0, repeat themselves.
    """
    found = []
    for interview_id in sorted(summary.id for summary in archive.interviews()):
        text = archive.profile_json(interview_id)
        if text is not None:
            found.append(_replayed(archive, model, readers, interview_id, json.loads(text)))
    return tuple(found)


def store_replayed(journal: Journal, replayed: Replayed, *, now: float) -> None:
    """The new result as a further revision of the assessment; the old revision stays as it is.

    The same again stores nothing.
    """
    if replayed.assessment is None or replayed.facts is None or replayed.profile is None:
        return
    journal.save_assessment(
        replayed.interview_id, asdict(replayed.facts), replayed.assessment, replayed.profile, now=now
    )


def _replayed(
    archive: Archive,
    model: CompetencyModel,
    readers: Sequence[SecondReader],
    interview_id: str,
    profile: Mapping[str, Any],
) -> Replayed:
    old = _old(profile)
    try:
        interview = read_back(archive.events, interview_id)
        _check(model, interview)
        assessment = assessed(model, interview, partial(opinion_of, readers=readers) if readers else None)
    except KioskError as error:
        return Replayed(interview_id, old, None, error.code)
    facts = _facts(model, profile, interview, assessment, follow_ups(archive.events(interview_id)))
    text = dumps_profile(profile_json(facts, interview.answers, assessment))
    return Replayed(interview_id, old, _old(json.loads(text)), None, assessment, facts, text)


def _check(model: CompetencyModel, interview: Interview) -> None:
    """Raises KioskError where `model` lacks a profile, question or policy pack of the interview."""
    if interview.plan is None:
        raise KioskError("replay_without_plan", interview=interview.interview_id)
    profile = profile_of(model, interview.plan.job_profile)
    known = {question.id for question in profile.questions}
    for answer in interview.answers:
        if answer.question_id not in known:
            raise KioskError("question_unknown", question=answer.question_id, profile=profile.id)
    if interview.policy_pack not in {pack.id for pack in model.policy_packs}:
        raise KioskError("policy_pack_unknown", pack=interview.policy_pack)


def _old(profile: Mapping[str, Any]) -> Side:
    composite, content = profile.get("composite", {}), profile.get("competency_model", {})
    return Side(
        composite=composite.get("score"),
        standard_error=composite.get("standard_error"),
        band=composite.get("band", "none"),
        reason=composite.get("not_scored_reason"),
        model_version=content.get("version", ""),
        content_hash=content.get("content_hash", ""),
        scorer=profile.get("provenance", {}).get("scorer", ""),
        missing=tuple(flag for flag in profile.get("flags", ()) if "_unavailable" in flag),
    )


def _facts(
    model: CompetencyModel,
    old: Mapping[str, Any],
    interview: Interview,
    assessment: Assessment,
    asked: Mapping[str, str],
) -> InterviewFacts:
    """The facts of the old profile with the identity of the new content and scorer."""
    provenance = old.get("provenance", {})
    before = (*provenance.get("engines", ()), *provenance.get("packs", ()))
    read_by = set(readers_of(str(provenance.get("scorer", ""))))
    recorded_by = [each for each in before if each not in read_by]
    engines, packs = engines_and_packs((*recorded_by, *readers_of(assessment.scorer)))
    return InterviewFacts(
        interview_id=interview.interview_id,
        started_at=str(old.get("started_at", "")),
        finished_at=str(old.get("finished_at", "")),
        language=Language(interview.language),
        job_profile=str(old.get("job_profile", "")),
        plan_form=PlanForm(old.get("plan_form", PlanForm.SHORT)),
        model_version=model.version,
        content_hash=model.content_hash,
        scorer=assessment.scorer,
        engines=engines,
        packs=packs,
        policy_pack=interview.policy_pack,
        consents=interview.consents,
        follow_ups=asked,
        candidate_question=str(old.get("candidate_question", "")),
    )
