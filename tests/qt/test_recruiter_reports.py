"""Reports on one page: what is read back from the PDF is what the card says."""

import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from app.cli import main
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.values import Decision
from app.ui.recruiter.card_view import figure
from app.ui.recruiter.report_pdf import page_for_candidate, page_for_hr, report_pdf
from app.ui.strings import load_strings
from tests.qt.recruiter_console import rated_interview
from tests.unit.review.interviews import make_desk, store_interview


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


def read_back(content: bytes) -> tuple[int, str, bool]:
    """Pages, text without spaces and line ends, and whether every font is inside."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    fonts = [each for page in reader.pages for each in page["/Resources"]["/Font"].values()]
    inside = [
        "/FontFile2"
        in str(each.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object())
        or "/FontFile3"
        in str(each.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object())
        for each in fonts
    ]
    return len(reader.pages), plain(text), bool(inside) and all(inside)


# Several characters share a glyph; Qt writes one of them into the PDF's table, and it may be a radical.
SAME_GLYPH = str.maketrans("⼾⻔⻢⻜⻚⻓⻅⻋⻛⻝⻆⻩⻬⻮⻰⻥⻦‒", "户门马飞页长见车风食角黄齐齿龙鱼鸟–")


def plain(words: str) -> str:
    return unicodedata.normalize("NFKC", "".join(words.split()).translate(SAME_GLYPH))


@pytest.mark.parametrize("language", list(Language))
def test_the_page_for_hr_says_what_the_card_says(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, language: Language
) -> None:
    journal = rated_interview(tmp_path, model)
    desk = make_desk(journal, model)
    desk.decide("i-1", Decision.SECOND_LOOK, "sound was unclear", 30.0)
    card = desk.report("i-1", language, for_candidate=False)
    strings = load_strings(resources_dir())[language]
    pages, text, has_fonts = read_back(report_pdf(page_for_hr(card, strings)))
    assert pages == 1
    assert has_fonts
    wanted = [card.job, card.band, figure(card.composite), "soundwasunclear"]
    wanted += [part for each in card.dimensions for part in (each.name, figure(each))]
    wanted += [each.words for each in (*card.strongest, *card.weakest)]
    assert [each for each in wanted if plain(each) not in text] == []
    assert journal.audit()[0][-1].action == "review_reported"
    journal.close()


@pytest.mark.parametrize("language", list(Language))
def test_the_page_for_the_candidate_holds_no_figure_and_no_decision(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, language: Language
) -> None:
    journal = rated_interview(tmp_path, model)
    desk = make_desk(journal, model)
    desk.decide("i-1", Decision.DECLINE, "planted reason", 30.0)
    card = desk.report("i-1", language, for_candidate=True)
    strings = load_strings(resources_dir())[language]
    pages, text, has_fonts = read_back(report_pdf(page_for_candidate(card, strings)))
    assert pages == 1
    assert has_fonts
    assert card.sentences
    assert [each for each in card.sentences if plain(each) not in text] == []
    assert [each.words for each in card.strongest if plain(each.words) not in text] == []
    unsaid = ["plantedreason", "±", strings.text("review.console.decline"), card.band, "reader-1"]
    assert [each for each in unsaid if plain(each) in text] == []
    journal.close()


@pytest.mark.parametrize("language", list(Language))
def test_a_page_stays_one_page_however_much_was_not_measured_and_said(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, language: Language
) -> None:
    """A weak candidate who typed, without model packs, at a desk where many spoke: nothing but lists is cut."""
    journal = rated_interview(tmp_path, model)
    desk = make_desk(journal, model)
    for number in range(30):
        desk.note("i-1", f"note {number}: " + "what was said on the phone " * 10)
    card = desk.report("i-1", language, for_candidate=False)
    places = ", ".join(f"JD-Q{number:02}" for number in range(40))
    long = replace(card.strongest[0], words="what was said without a stop, on and on " * 30)
    gaps = tuple(f"reason {number}: {places}" for number in range(16))
    full = replace(card, gaps=gaps, strongest=(long,) * 3, weakest=(long,) * 3)
    strings = load_strings(resources_dir())[language]
    for page in (page_for_hr(full, strings), page_for_candidate(full, strings)):
        pages, text, _ = read_back(report_pdf(page))
        assert pages == 1
        assert all(plain(f"reason {number}: JD-Q00") in text for number in range(16))
    _, text, _ = read_back(report_pdf(page_for_hr(full, strings)))
    assert all(plain(figure(each)) in text for each in (full.composite, *full.dimensions))
    assert plain("note 29:") in text  # the newest is there
    assert plain(strings.text("review.report.shortened")) in text
    journal.close()


@pytest.mark.parametrize("language", list(Language))
def test_of_many_lines_each_of_which_is_short_there_is_a_page_too(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, language: Language
) -> None:
    """Long quotes, many flags, and not one sub-dimension with a score: no line could be left out or cut further."""
    journal = rated_interview(tmp_path, model)
    card = make_desk(journal, model).report("i-1", language, for_candidate=False)
    subs = tuple(
        replace(each, value=None, error=None, why_not="it was not shown in any of the answers")
        for each in card.sub_dimensions
    )
    long = replace(card.strongest[0], words="what was said without a stop, on and on " * 30)
    flags = tuple(f"flag {number}: the recording has a gap" for number in range(12))
    gaps = tuple(f"reason {number}: {', '.join(['JD-Q01'] * 20)}" for number in range(16))
    full = replace(
        card, sub_dimensions=subs, flags=flags, gaps=gaps, strongest=(long,) * 3, weakest=(long,) * 3
    )
    pages, text, _ = read_back(report_pdf(page_for_hr(full, load_strings(resources_dir())[language])))
    assert pages == 1
    assert all(plain(each) in text for each in (*flags, figure(card.composite), *(sub.name for sub in subs)))
    journal.close()


def test_there_is_no_report_of_an_interview_that_waits_for_a_blind_rating(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel
) -> None:
    journal = rated_interview(tmp_path, model)
    store_interview(journal, model, "i-2")
    with pytest.raises(KioskError, match="review_blind"):
        make_desk(journal, model).report("i-2", Language.ZH, for_candidate=True)
    journal.close()


def test_the_command_writes_the_page_for_its_reader_alone(
    qtbot: QtBot, tmp_path: Path, model: CompetencyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    rated_interview(tmp_path, model).close()
    out = tmp_path / "report.pdf"
    assert main(["review", "--report", "i-1", "--for", "candidate", "--lang", "en"]) == 1
    assert main(["review", "--report", "i-1", "--for", "candidate", "--out", str(out), "--lang", "en"]) == 0
    assert out.stat().st_mode & 0o077 == 0
    pages, text, _ = read_back(out.read_bytes())
    assert pages == 1
    assert "Yourinterview" in text
