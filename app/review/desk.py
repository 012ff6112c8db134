"""What a signed-in reviewer may see and do: the only way from the store to the console."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from app.agreement.gate import By
from app.agreement.measures import Agreement
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.domain.score import SCALE_MAX, SCALE_MIN
from app.errors import BugError, KioskError
from app.review.agreement import AgreementBook, AgreementMemory
from app.review.agreement_values import AgreementGroup
from app.review.card import Source, card_of
from app.review.compare import comparison_of
from app.review.compare_values import FEWEST, MOST, Comparison
from app.review.hidden import hidden_of
from app.review.outcome import Outcome, visible_to
from app.review.queue import QueueView
from app.review.queue_hidden import HiddenMemory
from app.review.queue_memory import QueueMemory
from app.review.reading import asked_of, reading_of
from app.review.said import Said, mark_of
from app.review.values import AnswerRating, CallLine, Card, Decision, QueueRow, Reading, ScoreTarget
from app.review.words import report_words
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.store.review import ActKind, Reviews
from app.store.review_beside import reviews_beside
from app.sync.report_words import Names

LEAST_REASON_CHARS = 3
VIEWED, REPORTED = "review_viewed", "review_reported"
OPENED, COMPARED, AGREEMENT = "review_opened", "review_compared", "review_agreement_seen"
MAY_REVIEW = (Role.RECRUITER, Role.SITE_ADMIN)


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Each call asks anew who is there: whoever signs out, or loses the account, sees nothing from then on.

    who: the account of whoever is signed in, or None. clock_s: Unix seconds, UTC. site: where this kiosk stands.
    colleagues: whoever an interview can be handed to. memory, covers, figures, said: what the
    list, hidden scores in it, the agreement of people and program, and forms remember.
    """

    journal: Journal
    model: CompetencyModel
    who: Callable[[], Account | None]
    clock_s: Callable[[], float]
    site: str = ""
    colleagues: Callable[[], tuple[str, ...]] = tuple
    memory: QueueMemory = field(default_factory=QueueMemory)
    covers: HiddenMemory = field(default_factory=HiddenMemory)
    figures: AgreementMemory = field(default_factory=AgreementMemory)
    said: Said = field(default_factory=Said)

    def opened(self) -> None:
        """Somebody comes to the console: from here on they see the list, which then reads itself anew."""
        self.journal.record(self._reader(), OPENED, {}, now=self.clock_s())

    def queue(self, language: Language) -> tuple[QueueRow, ...]:
        """Every interview, the newest first; a new one is drawn for blind rating before it is listed.

        Raises:
            KioskError: staff_signed_out; so do all the others.
        """
        reader, now = self._reader(), self.clock_s()
        return self._view.rows(reader, language, self._names(language).words, now, self._draw)

    def calls(self) -> tuple[CallLine, ...]:
        """Who at this terminal waits for staff."""
        self._reader()
        return self._view.calls(self.clock_s())

    def reader(self) -> str:
        """The account that is signed in."""
        return self._reader()

    def reading(self, interview_id: str, language: Language) -> Reading:
        """The interview to read; without the spans that scores quote while it waits for a blind rating."""
        reader = self._reader()
        self._draw()
        is_blind = self.reviews.waits_for_rating(interview_id, reader, now=self.clock_s())
        self._told(reader, VIEWED, interview_id)
        found = reading_of(self.journal, self._names(language), interview_id, is_blind=is_blind)
        good_until = self.reviews.trainings.good_until(reader)
        counts = good_until is not None and self.clock_s() < good_until
        is_rated = any(each.kind is ActKind.RATING for each in self.reviews.acts(interview_id))
        return replace(found, counts=counts, wants_second=is_blind and is_rated)

    def card(self, interview_id: str, language: Language) -> Card:
        """Scores, quotes and what people said. Raises KioskError review_blind, interview_not_assessed."""
        reader = self._reader()
        self._only_open(interview_id, reader)
        self._told(reader, VIEWED, interview_id)
        outcome = self.outcome(interview_id)
        card = card_of(self.source(interview_id, language))
        return replace(card, stand=outcome.stand, is_second=outcome.hides_from(reader))

    def outcome(self, interview_id: str) -> Outcome:
        """How far the decision is."""
        return self._view.outcome(interview_id, self.journal.interview(interview_id).job_profile)

    def source(self, interview_id: str, language: Language) -> Source:
        """What cards and papers are made of, as the reader may see it.

        Raises:
            KioskError: review_blind, interview_not_assessed.
        """
        reader = self._reader()
        self._only_open(interview_id, reader)
        profile = self.journal.profile_json(interview_id)
        if profile is None:
            raise KioskError("interview_not_assessed", interview=interview_id)
        acts = visible_to(reader, self.reviews.acts(interview_id), self.outcome(interview_id))
        return Source(profile, self._names(language), self._book.judged(), acts)

    def report(self, interview_id: str, language: Language, *, for_candidate: bool) -> Card:
        """The card for a report that leaves the console; the audit log says for whom. Raises as `card` does."""
        card = self.card(interview_id, language)
        told = {"interview_id": interview_id, "for_candidate": for_candidate}
        self.journal.record(self._reader(), REPORTED, told, now=self.clock_s())
        return card

    def rate(
        self, interview_id: str, ratings: Sequence[AnswerRating], looked_s: float, *, key: str = ""
    ) -> None:
        """Store a blind rating; from then on the scores can be seen.

        Args:
            key: Of the form; what a form has stored is not stored again. So it is for the others.

        Raises:
            KioskError: review_rated_already; review_incomplete: every sub-dimension of every answer is rated, and
                each answer with a reason.
            BugError: a value that is not on the scale, or of something nobody was asked for.
        """
        reader = self._reader()
        self._draw()
        wanted = asked_of(self.journal, self.model, interview_id)
        given = {(each.question_id, each.turn): {sub for sub, _ in each.values} for each in ratings}
        if any(not _is_reason(each.reason) for each in ratings) or wanted != given:
            raise KioskError("review_incomplete")
        for _, value in (pair for each in ratings for pair in each.values):
            check_value(value)
        answers = [
            {
                "question_id": each.question_id,
                "turn": each.turn,
                "scores": dict(each.values),
                "reason": each.reason.strip(),
            }
            for each in ratings
        ]
        self._act(
            interview_id, ActKind.RATING, reader, {"answers": answers, "looked_s": _looked(looked_s)}, key
        )

    def override(
        self, interview_id: str, target: ScoreTarget, value: float, reason: str, *, key: str = ""
    ) -> None:
        """A person's score beside the program's, which stays. Raises KioskError as `decide` does."""
        reader = self._reader()
        check_value(value)
        body = {"level": target.level, "name": target.name, "value": value, "reason": _reason(reason)}
        self._act(interview_id, ActKind.OVERRIDE, reader, body, key)

    def decide(
        self,
        interview_id: str,
        decision: Decision,
        reason: str,
        looked_s: float,
        *,
        to: str = "",
        key: str = "",
    ) -> None:
        """Store what the reader decided, why, and for how long it was looked at.

        Args:
            to: Whom it is handed to, in HAND_OVER, where there are colleagues.

        Raises:
            KioskError: review_reason_missing; review_blind; review_colleague_missing; interview_not_assessed;
                review_saved_already.
        """
        reader = self._reader()
        body = {"decision": decision.value, "reason": _reason(reason), "looked_s": _looked(looked_s)}
        others = [name for name in self.colleagues() if name != reader]
        if decision is Decision.HAND_OVER and others:
            if to not in others:
                raise KioskError("review_colleague_missing")
            body["to"] = to
        self._act(interview_id, ActKind.DECISION, reader, body, key)

    def note(self, interview_id: str, words: str, *, key: str = "") -> None:
        """Words for colleagues, never for the candidate. Raises KioskError review_reason_missing."""
        self._act(interview_id, ActKind.NOTE, self._reader(), {"reason": _reason(words)}, key)

    def gone(self, interview_id: str) -> None:
        """The candidate has left the building; once is enough."""
        reader = self._reader()
        if all(each.kind is not ActKind.GONE for each in self.reviews.acts(interview_id)):
            self._act(interview_id, ActKind.GONE, reader, {})

    def compare(self, interview_ids: Sequence[str], language: Language) -> Comparison:
        """Two to four candidates for one job, question by question.

        Raises:
            KioskError: review_compare_count, review_compare_jobs; and as `card` does, for each of them.
        """
        reader = self._reader()
        if not FEWEST <= len(set(interview_ids)) == len(interview_ids) <= MOST:
            raise KioskError("review_compare_count")
        if len({self.journal.interview(each).job_profile for each in interview_ids}) > 1:
            raise KioskError("review_compare_jobs")
        sources = [self.source(each, language) for each in interview_ids]
        told = {"interview_ids": list(interview_ids)}
        self.journal.record(reader, COMPARED, told, now=self.clock_s())
        return comparison_of(sources)

    def agreement(self, by: By) -> dict[str, Agreement]:
        """How far blind ratings and the program's scores agree, by sub-dimension, question, site or version."""
        self.journal.record(self._reader(), AGREEMENT, {"by": by.value}, now=self.clock_s())
        return self._book.by(by)

    def agreement_groups(self, language: Language) -> tuple[AgreementGroup, ...]:
        """The same by each of them, with names, and where each sub-dimension's score stands."""
        self.journal.record(self._reader(), AGREEMENT, {}, now=self.clock_s())
        groups, account = self._book.groups(self._names(language)), self.who()
        is_admin = account is not None and account.role is Role.SITE_ADMIN
        return self._book.with_raters(groups, self.clock_s()) if is_admin else groups

    @property
    def reviews(self) -> Reviews:
        """What people said, as the store has it."""
        return self.journal.reviews

    def _reader(self) -> str:
        account = self.who()
        if account is None:
            raise KioskError("staff_signed_out")
        if account.role not in MAY_REVIEW:
            raise KioskError("staff_role_missing")
        return account.name

    @property
    def _view(self) -> QueueView:
        hidden = hidden_of(self._book.judged())
        return QueueView(self.journal, self.model, self.memory, hidden, self.covers)

    @property
    def _book(self) -> AgreementBook:
        return AgreementBook(self.reviews, self.site, self.figures, partial(reviews_beside, self.journal))

    def _draw(self) -> None:
        self.reviews.draw(now=self.clock_s(), site=self.site)

    def _only_open(self, interview_id: str, reader: str) -> None:
        if self.reviews.waits_for_rating(interview_id, reader, now=self.clock_s()):
            raise KioskError("review_blind")

    def _act(
        self, interview_id: str, kind: ActKind, reader: str, body: dict[str, Any], key: str = ""
    ) -> None:
        mark = mark_of(interview_id, kind, body)
        if not self.said.is_stored(key, mark):
            self.reviews.act(interview_id, kind, reader, body, now=self.clock_s())
            self.said.keep(key, mark)

    def _told(self, reader: str, action: str, interview_id: str) -> None:
        self.journal.record(reader, action, {"interview_id": interview_id}, now=self.clock_s())

    def _names(self, language: Language) -> Names:
        return Names.of(self.model, language, report_words(language))


def _is_reason(words: str) -> bool:
    return len(words.strip()) >= LEAST_REASON_CHARS


def _reason(words: str) -> str:
    if not _is_reason(words):
        raise KioskError("review_reason_missing")
    return words.strip()


def _looked(looked_s: float) -> float:
    return round(max(0.0, looked_s), 1)


def check_value(value: float | None) -> None:
    """Raises BugError: not on the scale."""
    if value is not None and not (SCALE_MIN <= value <= SCALE_MAX and value * 2 == int(value * 2)):
        raise BugError("a rating is 1 to 10 in half points")
