"""What the screen says of agreement is what the reference formulas say of the same ratings."""

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.agreement.gate import By
from app.agreement.measures import Pair
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.review.desk import ReviewDesk
from app.review.values import AnswerRating
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.sync.identity import Identity, IdentityFile, new_seed
from app.sync.report_words import Names
from app.ui.strings import load_strings
from tests.qt.recruiter_console import Recruiter, seen
from tests.qt.sheet_check import cut_texts
from tests.unit.agreement.reference import reference
from tests.unit.agreement.test_agreement import Z_95, table_kappa
from tests.unit.review.interviews import READER, make_desk, open_journal, ratings_of, store_interview
from tests.unit.review.trained import train

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", "propagateSizeHints", extend=True)
Given = dict[tuple[str, str, int, str], float]  # by interview, question, turn and sub-dimension
Pairs = dict[tuple[By, str], list[tuple[float, float]]]
HALF = 0.005 + 1e-9  # of the last figure that is written
SCORED = """
    SELECT s.interview_id, s.question_id, s.turn, s.sub_dimension, s.value,
           json_extract(a.facts, '$.model_version') || ' ' || a.scorer, d.site
    FROM scores s JOIN assessments a ON a.interview_id = s.interview_id
    JOIN review_draws d ON d.interview_id = s.interview_id
    WHERE s.level = 'answer' AND s.value IS NOT NULL
"""


def rate(desk: ReviewDesk, interview_id: str, values: "cycle[float]") -> Given:
    """Ratings that differ; by interview, question, turn and sub-dimension."""
    given = {}
    ratings = []
    for each in ratings_of(desk, interview_id):
        scores = tuple((sub, next(values)) for sub, _ in each.values)
        given |= {(interview_id, each.question_id, each.turn, sub): value for sub, value in scores}
        ratings.append(AnswerRating(each.question_id, each.turn, scores, each.reason))
    desk.rate(interview_id, ratings, 60.0)
    return given


def pairs_of(journal: Journal, given: Given) -> Pairs:
    """Human and program, put together here, out of the tables."""
    found: Pairs = {}
    for interview_id, question, turn, sub, value, version, site in journal._db.conn.execute(SCORED):
        human = given.get((interview_id, question, turn, sub))
        if human is not None:
            names = {By.SUB_DIMENSION: sub, By.QUESTION: question, By.MODEL_VERSION: version, By.SITE: site}
            for by, name in names.items():
                found.setdefault((by, name), []).append((human, value))
    return found


@dataclass
class Rated:
    """The agreement screen over interviews of two sites and two versions, all of them rated, one by two people.

    pairs: person and program; people: two people, of the answers that the program scored.
    """

    recruiter: Recruiter
    pairs: Pairs
    people: Pairs


OTHER = Account("reader-2", Role.RECRUITER, "hashed")


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[Rated]:
    model, journal = load_competency_model(content_dir()), open_journal(tmp_path)
    first = make_desk(journal, model)
    second = replace(first, who=lambda: OTHER, clock_s=lambda: first.clock_s() + 60)
    train(first)
    train(replace(first, who=lambda: OTHER))
    values, given = cycle([3.0, 6.5, 4.5, 8.0, 5.0, 7.5, 2.5]), {}
    later = replace(first, clock_s=second.clock_s)
    for interview_id, site in (("i-1", "North"), ("i-2", "North"), ("i-3", "South")):
        store_interview(journal, model, interview_id)
        desk = replace(later, site=site)
        desk.queue(Language.EN)  # draws it where the kiosk stands
        journal._db.conn.execute("UPDATE review_draws SET is_twice = (interview_id = 'i-3')")
        given |= rate(desk, interview_id, values)
    journal._db.conn.execute("UPDATE assessments SET scorer = 'tier0/9.9.9' WHERE interview_id = 'i-2'")
    journal._db.conn.commit()
    again = rate(second, "i-3", cycle([3.5, 6.0, 5.0, 7.0, 5.5]))
    recruiter = Recruiter(qtbot, journal, model, Language.EN)
    recruiter.list_all()
    with qtbot.waitSignal(recruiter.review.worker.done):
        recruiter.pages.queue.agreement_button.click()
    yield Rated(recruiter, pairs_of(journal, given), people_of(journal, given, again))
    recruiter.review.stop()
    journal.close()
    recruiter.review.window.deleteLater()


def people_of(journal: Journal, given: Given, again: Given) -> Pairs:
    """The first person's and the second one's values, of what the program scored."""
    places = {place: (human, again[place]) for place, human in given.items() if place in again}
    found: Pairs = {}
    for (by, name), pairs in pairs_of(journal, dict.fromkeys(places, 0.0)).items():
        assert pairs
        found[by, name] = []
    for interview_id, question, turn, sub, _, version, site in journal._db.conn.execute(SCORED):
        place = (interview_id, question, turn, sub)
        names = {By.SUB_DIMENSION: sub, By.QUESTION: question, By.MODEL_VERSION: version, By.SITE: site}
        for by, name in names.items():
            if place in places:
                found[by, name].append(places[place])
    return found


def figures(words: str) -> list[float]:
    """The numbers of a cell."""
    return [float(each) for each in re.findall(r"[-+]?\d+\.\d+", words)]


def told_name(names: Names, by: By, name: str) -> str:
    told = names.thing(name) if by is By.SUB_DIMENSION else name
    return f"{name} {names.title(name)}" if by is By.QUESTION else told


def check(
    stats: ModuleType, cells: dict[str, str], pairs: list[tuple[float, float]], before: str = ""
) -> bool:
    """True if there were enough pairs for figures, and they are those of the reference and of the table of cells."""
    assert cells[f"{before}pairs"] == str(len(pairs))
    if len(pairs) < 3:
        assert cells[f"{before}icc"] == cells[f"{before}kappa"] == "too few"
        return False
    if len({value for pair in pairs for value in pair}) == 1:
        assert cells[f"{before}icc"] == "no spread"
        return False
    assert figures(cells[f"{before}icc"]) == pytest.approx(list(stats.icc_a1(np.array(pairs))), abs=HALF)
    by_table = table_kappa([Pair(*pair) for pair in pairs])
    if by_table is None:
        assert cells[f"{before}kappa"] == "no spread"
    else:
        value, error = by_table
        interval = [max(-1.0, value - Z_95 * error), min(1.0, value + Z_95 * error)]
        assert figures(cells[f"{before}kappa"]) == pytest.approx([value, *interval], abs=HALF)
    apart = np.array([other - one for one, other in pairs])
    half = stats.stats.t.ppf(0.975, len(pairs) - 1) * apart.std(ddof=1) / math.sqrt(len(pairs))
    mean = apart.mean()
    assert figures(cells[f"{before}bias"]) == pytest.approx([mean, mean - half, mean + half], abs=HALF)
    return True


def check_order(stats: ModuleType, words: str, pairs: list[tuple[float, float]]) -> None:
    """r with Fisher's interval, and the difference in standard deviations."""
    human, program = np.array(pairs).T
    if len(pairs) < 4 or min(human.std(), program.std()) == 0:
        return
    r = float(np.corrcoef(human, program)[0, 1])
    smd = (program.mean() - human.mean()) / math.sqrt((human.var(ddof=1) + program.var(ddof=1)) / 2)
    order, moved = words.split(" · ")[:2]
    assert figures(order) == pytest.approx([r, *stats.fisher_ci(r, len(pairs))], abs=HALF)
    assert figures(moved) == pytest.approx([smd], abs=HALF)


def test_the_figures_on_the_screen_are_those_of_the_reference(qtbot: QtBot, at: Rated) -> None:
    stats, recruiter = reference(), at.recruiter
    page, names = recruiter.pages.agreement, make_desk(recruiter.journal, recruiter.model)._names(Language.EN)
    assert page.isVisible()
    groups = {by: {name for found, name in at.pairs if found is by} for by in By}
    assert groups[By.SITE] == {"North", "South"}
    assert len(groups[By.MODEL_VERSION]) == 2
    checked, people = 0, 0
    for (by, name), pairs in at.pairs.items():
        told = told_name(names, by, name)
        cells = {
            each: cell.text() for (one, other, each), cell in page.cells.items() if (one, other) == (by, told)
        }
        checked += check(stats, cells, pairs)
        check_order(stats, cells["more"], pairs)
        two = at.people.get((by, name))
        assert ("people_icc" in cells) == (two is not None)
        if two is not None:
            people += check(stats, cells, two, "people_")
            assert (cells.get("people_standing") == "beside two people: not clear yet") is (
                by is By.SUB_DIMENSION
            )
    assert checked > 10
    assert people > 3
    assert page.notices == []
    qtbot.waitUntil(lambda: cut_texts(page) == [])
    assert [row.get("by", "all") for row in recruiter.journal.told("review_agreement_seen")] == ["all"]


def test_a_kiosk_that_a_hub_knows_rates_for_its_site(qtbot: QtBot, tmp_path: Path) -> None:
    model, journal = load_competency_model(content_dir()), open_journal(tmp_path)
    IdentityFile(journal.sealed_files).write(
        Identity(new_seed(), "https://hub.example", "kiosk-1", site="North")
    )
    store_interview(journal, model, "i-1")
    recruiter = Recruiter(qtbot, journal, model, Language.EN)
    recruiter.list_all()
    assert journal._db.conn.execute("SELECT site FROM review_draws").fetchall() == [("North",)]
    recruiter.review.stop()
    journal.close()
    recruiter.review.window.deleteLater()


@pytest.mark.parametrize("language", Language)
def test_the_second_rater_is_told_what_for_in_list_and_interview(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    model, journal = load_competency_model(content_dir()), open_journal(tmp_path)
    first = make_desk(journal, model)
    now = [time.time()]
    for who in (READER, OTHER):
        train(replace(first, who=lambda who=who: who, clock_s=lambda: now[0] - 60))
    store_interview(journal, model, "i-1")
    desk = replace(first, clock_s=lambda: now[0])
    desk.queue(language)
    journal._db.conn.execute("UPDATE review_draws SET is_twice = 1")
    journal._db.conn.commit()
    desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
    recruiter, words = Recruiter(qtbot, journal, model, language), load_strings(resources_dir())[language]
    recruiter.account = OTHER
    recruiter.list_all()
    assert words.text("review.agreement.wanted") in seen(recruiter.pages.queue)
    recruiter.open()
    assert words.text("review.agreement.wanted_more") in seen(recruiter.pages.interview)
    qtbot.waitUntil(lambda: cut_texts(recruiter.pages.interview) == [])
    recruiter.rate_all()
    assert recruiter.pages.interview.card is not None
    recruiter.review.stop()
    journal.close()
    recruiter.review.window.deleteLater()
