"""The agreement screen in words: what figures mean, who rates how, and no share of too few."""

import pytest
from pytestqt.qtbot import QtBot

from app.agreement.changes import Changed, Pull
from app.agreement.gate import By, Standing
from app.agreement.measures import Estimate, NotEstimated, Pair, agreement_of
from app.agreement.raters import Rater
from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.ui.icons import Icons
from app.ui.recruiter.agreement_page import AgreementPage
from app.ui.strings import load_strings
from tests.qt.sheet_check import cut_texts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
NAMED = {
    Language.EN: "Scores pull people (version 2026.1 tier0/1.2.0)",
    Language.ZH: "分数在牵引人（版本 2026.1 tier0/1.2.0）",
}


@pytest.mark.parametrize("language", Language)
def test_a_recruiter_reads_in_words_what_figures_mean(qtbot: QtBot, language: Language) -> None:
    words = load_strings(resources_dir())[language]
    page = AgreementPage(Icons(resources_dir()), words)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    many = agreement_of([Pair(h / 2, h / 2 + 0.5) for h in range(2, 19)] * 7)
    line = AgreementLine(
        "2026.1 tier0/1.2.0",
        many,
        0.6,
        Standing.PROVEN,
        many,
        0.9234,
        True,
        Changed(200, 3, 9),
        Pull(-0.6, -0.1, 90, 60),
    )
    page.show_groups(tuple(AgreementGroup(by, (line,)) for by in By))
    page.show()
    (notice,) = page.notices
    assert notice.startswith(NAMED[language])
    assert all(figure in notice for figure in ("-0.60", "-0.10", "90", "60"))
    more = page.cells[By.SITE, line.name, "more"].text()
    assert all(figure in more for figure in ("92%", "6.0%", "200", "-0.60"))
    assert page.cells[By.SUB_DIMENSION, line.name, "people_standing"].text() == words.text(
        "review.agreement.behind"
    )
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    page.clear()
    assert (page.cells, page.notices) == ({}, [])


@pytest.mark.parametrize("language", Language)
def test_people_who_rate_are_named_with_counts_and_bias_alone(qtbot: QtBot, language: Language) -> None:
    words = load_strings(resources_dir())[language]
    page = AgreementPage(Icons(resources_dir()), words)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    few = NotEstimated("too_few_pairs")
    rater = Rater(
        "bao", 41, Estimate(0.5, 0.25, 0.75), 12, Estimate(-1.0, -1.5, -0.5), few, Estimate(0.5, 0.25, 0.75)
    )
    page.show_groups((AgreementGroup(By.MODEL_VERSION, (), (rater,)),))
    page.show()
    told = page.raters["bao"].text()
    assert all(
        each in told
        for each in (
            "bao",
            "41",
            "+0.50 [+0.25, +0.75]",
            "12",
            "-1.00",
            words.text("review.console.too_few_pairs"),
        )
    )
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    page.show_groups((AgreementGroup(By.MODEL_VERSION, ()),))
    assert page.raters == {}


def test_few_changes_give_counts_and_no_share(qtbot: QtBot) -> None:
    words = load_strings(resources_dir())[Language.EN]
    page = AgreementPage(Icons(resources_dir()), words)
    qtbot.addWidget(page)
    few = agreement_of([Pair(5, 5)])
    line = AgreementLine("v", few, changed=Changed(29, 2, 1), pull=NotEstimated("too_few_pairs"))
    page.show_groups((AgreementGroup(By.MODEL_VERSION, (line,)),))
    more = page.cells[By.MODEL_VERSION, "v", "more"].text()
    assert "2 up, 1 down; 29 shown" in more
    assert "%" not in more
    assert "too few" in more
    assert page.notices == []
