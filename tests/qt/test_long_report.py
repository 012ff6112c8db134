"""The five pages for HR and the explanation: what is read back from the PDF is what was stored, and no more."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter
from pytestqt.qtbot import QtBot

from app.agreement.gate import Judged, Standing
from app.agreement.measures import agreement_of
from app.bootstrap.review_papers import ReportMaker
from app.cli import main
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.card import Source, quotes_of
from app.review.desk import ReviewDesk
from app.review.explanation import explanation_of
from app.review.long_report import long_report
from app.review.papers import Papers
from app.review.report_values import Keeping, Report
from app.review.values import Decision, ScoreTarget
from app.store.journal import Journal
from app.store.keeping import request_deletion
from app.ui.recruiter.card_view import figure
from app.ui.recruiter.explanation_pages import explanation_pages
from app.ui.recruiter.long_report_pages import day, long_pages
from app.ui.recruiter.pages_pdf import pages_pdf
from app.ui.strings import Strings, load_strings
from tests.qt.recruiter_console import Recruiter, rated_interview
from tests.qt.test_recruiter_reports import plain
from tests.unit.review.interviews import NOW_S, WORDS, make_desk, store_interview

HIDDEN = "co_empathy"
FOOT = re.compile(r"面试i-1·第\d页,共\d页|Interviewi-1·page\dof\d")
NO_TERM = Keeping(None, None, None)


# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture(scope="module")
def words() -> dict[Language, Strings]:
    return load_strings(resources_dir())


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, model: CompetencyModel) -> Iterator[Journal]:
    """i-1: rated, a score changed, decided, its deletion asked for. i-2: waits for its blind rating."""
    journal = rated_interview(tmp_path_factory.mktemp("store"), model, corrected=True)
    desk = make_desk(journal, model)
    desk.override("i-1", ScoreTarget("sub_dimension", HIDDEN), 3.5, "planted cause")
    desk.decide("i-1", Decision.SECOND_LOOK, "sound was unclear", 30.0)
    request_deletion(journal, "i-1", model.policy_pack("cn_default"), actor="reader-1", now=NOW_S)
    store_interview(journal, model, "i-2")
    yield journal
    journal.close()


@pytest.fixture
def desk(stored: Journal, model: CompetencyModel) -> ReviewDesk:
    return make_desk(stored, model)


def read(content: bytes) -> tuple[int, str]:
    """Pages, and their text without spaces; every font of every page is inside the file."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    for page in reader.pages:
        for each in page["/Resources"]["/Font"].values():
            inside = each.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inside)
    return len(reader.pages), plain("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("language", list(Language))
def test_the_five_pages_hold_everything_that_was_stored(
    qtbot: QtBot, desk: ReviewDesk, model: CompetencyModel, words: dict[Language, Strings], language: Language
) -> None:
    strings = words[language]
    report = Papers(desk).long("i-1", language)
    pages, text = read(pages_pdf(long_pages(report, strings)))
    assert pages == 5
    card = report.card
    wanted = [card.job, card.band, report.decides, report.measures_are, "reader-1", model.version]
    wanted += [part for each in card.dimensions for part in (each.name, figure(each))]
    wanted += [
        part for each in report.dimensions for sub in each.subs for part in (sub.line.name, sub.line.why_not)
    ]
    wanted += [anchor.words for each in report.dimensions for sub in each.subs for anchor in sub.anchors]
    wanted += [f"{each:.1f}" for each in report.interval or ()]
    wanted += [*card.gaps, *card.flags, *(name for name, _ in report.consents)]
    wanted += [point.claim for each in report.answers for sub in each.subs for point in sub.points[:1]]
    wanted += ["planted cause", "sound was unclear", "as the anchor says", "3.5"]
    assert report.keeping.whole is not None
    assert report.keeping.asked is not None
    wanted += [day(report.keeping.whole), day(report.keeping.asked)]
    assert [each for each in wanted if plain(each) not in text] == []
    said = FOOT.sub("", re.sub(r"\[[\d,]+\]", "", text))
    # Qt writes a paragraph that lies on two pages onto both, each time cut to the page: that counts twice.
    assert said.count(plain(WORDS)) >= len(report.answers)  # the corrected words of every answer
    assert said.count(plain(WORDS.replace("着急", "着机"))) >= len(report.answers)  # and the recogniser's own
    last = desk.journal.audit()[0][-1]
    assert (last.action, json.loads(last.body)["paper"]) == ("review_reported", "long")


def hiding(desk: ReviewDesk, language: Language) -> Source:
    """The source as it is once people and program agree too little on HIDDEN."""
    source = desk.source("i-1", language)
    below = Judged(HIDDEN, agreement_of([]), 0.55, Standing.BELOW)
    return Source(source.profile, source.names, {HIDDEN: below}, ())


def test_a_hidden_score_is_on_no_paper(
    qtbot: QtBot, desk: ReviewDesk, words: dict[Language, Strings]
) -> None:
    shown, source = desk.source("i-1", Language.EN), hiding(desk, Language.EN)
    profile = json.loads(shown.profile)
    rules = {quote.rule for quote in quotes_of(shown, profile)[HIDDEN]}
    others = {
        quote.rule for name, each in quotes_of(shown, profile).items() if name != HIDDEN for quote in each
    }
    only_there = rules - others
    assert only_there
    report = long_report(source, NO_TERM)
    assert [
        sub.line.value for each in report.dimensions for sub in each.subs if sub.line.target.name == HIDDEN
    ] == [None]
    name = source.names.thing(HIDDEN)
    for parts in (
        long_pages(report, words[Language.EN]),
        explanation_pages(explanation_of(source, NO_TERM), words[Language.EN]),
    ):
        _, text = read(pages_pdf(parts))
        assert [rule for rule in only_there if plain(rule) in text] == []
        assert plain(name) in text
        for answer in profile["answers"]:
            for score in answer["scores"]:
                if score["sub_dimension"] == HIDDEN and score["score"] is not None:
                    assert plain(f"{name} {score['score']:.1f}") not in text


@pytest.mark.parametrize("language", list(Language))
def test_the_explanation_says_what_counted_and_nothing_of_the_outcome(
    qtbot: QtBot, desk: ReviewDesk, words: dict[Language, Strings], language: Language
) -> None:
    strings = words[language]
    explained = Papers(desk).explanation("i-1", language)
    _, text = read(pages_pdf(explanation_pages(explained, strings)))
    wanted = [explained.job, strings.text("review.explanation.person_more")]
    wanted += [part for each in explained.answers for part in (each.head, *each.subs, *each.why_not)]
    wanted += [part for each in explained.answers for quote in each.spoke_for for part in quote]
    wanted += [strings.text("review.explanation.act_decision", day=day(NOW_S + 60))]
    assert any(each.spoke_for for each in explained.answers)
    assert [each for each in wanted if plain(each) not in text] == []
    unsaid = ["plantedcause", "soundwasunclear", "reader-1", "±", strings.text("review.console.second_look")]
    assert [each for each in unsaid if plain(each) in text] == []
    assert desk.card("i-1", language).band not in text


def test_no_paper_leaves_before_the_blind_rating(desk: ReviewDesk) -> None:
    for paper in (Papers(desk).long, Papers(desk).explanation):
        with pytest.raises(KioskError, match="review_blind"):
            paper("i-2", Language.ZH)


def test_nobody_who_is_not_signed_in_gets_a_paper(stored: Journal, model: CompetencyModel) -> None:
    papers = Papers(make_desk(stored, model, who=None))
    for paper in (papers.long, papers.explanation):
        with pytest.raises(KioskError, match="staff_signed_out"):
            paper("i-1", Language.ZH)


@pytest.mark.parametrize("report", [Report.CANDIDATE, Report.EXPLANATION])  # one page, and several
def test_every_report_can_be_printed(
    qtbot: QtBot, desk: ReviewDesk, words: dict[Language, Strings], report: Report
) -> None:
    buffer, sheets = QBuffer(), []

    def printed(drawn: Callable[[QPagedPaintDevice], object]) -> bool:
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        drawn(writer)
        del writer
        sheets.append(bytes(buffer.data().data()))
        return True

    ReportMaker(desk, words, printed).put_on_paper("i-1", report, Language.EN)
    assert plain("JD customer service agent") in read(sheets[0])[1]


def test_where_there_is_no_printer_the_console_says_so_and_a_file_can_be_saved(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, words: dict[Language, Strings]
) -> None:
    recruiter = Recruiter(qtbot, rated_interview(tmp_path, model), model, Language.EN)
    recruiter.list_all()
    recruiter.open()
    bar = recruiter.pages.interview.papers
    assert bar is not None
    with qtbot.waitSignal(recruiter.review.worker.failed):
        bar.print_button.click()
    assert recruiter.pages.banner.isVisible()
    chosen = tmp_path / "report.pdf"
    bar.ask_file = lambda *_: str(chosen)
    bar.choice.setCurrentIndex(list(Report).index(Report.HR_FULL))
    with qtbot.waitSignal(recruiter.review.worker.done):
        bar.save_button.click()
    assert chosen.stat().st_mode & 0o077 == 0
    assert read(chosen.read_bytes())[0] == 5
    assert recruiter.review.console is not None
    recruiter.review.stop()
    recruiter.journal.close()


def test_the_command_writes_five_pages(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    rated_interview(tmp_path, model).close()
    out = tmp_path / "five.pdf"
    command = ["review", "--report", "i-1", "--lang", "en", "--out", str(out)]
    assert main([*command, "--pages", "5"]) == 0
    assert read(out.read_bytes())[0] == 5
    assert main([*command, "--for", "explanation"]) == 0

    assert plain("Which answers counted for what") in read(out.read_bytes())[1]
