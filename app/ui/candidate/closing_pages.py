"""The pages of receipts and of the end, kept together."""

from collections.abc import Callable
from typing import Any

from app.ui.candidate.consent_receipt import ConsentReceiptPage
from app.ui.candidate.demographics import DemographicsPage
from app.ui.candidate.page import Page
from app.ui.candidate.sheet import SheetPage
from app.ui.candidate.survey import SurveyPage
from app.ui.closing_views import ConsentReceiptView, DemographicsView, SheetView, SurveyView
from app.ui.icons import Icons
from app.ui.strings import Strings


class ClosingPages:
    """drawn_by: the page of each view, and how it shows it."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.receipt = ConsentReceiptPage(icons, strings)
        self.survey = SurveyPage(icons, strings)
        self.demographics = DemographicsPage(icons, strings)
        self.sheet = SheetPage(icons, strings)
        self.drawn_by: dict[type, tuple[Page, Callable[[Any], None]]] = {
            ConsentReceiptView: (self.receipt, self.receipt.show_view),
            SurveyView: (self.survey, self.survey.show_view),
            DemographicsView: (self.demographics, self.demographics.show_view),
            SheetView: (self.sheet, self.sheet.show_view),
        }
