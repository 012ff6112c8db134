"""What the terminal leaves out: scores of interviews that are to be rated before anybody sees them (decision 0031)."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.settings import Settings
from app.staff.book import StaffBook
from app.store.archive import InterviewSummary
from app.store.journal import Journal

WITHHELD = "review_blind"  # also the code of its sentence in resources/messages


@dataclass(frozen=True, slots=True)
class Withheld:
    """The interviews whose scores somebody may not see yet: nobody, or whoever can still rate second.

    Whoever has an account here can be the one who rates, so nobody is excepted, administrators neither. A store
    that was never set up has no such people: there nothing is left out.
    """

    ids: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: Settings, journal: Journal) -> "Withheld":
        """As the store has it now; an interview that was not drawn yet waits, too."""
        if not StaffBook(settings.data_dir).is_set_up:
            return cls()
        return cls(
            frozenset(each.interview_id for each in journal.reviews.queue(now=time.time()) if each.is_blind)
        )

    def __contains__(self, interview_id: object) -> bool:
        return interview_id in self.ids

    def summary(self, summary: InterviewSummary) -> InterviewSummary:
        """`summary`, its composite left out where it has to be; the reason says why."""
        if summary.id not in self.ids:
            return summary
        return replace(summary, composite=None, not_scored_reason=WITHHELD)

    def export(self, whole: Mapping[str, Any]) -> dict[str, Any]:
        """The exported interview; `withheld` says what is missing in it and why, or null."""
        interview = whole["interview"]
        if interview["id"] not in self.ids:
            return {**whole, "withheld": None}
        left_out = interview | {"composite": None, "not_scored_reason": WITHHELD}
        return {**whole, "interview": left_out, "profile": None, "withheld": {"profile": WITHHELD}}
