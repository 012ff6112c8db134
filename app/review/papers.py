"""Papers that leave the console: the long report for HR, the explanation for a candidate. Each is in the audit log."""

from dataclasses import dataclass

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.card import Source
from app.review.explanation import explanation_of
from app.review.long_report import long_report
from app.review.ports import Desk
from app.review.report_values import Explanation, Keeping, LongReport
from app.store.retention import DAY_S, terms_days

LONG, EXPLAINED = "long", "explanation"


@dataclass(frozen=True, slots=True)
class Papers:
    """Only what may be seen at `desk`: the same person is asked for, and the same blind rating comes first."""

    desk: Desk

    def long(self, interview_id: str, language: Language) -> LongReport:
        """The five pages. Raises KioskError as ReviewDesk.card does."""
        source = self._source(interview_id, language)
        report = long_report(source, self.desk.keeping(interview_id))
        self.desk.paper_told(interview_id, LONG, for_candidate=False)
        return report

    def explanation(self, interview_id: str, language: Language) -> Explanation:
        """What the candidate asks for. Raises KioskError as ReviewDesk.card does."""
        source = self._source(interview_id, language)
        explained = explanation_of(source, self.desk.keeping(interview_id))
        self.desk.paper_told(interview_id, EXPLAINED, for_candidate=True)
        return explained

    def _source(self, interview_id: str, language: Language) -> Source:
        self.desk.card(interview_id, language)  # who may not see the card gets no paper either
        return self.desk.source(interview_id, language)


def keeping_by(model: CompetencyModel, policy_pack: str, began: float, asked: float | None) -> Keeping:
    """When an interview goes by the terms of its policy pack; a pack that is not known has none.

    Args:
        began: Unix seconds; so is `asked`, when a deletion that was asked for is due.
    """
    pack = next((each for each in model.policy_packs if each.id == policy_pack), None)
    recordings, whole = (None, None) if pack is None else terms_days(pack)
    return Keeping(
        None if recordings is None else began + recordings * DAY_S,
        None if whole is None else began + whole * DAY_S,
        asked,
    )
