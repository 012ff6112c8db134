"""Realistic views of receipts and of the end; longest real texts."""

from dataclasses import replace
from datetime import date

from app.domain.feedback import Feedback
from app.domain.interview import Consent, Purpose
from app.domain.language import Words
from app.ui.closing_views import ConsentReceiptView, DemographicsView, Dictation, SheetView, SurveyView
from app.ui.paper import Printing
from app.ui.views import View

CONSENT_RECEIPT = ConsentReceiptView(
    interview_id="6f1f0c2e-8f0a-4c9e-9d53-2a1f3a5b7c9d",
    consents=tuple(Consent(each, index % 2 == 0) for index, each in enumerate(Purpose)),
    shown=("是否录用由招聘人员决定。",),
    sha256="3f" * 32,
)
SHEET = SheetView(
    interview_id=CONSENT_RECEIPT.interview_id,
    feedback=Feedback(
        (
            Words(
                "客户导向：您在“倾听与确认”方面说得最充分，例如“您先别着急，人没事吧？请您马上拔掉插头”。",
                'Customer orientation: you showed most in listening and checking, for example "Is everyone all right? '
                'Please unplug it".',
            ),
            Words(
                "解决问题：您在“闭环”方面说得最充分，例如“退款和上门取件都由我来办”。",
                'Problem solving: you showed most in closing the loop, for example "I will arrange the refund myself".',
            ),
            Words(
                "情绪管理：您在“稳定”方面说得最充分，例如“我现在就登记质量问题”。",
                'Emotional control: you showed most in staying calm, for example "I am recording the fault now".',
            ),
        ),
        Words(
            "可以多练习“明确表达”：先说结论和时间点，再说原因，一次只讲一件事，最后确认对方听懂了。",
            "You could practise clarity: say the outcome and the time first, then the reason, one thing at a time, "
            "and check at the end that you were understood.",
        ),
    ),
    may_score=True,
    kept=("audio", "video", "words"),
    media_until=date(2026, 12, 26),
    words_until=date(2027, 5, 25),
    model_version="2026.11.1",
    sha256="3f" * 32,
)
CLOSING_VIEWS: dict[str, View] = {
    "consent-receipt": CONSENT_RECEIPT,
    "consent-receipt-saved": replace(CONSENT_RECEIPT, printing=Printing.SAVED),
    "survey": SurveyView("i-1", Dictation.HEARD, "夜班多不多？", 1),
    "demographics": DemographicsView("i-1"),
    "sheet": SHEET,
    "sheet-saved": replace(SHEET, printing=Printing.SAVED),
    "sheet-waiting": replace(SHEET, feedback=None, saving=True, kept=("words",), media_until=None),
    "sheet-not-scored": replace(SHEET, feedback=None, may_score=False),
}
