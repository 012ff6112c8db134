"""What the console asks its worker about reports, and is told."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.language import Language
from app.review.report_values import Report


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which report; file: where it goes, None: on paper."""

    report: Report
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class AskPaper:
    """Make a report of an interview."""

    interview_id: str
    language: Language
    wish: PaperWish


@dataclass(frozen=True, slots=True)
class PaperDone:
    """It was made. file: its name, or empty: it was printed."""

    file: str
