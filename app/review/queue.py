"""The list: who is at which step, who waits and for how long, who calls, what is flagged, whose turn it is."""

from dataclasses import dataclass, field
from itertools import islice

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.flow.course import UNREADABLE, read_back
from app.flow.interview import Interview, Step
from app.review.outcome import VERDICTS, Outcome, is_doubtful, outcome_of
from app.review.values import CallLine, Decision, QueueRow, Stand
from app.store.journal import Journal
from app.store.review import Waiting
from app.store.review_queue import Decided
from app.sync.report_words import ReportWords

FLAGS_AT_ONCE = 50
STILL_HERE_MIN = 45  # after that nobody sits in the waiting room, or somebody would have said so


@dataclass(frozen=True, slots=True)
class _Told:
    """What is read once for all rows."""

    decisions: dict[str, list[Decided]]
    least: dict[str, float]
    gone: set[str]
    calls: dict[str, str]
    running: dict[str, Interview]


@dataclass(frozen=True, slots=True)
class QueueView:
    """Builds the rows; remembers flags, which stay while the interview does."""

    journal: Journal
    model: CompetencyModel
    known: dict[tuple[str, float], tuple[str, ...]] = field(default_factory=dict)

    def rows(self, reader: str, language: Language, words: ReportWords, now: float) -> tuple[QueueRow, ...]:
        """Every interview, the newest first, as `reader` may see it."""
        overview = self.journal.reviews.overview
        calls = self.journal.front_desk.open_calls()
        told = _Told(
            overview.decisions(),
            overview.least_dimensions(),
            overview.gone(),
            {call.interview_id: call.reason.value for call in calls if call.interview_id is not None},
            _running(self.journal),
        )
        found = self.journal.reviews.queue()
        self._read_flags(found)
        jobs = {profile.id: profile.name.text(language) for profile in self.model.profiles}
        return tuple(
            self._row(
                each, told, reader, now, (jobs.get(each.job_profile or "", each.job_profile or ""), words)
            )
            for each in found
        )

    def calls(self, now: float) -> tuple[CallLine, ...]:
        """Who raised a hand, the oldest first."""
        return tuple(
            CallLine(call.reason.value, max(0, int((now - call.at) // 60)), call.interview_id or "")
            for call in self.journal.front_desk.open_calls()
        )

    def outcome(self, interview_id: str, job_profile: str | None) -> Outcome:
        """How far the decision about one interview is."""
        overview = self.journal.reviews.overview
        decisions = overview.decisions(interview_id).get(interview_id, [])
        least = overview.least_dimensions(interview_id).get(interview_id)
        return self._outcome(decisions, overview.composite(interview_id), least, job_profile)

    def _outcome(
        self, decisions: list[Decided], composite: float | None, least: float | None, job_profile: str | None
    ) -> Outcome:
        """A job that the content does not know any more has no line: then two people read."""
        lines = {profile.id: profile.pass_line for profile in self.model.profiles}
        line = lines.get(job_profile or "")
        doubtful = line is None or is_doubtful(composite, least, line)
        return outcome_of(decisions, is_doubtful=doubtful)

    def _row(
        self, each: Waiting, told: _Told, reader: str, now: float, said: tuple[str, ReportWords]
    ) -> QueueRow:
        job, words = said
        decisions = told.decisions.get(each.interview_id, [])
        outcome = self._outcome(
            decisions, each.composite, told.least.get(each.interview_id), each.job_profile
        )
        interview = told.running.get(each.interview_id)
        is_second = outcome.hides_from(reader)
        waits = each.state == "assessed" and outcome.stand is not Stand.FINAL
        waits_min = max(0, int((now - each.changed_at) // 60)) if waits else None
        return QueueRow(
            each.interview_id,
            each.state,
            job,
            each.started_at,
            each.changed_at,
            each.composite,
            each.error,
            each.is_blind,
            None if is_second else outcome.decision or _own(decisions, reader),
            outcome.stand,
            "" if interview is None else _step(interview),
            0 if interview is None else len(interview.answers),
            0 if interview is None or interview.plan is None else len(interview.plan.questions),
            waits_min,
            each.interview_id not in told.gone and waits_min is not None and waits_min < STILL_HERE_MIN,
            told.calls.get(each.interview_id, ""),
            () if each.is_blind else self._flags(each, words),
            outcome.handed_to,
            is_second,
        )

    def _read_flags(self, found: list[Waiting]) -> None:
        """The newest first, a few each time: nobody waits for ten thousand results to be read."""
        overview = self.journal.reviews.overview
        unknown = (each for each in found if each.state == "assessed" and _key(each) not in self.known)
        for each in islice(unknown, FLAGS_AT_ONCE):
            self.known[_key(each)] = overview.flags(each.interview_id)

    def _flags(self, each: Waiting, words: ReportWords) -> tuple[str, ...]:
        return tuple(words.code("flag", code) for code in self.known.get(_key(each), ()))


def _running(journal: Journal) -> dict[str, Interview]:
    """Interviews that are not assessed yet; of one that cannot be read the row stands without a step."""
    found = {}
    for each in journal.unfinished():
        try:
            found[each] = read_back(journal.events, each)
        except KioskError as error:
            if error.code != UNREADABLE:
                raise
    return found


def _key(each: Waiting) -> tuple[str, float]:
    return each.interview_id, each.changed_at


def _own(decisions: list[Decided], reader: str) -> Decision | None:
    """The newest decision the reader may know of while nothing holds: their own, or an open one."""
    for each in reversed(decisions):
        decision = Decision(each.body["decision"])
        if each.actor == reader or decision not in VERDICTS:
            return decision
    return None


def _step(interview: Interview) -> str:
    """A word of the console for where somebody sits."""
    if interview.is_over:
        return "scoring"
    return "question" if interview.step is Step.QUESTION else "before"
