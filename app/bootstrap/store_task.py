"""What the store's worker does: writes events, and scores and stores an interview that is over."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.domain.events import AnswerAccepted, Event, InterviewStarted
from app.domain.interview import Purpose
from app.domain.language import Language
from app.domain.profile import InterviewFacts, engines_and_packs, readers_of
from app.domain.score import Assessment
from app.errors import BugError, KioskError
from app.flow.course import read_back
from app.flow.interview import Interview
from app.scoring.assess import assess
from app.scoring.feedback import feedback_of
from app.scoring.rulebook import rulebook_of
from app.scoring.tiers import NO_OPINION, Opinion
from app.scoring.unscored import unscored
from app.store.demographics import add
from app.store.journal import Journal
from app.sync.report import report_html
from app.sync.wire import dumps_profile, profile_json
from app.tiers.ahead import ReadAhead
from app.tiers.opinion import Heard
from app.ui.ports import Append, Demographics, Finish, NotDone, Prepare, Scored

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AnsweringFor:
    """Does what `task` does. Only an Append may fail: of anything else a NotDone says so.

    Events wait for the failure of their own commit, and while one is on its way an older result may fail.
    """

    task: Callable[[object], object]

    def __call__(self, request: object) -> object:
        """What `task` returns, or NotDone. Raises what it raises for an Append."""
        if isinstance(request, Append):
            return self.task(request)
        try:
            return self.task(request)
        except KioskError as error:
            return NotDone(error)
        except Exception as error:
            log.exception("bug while handling %s", type(request).__name__)
            return NotDone(BugError(repr(error)))


@dataclass(frozen=True, slots=True)
class StoreTask:
    """Called on the store's thread with one request at a time: the journal has this one writer.

    clock_s: Unix seconds, UTC. free_mb: room on the disk; with less than min_free_mb nothing begins.
    results_dir: where profile.json and report.html are also laid down as files (the demo), or None.
    demographics_file: the database of voluntary answers, which is never joined with the journal.
    readers: read each answer as soon as it is stored, on threads of their own; None: Tier 0 scores alone.
    """

    journal: Journal
    model: CompetencyModel
    clock_s: Callable[[], float]
    free_mb: Callable[[], int]
    min_free_mb: int
    results_dir: Path | None = None
    readers: ReadAhead | None = None
    demographics_file: Path | None = None

    def __call__(self, request: object) -> object:
        """The request back when its events are committed, or Scored.

        Raises:
            KioskError: disk_too_full_to_begin for a new interview, and whatever the store meets.
        """
        match request:
            case Append(interview_id, events):
                if any(isinstance(event, InterviewStarted) for event in events):
                    self._check_room()
                self.journal.append(interview_id, events, now=self.clock_s())
                if any(isinstance(event, AnswerAccepted) for event in events):
                    self._hear(interview_id)
                return request
            case Prepare():
                for language in Language:  # the first use of a rule book costs 0.2 s
                    rulebook_of(self.model, language)
                return request
            case Demographics(choices):
                add(self._voluntary(), self.journal.voluntary_keys, choices)
                return request
            case Finish():
                return self._finish(request)
            case _:
                raise BugError(f"the store knows no {type(request).__name__}")

    def _voluntary(self) -> Path:
        if self.demographics_file is None:
            raise BugError("there is no file for voluntary answers")
        return self.demographics_file

    def _check_room(self) -> None:
        """An interview that begins can also end: an answer in it is never refused for lack of room."""
        free_mb = self.free_mb()
        if free_mb < self.min_free_mb:
            raise KioskError("disk_too_full_to_begin", free_mb=free_mb, least_mb=self.min_free_mb)

    def _hear(self, interview_id: str) -> None:
        """Let the readers begin. The answer is stored already: whatever happens here is no failure of that."""
        if self.readers is None:
            return
        try:
            interview = read_back(self.journal.events, interview_id)
        except KioskError as error:
            log.warning("an answer was not read ahead: %s", error.code)
            return
        if may_score(self.model, interview):
            self.readers.hear(heard(self.model, interview))

    def _finish(self, request: Finish) -> Scored:
        interview = request.interview
        assessment = assessed(self.model, interview, None if self.readers is None else self.readers.opinion)
        facts = self._facts(request, assessment)
        profile = profile_json(facts, interview.answers, assessment)
        text = dumps_profile(profile)
        self.journal.save_assessment(
            interview.interview_id, asdict(facts), assessment, text, now=self.clock_s()
        )
        log.info("interview assessed: %d answers", len(interview.answers))
        feedback = feedback_of(self.model, assessment)
        if self.results_dir is None:
            return Scored(interview.interview_id, feedback=feedback)
        self.results_dir.mkdir(parents=True, exist_ok=True)
        profile_path = self.results_dir / "profile.json"
        report_path = self.results_dir / "report.html"
        profile_path.write_text(text, "utf-8")
        report_path.write_text(report_html(profile, self.model), "utf-8")
        return Scored(interview.interview_id, str(profile_path), str(report_path), feedback)

    def _facts(self, request: Finish, assessment: Assessment) -> InterviewFacts:
        interview = request.interview
        if interview.plan is None:
            raise BugError("an interview without a plan has nothing to score")
        started_at = self.journal.interview(interview.interview_id).started_at
        engines, packs = engines_and_packs((*request.engines, *readers_of(assessment.scorer)))
        return InterviewFacts(
            interview_id=interview.interview_id,
            started_at=_iso(started_at),
            finished_at=_iso(self.clock_s()),
            language=interview.language,
            job_profile=interview.plan.job_profile,
            plan_form=interview.plan.form,
            model_version=interview.plan.model_version,
            content_hash=interview.plan.content_hash,
            scorer=assessment.scorer,
            engines=engines,
            packs=packs,
            policy_pack=interview.policy_pack,
            consents=interview.consents,
            follow_ups=follow_ups(self.journal.events(interview.interview_id)),
            candidate_question=interview.asks_company,
        )


def assessed(
    model: CompetencyModel, interview: Interview, opinion: Callable[[Heard], Opinion] | None = None
) -> Assessment:
    """What the answers show; nothing is scored where the candidate or the policy pack says no.

    opinion: asks the second readers, where the answers may be scored at all; None: Tier 0 scores alone.
    """
    if interview.plan is None:
        raise BugError("an interview without a plan has nothing to score")
    profile_id = interview.plan.job_profile
    if not may_score(model, interview):
        return unscored(model, profile_id, interview.answers, reason="not_consented")
    return assess(
        model,
        profile_id,
        interview.policy_pack,
        interview.language,
        interview.answers,
        consented_voice_affect=Purpose.VOICE_AFFECT in _given(interview),
        accommodation=interview.accommodations.is_any,
        opinion=NO_OPINION if opinion is None else opinion(heard(model, interview)),
    )


def may_score(model: CompetencyModel, interview: Interview) -> bool:
    """True if the candidate and the policy pack allow that a program reads the answers for a score."""
    return Purpose.AI_SCORING in _given(interview) and model.policy_pack(interview.policy_pack).ai_scoring


def heard(model: CompetencyModel, interview: Interview) -> Heard:
    """The answers so far, as the second readers take them. Raises BugError for an interview without a plan."""
    if interview.plan is None:
        raise BugError("an interview without a plan has no answers")
    return Heard(
        interview.interview_id, model, interview.plan.job_profile, interview.language, interview.answers
    )


def _given(interview: Interview) -> set[Purpose]:
    return {consent.purpose for consent in interview.consents if consent.given}


def follow_ups(events: Iterable[Event]) -> dict[str, str]:
    """Which follow-up was asked after each question: question id to follow-up id."""
    accepted = (event for event in events if isinstance(event, AnswerAccepted))
    return {event.answer.question_id: event.follow_up for event in accepted if event.follow_up is not None}


def _iso(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="seconds")
