"""What becomes of a report that is asked for: a PDF in a file only its reader may open, or paper."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPagedPaintDevice

from app.domain.language import Language
from app.errors import KioskError
from app.private_file import replace_file
from app.review.papers import Papers
from app.review.ports import Desk
from app.review.report_values import Report
from app.ui.recruiter.explanation_pages import explanation_pages
from app.ui.recruiter.long_report_pages import long_pages
from app.ui.recruiter.pages_pdf import Parts, draw, pages_pdf
from app.ui.recruiter.report_pdf import (
    ReportPage,
    draw_page,
    page_for_candidate,
    page_for_hr,
    report_pdf,
)
from app.ui.strings import Strings

log = logging.getLogger(__name__)
Laid = ReportPage | Parts


@dataclass(frozen=True, slots=True)
class ReportMaker:
    """Called on the console's thread. printed: puts what is drawn by its argument on paper; False: no printer."""

    desk: Desk
    words: dict[Language, Strings]
    printed: Callable[[Callable[[QPagedPaintDevice], object]], bool]

    def save(self, interview_id: str, report: Report, language: Language, file: Path) -> None:
        """Raises KioskError review_blind, staff_signed_out ...; export_failed."""
        laid = self._laid(interview_id, report, language)
        made = report_pdf(laid) if isinstance(laid, ReportPage) else pages_pdf(laid)
        try:
            replace_file(file, made)
        except OSError as error:
            raise KioskError("export_failed", file=str(file)) from error

    def put_on_paper(self, interview_id: str, report: Report, language: Language) -> None:
        """Raises KioskError review_blind, staff_signed_out ...; printer_missing."""
        laid = self._laid(interview_id, report, language)

        def drawn(device: QPagedPaintDevice) -> None:
            if isinstance(laid, ReportPage):
                draw_page(laid, device)
            else:
                draw(laid, device)

        if not self.printed(drawn):
            raise KioskError("printer_missing")

    def _laid(self, interview_id: str, report: Report, language: Language) -> Laid:
        words, desk = self.words[language], self.desk
        match report:
            case Report.HR:
                return page_for_hr(desk.report(interview_id, language, for_candidate=False), words)
            case Report.CANDIDATE:
                return page_for_candidate(desk.report(interview_id, language, for_candidate=True), words)
            case Report.HR_FULL:
                return long_pages(Papers(desk).long(interview_id, language), words)
            case Report.EXPLANATION:
                return explanation_pages(Papers(desk).explanation(interview_id, language), words)
