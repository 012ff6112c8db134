"""The long report has five pages whatever was said: letters one can read, and every omission counted."""

import io
from dataclasses import replace

import pypdf
import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.review.long_report import long_report
from app.review.report_values import Keeping, LongReport, Marked, MeasureCell, MeasureRow, MeasureTable
from app.ui.recruiter.long_report_measures import COLUMNS, measures
from app.ui.recruiter.long_report_pages import long_pages
from app.ui.recruiter.pages_pdf import Part, Parts, font, pages_pdf
from app.ui.strings import load_strings
from tests.qt.recruiter_console import rated_interview
from tests.qt.test_recruiter_reports import plain
from tests.unit.review.interviews import make_desk

LONG = "quote of somebody who talks on " * 40


@pytest.fixture(scope="module", params=list(Language))
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LongReport:
    model = load_competency_model(content_dir())
    journal = rated_interview(tmp_path_factory.mktemp("store"), model, corrected=True)
    desk = make_desk(journal, model)
    report = long_report(desk.source("i-1", request.param), Keeping(None, None, None))
    journal.close()
    return report


def longest(whole: LongReport) -> LongReport:
    """Fifteen questions, each with a follow-up, nobody brief, rated four times, with a long history."""
    answers = tuple(
        replace(
            whole.answers[number % len(whole.answers)],
            head=f"Q{number} · {LONG[:30]}",
            asked=(LONG,),
            words=(Marked(f"answer{number} {LONG}", "plus", (1,)), Marked(LONG, "", ())),
            recognised=LONG,
        )
        for number in range(30)
    )
    quote = replace(whole.card.strongest[0], words=LONG)
    dimensions = tuple(
        replace(each, subs=tuple(replace(sub, quotes=(quote, quote)) for sub in each.subs))
        for each in whole.dimensions
    )
    card = replace(
        whole.card,
        strongest=(quote,) * 3,
        weakest=(quote,) * 3,
        gaps=tuple(f"gap{number} {LONG}" for number in range(16)),
        history=(replace(whole.card.history[-1], reason=LONG),) * 40,
    )
    cell = MeasureCell("−36.2", is_far=True, is_doubtful=True)
    table = replace(
        whole.measures,
        columns=tuple(f"Q{number}" for number in range(30)),
        rows=tuple(MeasureRow(f"measure{number}", "dB", (cell,) * 30) for number in range(47)),
    )
    ratings = whole.ratings * 4
    return replace(whole, card=card, answers=answers, dimensions=dimensions, measures=table, ratings=ratings)


def smallest_pt(content: bytes) -> float:
    """The size of the smallest letters of any page."""
    sizes: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.append(round(abs(size * tm[3] * cm[3]), 1))

    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=seen)
    return min(sizes)


def test_the_longest_interview_is_five_pages_and_says_what_it_leaves_out(
    qtbot: QtBot, whole: LongReport, request: pytest.FixtureRequest
) -> None:
    language = request.node.callspec.params["whole"]
    strings = load_strings(resources_dir())[language]
    content = pages_pdf(long_pages(longest(whole), strings))
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = plain("".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) == 5
    wanted = [each for number in range(30) for each in (f"Q{number}", f"answer{number}")]
    wanted += [f"gap{number}" for number in range(16)] + [f"measure{number}" for number in range(47)]
    wanted += [strings.text("review.report.more_answers", count=15)]
    assert [each for each in wanted if plain(each) not in text] == []
    more = plain(strings.text("review.report.more"))
    says_so = [more in plain(page.extract_text()) for page in reader.pages]
    assert says_so == [True, True, True, False, True]  # the fourth page goes on from the third
    assert smallest_pt(content) >= 8.0


def test_quotation_marks_are_latin_in_english_and_wide_in_chinese(qtbot: QtBot) -> None:
    for language, is_wide in (("en", False), ("zh", True)):
        metrics = QFontMetricsF(font(40.0, language))
        whole = metrics.horizontalAdvance("中")
        assert [metrics.horizontalAdvance(mark) > 0.9 * whole for mark in "“”"] == [is_wide] * 2


def test_no_head_is_left_alone_at_the_foot_of_a_column(qtbot: QtBot) -> None:
    """Whatever comes before it: the head goes with what it heads."""
    for lines in range(55, 75):
        body = "<p>before</p>" * lines + "<h3>planted head</h3><p>planted words</p>"
        parts = Parts("title", (Part((body,), 2),), "en", lambda number, pages: "")
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pages_pdf(parts))).pages]
        assert [("planted head" in each) == ("planted words" in each) for each in texts] == [True] * len(
            texts
        )


@pytest.mark.parametrize("language", list(Language))
def test_no_figure_of_a_full_matrix_is_torn(qtbot: QtBot, language: Language) -> None:
    """-18.4 on two lines reads as -18 and 4: the letters are as small as that takes."""
    values = ("−18.4", "−93.5", "100%", "−1.0", "<0.01")
    columns = tuple(f"Q{number:02}{turn}" for number in range(1, 9) for turn in ("", "/2"))[:COLUMNS]
    rows = tuple(
        MeasureRow(
            f"Row {value}", "semitones/s", (MeasureCell(value, is_far=True, is_doubtful=True),) * COLUMNS
        )
        for value in values
    )
    body = measures("are", MeasureTable(columns, rows, (), ()), load_strings(resources_dir())[language])
    made = pages_pdf(Parts("t", (Part((body,), 1),), language, lambda page, pages: f"{page} of {pages}"))
    (page,) = pypdf.PdfReader(io.BytesIO(made)).pages
    text = page.extract_text()
    assert [each for each in values if text.count(each) < COLUMNS] == []
    assert [each for each in columns if each not in text] == []
