"""Papers that leave the console: the long report for HR, the explanation for a candidate. Each is in the audit log."""

from dataclasses import dataclass

from app.domain.language import Language
from app.errors import KioskError
from app.review.card import Source
from app.review.desk import REPORTED, ReviewDesk
from app.review.explanation import explanation_of
from app.review.long_report import long_report
from app.review.report_values import Explanation, Keeping, LongReport
from app.store.audit import DELETION_REQUESTED
from app.store.journal import Journal
from app.store.retention import DAY_S, terms_days

LONG, EXPLAINED = "long", "explanation"


@dataclass(frozen=True, slots=True)
class Papers:
    """Only what may be seen at `desk`: the same person is asked for, and the same blind rating comes first."""

    desk: ReviewDesk

    def long(self, interview_id: str, language: Language) -> LongReport:
        """The five pages. Raises KioskError as ReviewDesk.card does."""
        source = self._source(interview_id, language)
        report = long_report(source, keeping_of(self.desk, interview_id))
        self._told(interview_id, LONG, for_candidate=False)
        return report

    def explanation(self, interview_id: str, language: Language) -> Explanation:
        """What the candidate asks for. Raises KioskError as ReviewDesk.card does."""
        source = self._source(interview_id, language)
        explained = explanation_of(source, keeping_of(self.desk, interview_id))
        self._told(interview_id, EXPLAINED, for_candidate=True)
        return explained

    def _source(self, interview_id: str, language: Language) -> Source:
        self.desk.card(interview_id, language)  # who may not see the card gets no paper either
        return self.desk.source(interview_id, language)

    def _told(self, interview_id: str, paper: str, *, for_candidate: bool) -> None:
        told = {"interview_id": interview_id, "for_candidate": for_candidate, "paper": paper}
        account = self.desk.who()
        if account is None:
            raise KioskError("staff_signed_out")
        self.desk.journal.record(account.name, REPORTED, told, now=self.desk.clock_s())


def keeping_of(desk: ReviewDesk, interview_id: str) -> Keeping:
    """When the interview goes by the terms its candidate agreed to; what nobody knows is None."""
    journal: Journal = desk.journal
    packs = {pack.id: pack for pack in desk.model.policy_packs}
    pack = packs.get(journal.policy_packs().get(interview_id, ""))
    began = journal.interview(interview_id).started_at
    recordings, whole = (None, None) if pack is None else terms_days(pack)
    asked = [row["due_at"] for row in journal.told(DELETION_REQUESTED) if row["interview_id"] == interview_id]
    return Keeping(
        None if recordings is None else began + recordings * DAY_S,
        None if whole is None else began + whole * DAY_S,
        float(asked[0]) if asked else None,
    )
