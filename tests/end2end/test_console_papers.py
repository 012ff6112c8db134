"""Papers out of the console about interviews that the demo held: what is read back from the PDF is what was scored."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from app.review.report_values import Report
from tests.end2end.console_person import SAID_BY_PLAYERS, Person
from tests.end2end.console_words import Json, Kept, figures_of, texts_of, told_since, words_of
from tests.end2end.demo_process import CANDIDATES
from tests.qt.test_recruiter_reports import plain, read_back

pytestmark = [
    pytest.mark.slow,
    pytest.mark.media,
    pytest.mark.timeout(300),
    pytest.mark.qt_log_ignore(*SAID_BY_PLAYERS, extend=True),
]
EDGE_PX = 20  # of a page 595 wide: 7 mm, which every printer leaves white


def scores_of(profile: Json) -> list[str]:
    """Composite and dimensions, as papers write them."""
    scores = [profile["composite"], *profile["dimensions"]]
    return [
        f"{each['score']:.1f} ± {each['standard_error']:.1f}" for each in scores if each["score"] is not None
    ]


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What the printer puts on paper, as a PDF."""
    file = tmp_path / "paper.pdf"

    def on_paper(drawn: Callable[[QPagedPaintDevice], object]) -> bool:
        drawn(QPdfWriter(str(file)))
        return True

    monkeypatch.setattr("app.bootstrap.review.on_paper", on_paper)
    return file


def test_the_page_for_hr_holds_the_scores_and_the_words_saved_as_printed(
    paper: Path, rated: Person, store: Kept, tmp_path: Path
) -> None:
    for candidate in CANDIDATES:
        rated.open(store.id_of(candidate))
        card = rated.card._card
        pages, text, has_fonts = read_back(rated.save_paper(Report.HR, tmp_path / f"{candidate}.pdf"))
        assert (pages, has_fonts) == (1, True)
        wanted = [card.job, card.band, *scores_of(store.profiles[candidate])]
        wanted += [each.words for each in (*card.strongest, *card.weakest)]
        assert [each for each in wanted if plain(each) not in text] == []
        assert_readable(tmp_path / f"{candidate}.pdf")
        rated.back()
    rated.open(store.id_of("weak"))
    before = len(rated.journal.audit()[0])
    rated.click(rated.papers.print_button)
    rated.until(lambda: rated.pages.strings.text("review.papers.printed") in words_of(rated.pages.banner))
    assert read_back(paper.read_bytes()) == (pages, text, has_fonts)
    assert told_since(rated.journal, before)[-1][1] == "review_reported"


def test_the_five_pages_for_hr_hold_every_score_and_every_word(
    rated: Person, store: Kept, tmp_path: Path
) -> None:
    for candidate in CANDIDATES:
        profile, file = store.profiles[candidate], tmp_path / f"{candidate}.pdf"
        rated.open(store.id_of(candidate))
        before = len(rated.journal.audit()[0])
        pages, text, has_fonts = read_back(rated.save_paper(Report.HR_FULL, file))
        assert (pages, has_fonts) == (5, True)
        told = {"interview_id": store.id_of(candidate), "for_candidate": False, "paper": "long"}
        assert told_since(rated.journal, before)[-1][1:] == ("review_reported", told)
        assert [each for each in figures_of(profile) if plain(each) not in text] == []
        said = "".join(re.sub(r"\[[\d,]+\]", "", text).split())  # numbers of quotes stand among the words
        beginnings = [plain(words)[:12] for words in texts_of(profile).values()]
        assert [each for each in beginnings if each not in said] == []
        assert file.stat().st_mode & 0o077 == 0
        assert_readable(file)
        rated.back()


def test_what_the_candidate_gets_holds_their_words_and_no_figure(
    rated: Person, store: Kept, tmp_path: Path
) -> None:
    """Decided before: neither the outcome nor whoever decided is in what leaves for the candidate."""
    profile, strong = store.profiles["strong"], store.id_of("strong")
    rated.open(strong)
    card = rated.card._card
    rated.decide(Qt.Key.Key_2, "planted reason: sound was unclear")
    rated.open(strong)
    texts = "".join(map(plain, texts_of(profile).values()))
    for report, name in ((Report.CANDIDATE, "sheet.pdf"), (Report.EXPLANATION, "explanation.pdf")):
        pages, text, has_fonts = read_back(rated.save_paper(report, tmp_path / name))
        assert_readable(tmp_path / name)
        assert has_fonts
        assert pages == 1 or report is Report.EXPLANATION
        assert [each.words for each in card.strongest if plain(each.words) not in text] == []
        unsaid = ["planted", "±", card.band, "li.na", rated.pages.strings.text("review.console.second_look")]
        assert [each for each in unsaid if plain(each) in text] == []
        figures = re.findall(r"\d\.\d", re.sub(r"\d+(\.\d+){2,}", "", text))  # versions have two points
        assert figures == []  # no score and no measure, of the face or anything else
        assert all(plain(each.words) in texts for each in card.strongest)


def assert_readable(file: Path) -> None:
    """Of no page anything is cut at its edges, and the first is not empty at its foot."""
    document = QPdfDocument()
    document.load(str(file))
    for page in range(document.pageCount()):
        picture = QImage(document.pagePointSize(page).toSize(), QImage.Format.Format_Grayscale8)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.drawImage(0, 0, document.render(page, picture.size()))
        painter.end()
        lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
        rows, columns = np.nonzero(lines[:, : picture.width()] < 128)
        assert min(rows.min(), columns.min()) > EDGE_PX
        assert rows.max() < picture.height() - EDGE_PX
        assert columns.max() < picture.width() - EDGE_PX
        assert rows.max() > picture.height() * 0.6 or page
