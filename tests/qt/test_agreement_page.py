"""What the screen says of agreement is what the reference formulas say of the same ratings."""

import math
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.agreement.gate import By
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.review.desk import ReviewDesk
from app.review.values import AnswerRating
from app.store.journal import Journal
from tests.qt.recruiter_console import Recruiter
from tests.qt.sheet_check import cut_texts
from tests.unit.agreement.test_agreement import reference
from tests.unit.review.interviews import make_desk, open_journal, ratings_of, store_interview
from tests.unit.review.trained import train

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)
Pairs = dict[tuple[By, str], list[tuple[float, float]]]
HALF = 0.005 + 1e-9  # of the last figure that is written
SCORED = """
    SELECT s.interview_id, s.question_id, s.turn, s.sub_dimension, s.value,
           json_extract(a.facts, '$.model_version') || ' ' || a.scorer
    FROM scores s JOIN assessments a ON a.interview_id = s.interview_id
    WHERE s.level = 'answer' AND s.value IS NOT NULL
"""


def rate(
    desk: ReviewDesk, interview_id: str, values: "cycle[float]"
) -> dict[tuple[str, str, int, str], float]:
    """Ratings that differ; by interview, question, turn and sub-dimension."""
    given = {}
    ratings = []
    for each in ratings_of(desk, interview_id):
        scores = tuple((sub, next(values)) for sub, _ in each.values)
        given |= {(interview_id, each.question_id, each.turn, sub): value for sub, value in scores}
        ratings.append(AnswerRating(each.question_id, each.turn, scores, each.reason))
    desk.rate(interview_id, ratings, 60.0)
    return given


def pairs_of(journal: Journal, given: dict[tuple[str, str, int, str], float]) -> Pairs:
    """Human and program, put together here, out of the tables."""
    found: Pairs = {}
    for interview_id, question, turn, sub, value, version in journal._db.conn.execute(SCORED):
        human = given.get((interview_id, question, turn, sub))
        if human is not None:
            for by, name in ((By.SUB_DIMENSION, sub), (By.QUESTION, question), (By.MODEL_VERSION, version)):
                found.setdefault((by, name), []).append((human, value))
    return found


def weighted_kappa(pairs: list[tuple[float, float]]) -> float:
    """By the table of weights (Cohen 1968), on half points."""
    halves = [tuple(math.floor(value * 2 + 0.5) for value in pair) for pair in pairs]
    seen = fmean((one - other) ** 2 for one, other in halves)
    by_chance = fmean((one - other) ** 2 for one, _ in halves for _, other in halves)
    return 1 - seen / by_chance


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Recruiter, Pairs]]:
    """The agreement screen over three rated interviews, and the pairs that were rated."""
    model, journal = load_competency_model(content_dir()), open_journal(tmp_path)
    desk = make_desk(journal, model)
    train(desk)
    values, given = cycle([3.0, 6.5, 4.5, 8.0, 5.0, 7.5, 2.5]), {}
    for interview_id in ("i-1", "i-2", "i-3"):
        store_interview(journal, model, interview_id)
        given |= rate(desk, interview_id, values)
    recruiter = Recruiter(qtbot, journal, model, Language.EN)
    recruiter.list_all()
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.pages.queue.agreement_button.click()
    yield recruiter, pairs_of(journal, given)
    recruiter.review.stop()
    journal.close()
    recruiter.review.window.deleteLater()


def figures(words: str) -> list[float]:
    """The numbers of a cell."""
    return [float(each) for each in re.findall(r"[-+]?\d+\.\d+", words)]


def test_the_figures_on_the_screen_are_those_of_the_reference(
    qtbot: QtBot, at: tuple[Recruiter, Pairs]
) -> None:
    stats = reference()
    recruiter, pairs_by = at
    page, names = recruiter.pages.agreement, make_desk(recruiter.journal, recruiter.model)._names(Language.EN)
    assert page.isVisible()
    checked = 0
    for (by, name), pairs in pairs_by.items():
        told = names.thing(name) if by is By.SUB_DIMENSION else name
        told = f"{name} {names.title(name)}" if by is By.QUESTION else told
        assert page.cells[by, told, "pairs"].text() == str(len(pairs))
        if len(pairs) < 3:
            assert page.cells[by, told, "icc"].text() == "too few"
            continue
        icc, low, high = stats.icc_a1(np.array(pairs))
        assert figures(page.cells[by, told, "icc"].text()) == pytest.approx([icc, low, high], abs=HALF)
        assert figures(page.cells[by, told, "kappa"].text()) == pytest.approx(
            [weighted_kappa(pairs)], abs=HALF
        )
        apart = np.array([program - human for human, program in pairs])
        half = stats.stats.t.ppf(0.975, len(pairs) - 1) * apart.std(ddof=1) / math.sqrt(len(pairs))
        mean = apart.mean()
        assert figures(page.cells[by, told, "bias"].text()) == pytest.approx(
            [mean, mean - half, mean + half], abs=HALF
        )
        checked += 1
    assert checked > 10
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    assert [row.get("by", "all") for row in recruiter.journal.told("review_agreement_seen")] == ["all"]
