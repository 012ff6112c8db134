"""The list: who is at which step, who waits and for how long, who calls, what is flagged, whose turn it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from app.domain.competency import CompetencyModel, PassLine
from app.domain.language import Language
from app.flow.interview import Interview, Step
from app.review.hidden import flags_of
from app.review.outcome import VERDICTS, Outcome, is_doubtful, outcome_of
from app.review.queue_hidden import HiddenMemory, shown_scores
from app.review.queue_memory import Known, QueueMemory
from app.review.values import CallLine, Decision, QueueRow, Stand
from app.store.journal import Journal
from app.store.review_queue import Decided
from app.sync.report_words import ReportWords

STILL_HERE_MIN = 45  # after that nobody sits in the waiting room, or somebody would have said so
NEW_MIN = 12 * 60  # yesterday's are in the list; nobody has to be told of them any more


@dataclass(frozen=True, slots=True)
class QueueView:
    """Builds the rows. memory, covers: what stays between two readings. hidden: sub-dimensions that are not shown."""

    journal: Journal
    model: CompetencyModel
    memory: QueueMemory = field(default_factory=QueueMemory)
    hidden: frozenset[str] = frozenset()
    covers: HiddenMemory = field(default_factory=HiddenMemory)

    def rows(
        self, reader: str, language: Language, words: ReportWords, now: float, draw: Callable[[], object]
    ) -> tuple[QueueRow, ...]:
        """Every interview, the newest first, as `reader` may see it; a row that is as it was is the same object."""
        memory = self.memory
        memory.refresh(self.journal, reader, now, draw)
        if memory.language != language.value:
            memory.rows.clear()
            memory.language = language.value
        open_calls = self.journal.front_desk.open_calls()
        calls = {call.interview_id: call.reason.value for call in open_calls if call.interview_id is not None}
        jobs = {profile.id: profile.name.text(language) for profile in self.model.profiles}
        for interview_id, known in self._shown().items():
            row, call = memory.rows.get(interview_id), calls.get(interview_id, "")
            if row is not None and row.call == call and now < memory.until.get(interview_id, 0.0):
                continue
            if row is None:
                job = jobs.get(known.waiting.job_profile or "", known.waiting.job_profile or "")
                row = self._row(known, reader, job, words)
            viewed_at = memory.viewed.get(interview_id, 0.0)
            row = memory.rows[interview_id] = _as_of(row, known, now, call, viewed_at)
            minutes = row.waits_min
            memory.until[interview_id] = inf if minutes is None else row.changed_at + 60.0 * (minutes + 1)
        return tuple(memory.rows[interview_id] for interview_id in memory.known)

    def _shown(self) -> Mapping[str, Known]:
        """Every interview with the scores that may be shown."""
        if self.covers.hide(self.hidden):
            self.memory.rows.clear()
        if not self.hidden:
            return self.memory.known
        with self.journal.beside() as archive:
            return self.covers.covered(self.memory.known, self.model, archive.overview)

    def calls(self, now: float) -> tuple[CallLine, ...]:
        """Who raised a hand, the oldest first."""
        return tuple(
            CallLine(
                call.reason.value,
                max(0, int((now - call.at) // 60)),
                call.interview_id or "",
                call.number,
                call.coming_by,
            )
            for call in self.journal.front_desk.open_calls()
        )

    def outcome(self, interview_id: str, job_profile: str | None) -> Outcome:
        """How far the decision about one interview is."""
        overview = self.journal.reviews.overview
        decisions = overview.decisions([interview_id]).get(interview_id, [])
        least = overview.least_dimensions([interview_id]).get(interview_id)
        composite = overview.composite(interview_id)
        scores = overview.sub_scores([interview_id]).get(interview_id, ()) if self.hidden else ()
        shown = shown_scores(scores, self.model, job_profile or "", self.hidden)
        if shown is not None:
            composite, least = shown.value, shown.least_dimension
        return self._outcome(decisions, composite, least, job_profile)

    def _outcome(
        self,
        decisions: Sequence[Decided],
        composite: float | None,
        least: float | None,
        job_profile: str | None,
    ) -> Outcome:
        """A job that the content does not know any more has no line: then two people read."""
        line = self._lines().get(job_profile or "")
        doubtful = line is None or is_doubtful(composite, least, line)
        return outcome_of(decisions, is_doubtful=doubtful)

    def _row(self, known: Known, reader: str, job: str, words: ReportWords) -> QueueRow:
        """Without what the time of day changes. A blind row says nothing that anybody else, or the program, said."""
        each, interview = known.waiting, known.interview
        is_blind = self.memory.is_blind(each.interview_id)
        flags = () if is_blind or each.state != "assessed" else self._flags(known, words)
        outcome = self._outcome(known.decisions, each.composite, known.least, each.job_profile)
        if is_blind:
            outcome = Outcome(Stand.OPEN)
        is_second = outcome.hides_from(reader)
        own = None if is_second or is_blind else _own(known.decisions, reader)
        return QueueRow(
            each.interview_id,
            each.state,
            job,
            each.started_at,
            each.changed_at,
            None if is_blind else each.composite,
            None if is_blind else each.error,
            is_blind,
            outcome.decision or own,
            outcome.stand,
            "" if interview is None else _step(interview),
            0 if interview is None else len(interview.answers),
            0 if interview is None or interview.plan is None else len(interview.plan.questions),
            flags=flags or (),
            handed_to=outcome.handed_to,
            is_second=is_second,
            appointment=each.appointment,
            has_flags_read=flags is not None,
            wants_second=each.interview_id in self.memory.seconds,
        )

    def _flags(self, known: Known, words: ReportWords) -> tuple[str, ...] | None:
        """None: nobody has looked yet, which is not the same as none."""
        interview_id = known.waiting.interview_id
        found = self.memory.flags.get(interview_id)
        line = self._lines().get(known.waiting.job_profile or "")
        if found is not None and line is not None and known is not self.memory.known[interview_id]:
            found = flags_of(found, line, known.waiting.composite, known.least)
        return None if found is None else tuple(words.code("flag", code) for code in found)

    def _lines(self) -> dict[str, PassLine]:
        return {profile.id: profile.pass_line for profile in self.model.profiles}


def _as_of(row: QueueRow, known: Known, now: float, call: str, viewed_at: float) -> QueueRow:
    """The row at this moment; the same object where nothing of it is another than before."""
    waits = row.state == "assessed" and row.stand is not Stand.FINAL
    waits_min = max(0, int((now - row.changed_at) // 60)) if waits else None
    since_min = None if known.is_gone else waits_min
    is_here = since_min is not None and since_min < STILL_HERE_MIN
    is_new = since_min is not None and since_min < NEW_MIN and viewed_at < row.changed_at
    if (row.waits_min, row.is_here, row.call, row.is_new) == (waits_min, is_here, call, is_new):
        return row
    return replace(row, waits_min=waits_min, is_here=is_here, call=call, is_new=is_new)


def _own(decisions: Sequence[Decided], reader: str) -> Decision | None:
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
