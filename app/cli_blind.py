"""What the terminal leaves out: scores that nobody may see yet (decision 0031), and those that are hidden (0033)."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.review.agreement import AgreementBook, AgreementMemory
from app.review.hidden import AGREEMENT_BELOW, Shown, hidden_of, without
from app.review.queue_hidden import shown_scores
from app.settings import Settings
from app.staff.book import StaffBook
from app.store.archive import InterviewSummary, ScoreLine
from app.store.journal import Journal
from app.store.review_beside import reviews_beside

WITHHELD = "review_blind"  # also the code of its sentence in resources/messages
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Covered:
    """Scores that people agree with too little, and what is left of each interview that they counted in."""

    hidden: frozenset[str]
    model: CompetencyModel
    left: Mapping[str, Shown]

    @classmethod
    def of(cls, journal: Journal, interview_id: str | None) -> "Covered | None":
        """As the console has it; None: nothing is hidden. interview_id: of this one; None: of all."""
        reviews = journal.reviews
        book = AgreementBook(reviews, "", AgreementMemory(), partial(reviews_beside, journal))
        hidden = hidden_of(book.judged())
        if not hidden:
            return None
        model, ids = load_competency_model(content_dir()), None if interview_id is None else [interview_id]
        scores = reviews.overview.sub_scores(ids)
        left = {
            each.interview_id: shown_scores(
                scores.get(each.interview_id, ()), model, each.job_profile or "", hidden
            )
            for each in reviews.overview.waiting(ids)
        }
        return cls(hidden, model, {name: shown for name, shown in left.items() if shown is not None})


@dataclass(frozen=True, slots=True)
class Withheld:
    """The interviews whose scores somebody may not see yet: nobody, or whoever can still rate second.

    Whoever has an account here can be the one who rates, so nobody is excepted, administrators neither. A store
    that was never set up has no such people: there nothing is left out but what is hidden.
    """

    ids: frozenset[str] = frozenset()
    covered: Covered | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings, journal: Journal, interview_id: str | None = None) -> "Withheld":
        """As the store has it now; an interview that was not drawn yet waits, too. interview_id: as of Covered."""
        covered = Covered.of(journal, interview_id)
        if not StaffBook(settings.data_dir).is_set_up:
            return cls(covered=covered)
        waiting = journal.reviews.queue(now=time.time())
        return cls(frozenset(each.interview_id for each in waiting if each.is_blind), covered)

    def __contains__(self, interview_id: object) -> bool:
        return interview_id in self.ids

    def summary(self, summary: InterviewSummary) -> InterviewSummary:
        """`summary`, its composite left out, or made without hidden scores, where it has to be."""
        if summary.id in self.ids:
            return replace(summary, composite=None, not_scored_reason=WITHHELD)
        shown = None if self.covered is None else self.covered.left.get(summary.id)
        if shown is None:
            return summary
        reason = AGREEMENT_BELOW if shown.value is None else None
        return replace(summary, composite=shown.value, not_scored_reason=reason)

    def profile(self, text: str) -> Json:
        """The profile (contract v1) without hidden scores, and without their share in others."""
        profile: Json = json.loads(text)
        covered = self.covered
        return profile if covered is None else without(profile, covered.hidden, covered.model)

    def scores(self, journal: Journal, interview_id: str) -> list[ScoreLine]:
        """Its dimensions, each followed by its sub-dimensions."""
        lines, text = journal.scores(interview_id), journal.profile_json(interview_id)
        if text is None or self.covered is None or interview_id not in self.covered.left:
            return lines
        shown = {
            each["id"]: each
            for dimension in self.profile(text)["dimensions"]
            for each in (dimension, *dimension["sub_dimensions"])
        }
        return [_line(line, shown[line.name]) for line in lines]

    def export(self, whole: Mapping[str, Any], summary: InterviewSummary) -> Json:
        """The exported interview; `withheld` says what is missing in it and why, or null.

        Args:
            summary: Of it, as `summary` gives it.
        """
        about = {"composite": summary.composite, "not_scored_reason": summary.not_scored_reason}
        told, profile = {**whole, "interview": whole["interview"] | about}, whole["profile"]
        if summary.id in self.ids:
            return {**told, "profile": None, "withheld": {"profile": WITHHELD}}
        if profile is None or self.covered is None or summary.id not in self.covered.left:
            return {**told, "withheld": None}
        hidden = dict.fromkeys(sorted(self.covered.hidden), AGREEMENT_BELOW)
        return {**told, "profile": self.profile(json.dumps(profile)), "withheld": {"scores": hidden}}


def _line(line: ScoreLine, shown: Json) -> ScoreLine:
    value, error, reason = shown["score"], shown["standard_error"], shown["not_scored_reason"]
    return replace(line, value=value, error=error, reason=reason)
