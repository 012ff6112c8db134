"""Receipts and the pages of the end, walked with real keys: given, skipped, refused, in words and on paper."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.papers import PaperTask
from app.domain.events import Rating, SurveyAnswered
from app.domain.interview import Consent, Purpose
from app.domain.language import Language
from app.errors import KioskError
from app.flow.interview import Step, fold
from app.flow.receipt import receipt_of
from app.sealed.reading import read_recording
from app.ui import intents as wish
from app.ui.candidate.paper_words import code_text, consent_paper, sheet_paper
from app.ui.closing_views import SheetView, SurveyView
from app.ui.paper import Printed, Printing
from app.ui.qr import QUIET_MODULES, qr_image
from app.ui.strings import load_strings
from app.ui.views import FinishedView
from app.ui.window import KioskWindow
from tests.fakes.keyed import MEDIA_KEY
from tests.qt import samples
from tests.qt.closing_samples import CONSENT_RECEIPT, SHEET
from tests.qt.desk import ALL_YES, PACK, Desk, open_desk
from tests.qt.hands import key, tab_to
from tests.unit.flow.plans import PLAN

ASKED = tuple(Purpose(name) for name in PACK.consents)


@pytest.fixture
def desk(window: KioskWindow) -> Iterator[Desk]:
    """A desk whose pages are on the screen, and whose person sits at it."""
    with open_desk() as desk:
        desk.controller.view_changed.connect(window.show_page)
        window.intent.connect(desk.controller.on_intent)
        yield desk


def enter(qtbot: QtBot, window: KioskWindow, button: QPushButton) -> None:
    """Walk to a button with Tab, and press it with Return."""
    tab_to(qtbot, window, button)
    key(qtbot, window, Qt.Key.Key_Return)


def to_the_end(desk: Desk, consents: tuple[Consent, ...] = ALL_YES) -> None:
    desk.to_question(consents)
    while not desk.controller.interview.is_over:
        desk.answer()


@pytest.mark.parametrize("refused", [None, *ASKED])
def test_each_refusal_leads_on_and_stands_in_the_receipt(
    qtbot: QtBot, window: KioskWindow, desk: Desk, refused: Purpose | None
) -> None:
    desk.wish(wish.Begin(), wish.TellExperience(PLAN.experience))
    for each in window.consent.rows:
        enter(qtbot, window, each.switch.no if each.purpose is refused else each.switch.yes)
    enter(qtbot, window, window.consent.go_on_button)
    page = window.closing.receipt
    assert window.current_page is page
    interview = desk.controller.interview
    said = json.loads(interview.receipt)
    expected = [{"purpose": each.value, "given": each is not refused} for each in ASKED]
    assert said["consents"] == expected
    assert said["shown"] == list(window.consent.shown)
    sha256 = receipt_of(interview.receipt).sha256
    assert f"consent-sha256={sha256[:16]}" in page.card.code.text
    enter(qtbot, window, page.card.print_button)
    assert sha256 in str(desk.papers.papers[0].sections)
    qtbot.waitUntil(lambda: page.strings.text("receipt.saved") in window.page_text())
    enter(qtbot, window, page.go_on_button)
    assert window.current_page is window.devices
    assert fold(desk.store.events) == interview, "the receipt is in the log"


def test_survey_and_question_are_stored_and_the_question_goes_with_the_result(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_the_end(desk)
    enter(qtbot, window, window.finished.more_button)
    survey = window.closing.survey
    assert not survey.send_button.isEnabled()
    enter(qtbot, window, survey.rows["fair"].buttons["partly"])
    tab_to(qtbot, window, survey.question.edit)
    qtbot.keyClicks(survey.question.edit, "Night shifts?")
    enter(qtbot, window, survey.send_button)
    assert SurveyAnswered((Rating("fair", 2),), "Night shifts?") in desk.store.events
    assert [each.interview.asks_company for each in desk.store.finished] == ["", "Night shifts?"]
    assert window.current_page is window.closing.demographics


def test_everything_after_the_thanks_can_be_skipped_and_leaves_nothing(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_the_end(desk)
    before = list(desk.store.events)
    enter(qtbot, window, window.finished.more_button)
    enter(qtbot, window, window.closing.survey.skip_button)
    enter(qtbot, window, window.closing.demographics.skip_button)
    assert window.current_page is window.closing.sheet
    assert (desk.store.events, desk.store.demographics) == (before, [])
    assert len(desk.store.finished) == 1
    enter(qtbot, window, window.closing.sheet.done_button)
    assert desk.controller.interview.step is Step.WELCOME


def end_while_storing(qtbot: QtBot, window: KioskWindow, desk: Desk, question: str) -> None:
    """The survey is sent, and the candidate is gone before the store has taken it (it scores meanwhile)."""
    to_the_end(desk)
    enter(qtbot, window, window.finished.more_button)
    enter(qtbot, window, window.closing.survey.rows["fair"].buttons["yes"])
    tab_to(qtbot, window, window.closing.survey.question.edit)
    qtbot.keyClicks(window.closing.survey.question.edit, question)
    desk.store.holds_back = True
    enter(qtbot, window, window.closing.survey.send_button)
    enter(qtbot, window, window.closing.demographics.skip_button)
    desk.views.clear()
    enter(qtbot, window, window.closing.sheet.done_button)


@pytest.mark.parametrize("question", ["", "Night shifts?"])
def test_who_leaves_while_the_survey_is_being_stored_does_not_come_back_to_the_next_person(
    qtbot: QtBot, window: KioskWindow, desk: Desk, question: str
) -> None:
    end_while_storing(qtbot, window, desk, question)
    assert desk.controller.interview.is_over
    assert not window.closing.sheet.done_button.isEnabled(), "one press is enough"
    desk.store.let_go()
    assert desk.controller.interview.step is Step.WELCOME
    assert window.current_page is window.welcome
    assert not [view for view in desk.views if isinstance(view, FinishedView)]
    assert desk.store.events.count(SurveyAnswered((Rating("fair", 3),), question)) == 1
    assert len(desk.store.finished) == (2 if question else 1), "nothing is scored again for a survey"
    desk.to_question()
    assert desk.controller.interview.interview_id == "i-1"


def test_a_survey_that_could_not_be_stored_is_told_before_the_candidate_is_gone(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    end_while_storing(qtbot, window, desk, "")
    desk.store.refuse = KioskError("disk_full", file="kiosk.db")
    desk.store.let_go()
    assert window.current_page is window.error
    desk.wish(wish.GoOn())
    assert desk.store.events.count(SurveyAnswered((Rating("fair", 3),))) == 1
    assert window.current_page is window.closing.sheet
    enter(qtbot, window, window.closing.sheet.done_button)
    assert window.current_page is window.welcome


def test_voluntary_answers_go_to_their_own_store_and_into_no_event(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_the_end(desk)
    before = list(desk.store.events)
    enter(qtbot, window, window.finished.more_button)
    enter(qtbot, window, window.closing.survey.skip_button)
    page = window.closing.demographics
    enter(qtbot, window, page.rows["age"].buttons["45_to_59"])
    enter(qtbot, window, page.rows["gender"].buttons["other"])
    enter(qtbot, window, page.rows["gender"].buttons["other"])  # a second touch takes it back
    enter(qtbot, window, page.send_button)
    assert [each.choices for each in desk.store.demographics] == [(("age", "45_to_59"),)]
    assert desk.store.events == before


def test_the_sheet_shows_strengths_and_days_but_no_score(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_the_end(desk)
    enter(qtbot, window, window.finished.more_button)
    enter(qtbot, window, window.closing.survey.skip_button)
    enter(qtbot, window, window.closing.demographics.skip_button)
    assert isinstance(desk.view, SheetView)
    assert (str(desk.view.words_until), desk.view.kept) == ("2026-07-30", ("words",))
    said = window.page_text()
    assert "您听得认真。" in said
    assert "可以讲时间。" in said
    enter(qtbot, window, window.closing.sheet.card.print_button)
    assert desk.papers.papers[-1].interview_id == desk.controller.interview.interview_id
    desk.clock[0] += 61  # a page to read is not closed without asking
    with qtbot.waitSignal(desk.controller.still_there, check_params_cb=lambda left_s: left_s is not None):
        pass
    assert window.current_page is window.closing.sheet


def test_without_consent_to_scoring_the_sheet_says_so(qtbot: QtBot, window: KioskWindow, desk: Desk) -> None:
    to_the_end(desk, tuple(Consent(each, each is not Purpose.AI_SCORING) for each in Purpose))
    enter(qtbot, window, window.finished.more_button)
    enter(qtbot, window, window.closing.survey.skip_button)
    enter(qtbot, window, window.closing.demographics.skip_button)
    assert window.closing.sheet.strings.text("sheet.not_scored") in window.page_text()


def test_the_next_person_finds_nothing_of_the_last(qtbot: QtBot, window: KioskWindow) -> None:
    for name in ("consent-receipt", "survey", "sheet"):
        window.show_page(samples.VIEWS[name])
    window.closing.survey.question.put("Night shifts?")
    window.show_page(samples.WELCOME)
    window.show_page(SurveyView("i-2"))
    assert window.closing.survey.question.is_blank
    assert not window.closing.sheet.card.code.text
    labels = [each.text() for each in window.closing.sheet.findChildren(QLabel)]
    assert not [text for text in labels if "6f1f0c2e" in text or "拔掉插头" in text]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ["consent", "sheet"])
def test_paper_is_a_pdf_with_all_its_words_inside(
    qapp: object, resources: Path, tmp_path: Path, language: Language, kind: str
) -> None:
    strings = load_strings(resources)[language]
    makes = {
        "consent": lambda: consent_paper(strings, CONSENT_RECEIPT),
        "sheet": lambda: sheet_paper(strings, SHEET),
    }
    paper = makes[kind]()
    assert PaperTask(tmp_path, lambda _: MEDIA_KEY)(paper) == Printed(paper.kind, Printing.SAVED)
    (file,) = tmp_path.iterdir()
    assert file.name.startswith(f"{paper.interview_id}-")
    written = read_recording(tmp_path, file.name, MEDIA_KEY)
    assert b"/FontFile" in written, "the fonts are in the file"
    pdf, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(written))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    pdf.load(buffer)
    assert pdf.error() is QPdfDocument.Error.None_
    text = "".join(pdf.getAllText(page).text() for page in range(pdf.pageCount()))
    flat = "".join(unicodedata.normalize("NFKC", text).split())  # a font may draw 面 and its radical alike
    for section in paper.sections:
        assert unicodedata.normalize("NFKC", "".join(section.heading.split())) in flat
    image = pdf.render(0, QSize(600, 850))
    dark = sum(image.pixelColor(x, y).lightness() < 64 for x in range(0, 600, 4) for y in range(0, 200, 4))
    assert dark > 100, "the code is on the first page"


def test_a_disk_that_refuses_is_told_and_stops_nobody(qapp: object, resources: Path, tmp_path: Path) -> None:
    paper = sheet_paper(load_strings(resources)[Language.ZH], SHEET)
    assert PaperTask(tmp_path / "gone", lambda _: MEDIA_KEY)(paper).printing is Printing.FAILED


def test_the_code_holds_numbers_and_days_only() -> None:
    lines = code_text(SHEET).splitlines()
    assert [line.partition("=")[0] for line in lines] == [
        "interview-receipt/1",
        "interview",
        "consent-sha256",
        "media-until",
        "words-until",
    ]
    image = qr_image(code_text(SHEET))
    finder = [image.pixelColor(QUIET_MODULES + x, QUIET_MODULES).lightness() for x in range(8)]
    assert finder == [0] * 7 + [255], "the finder pattern and its white border"
