"""What people do with scores they see, as the store has it: of decided interviews, each score's newest change."""

from collections import Counter

import pytest

from app.agreement.changes import Changed, Pull
from app.agreement.gate import By, RatedAnswer, Standing
from app.agreement.measures import NotEstimated, Pair
from app.domain.changes import ChangedScore, ShownScores
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.agreement import groups_of
from app.review.agreement_values import AgreementLine
from app.review.desk import ReviewDesk
from app.review.values import Decision, ScoreTarget
from app.review.words import report_words
from app.store.journal import Journal
from app.sync.report_words import Names
from tests.unit.review.interviews import make_desk, ratings_of, store_interview
from tests.unit.review.trained import train

BLIND, SHOWN, UNREAD = "i-1", "i-2", "i-3"


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    """One interview rated blind, one whose scores were seen first, and one that nobody decided."""
    made = make_desk(journal, model)
    train(made)
    for interview_id in (BLIND, SHOWN, UNREAD):
        store_interview(journal, model, interview_id)
    made.queue(Language.EN)
    journal._db.conn.execute(
        "UPDATE review_draws SET is_blind = 0, is_twice = 0 WHERE interview_id = ?", [SHOWN]
    )
    journal._db.conn.commit()
    for interview_id in (BLIND, UNREAD):
        made.rate(interview_id, ratings_of(made, interview_id), 60.0)
    for interview_id in (BLIND, SHOWN):
        made.decide(interview_id, Decision.INVITE, "clear and kind", 20.0)
    return made


def scored(journal: Journal, level: str) -> dict[str, float]:
    """By name, the program's scores of one interview, out of the table."""
    rows = journal._db.conn.execute(
        "SELECT coalesce(sub_dimension, dimension, ''), value FROM scores"
        " WHERE interview_id = ? AND level = ? AND value IS NOT NULL",
        [SHOWN, level],
    )
    return dict(rows.fetchall())


def line(desk: ReviewDesk, by: By, name: str = "") -> AgreementLine:
    group = next(each for each in desk.agreement_groups(Language.EN) if each.by is by)
    return next(each for each in group.lines if name in each.name)


def test_what_lay_before_people_is_every_score_of_what_they_decided(desk: ReviewDesk) -> None:
    shown = desk.reviews.changes.shown()
    assert {each.site for each in shown} == {"here"}
    counted = Counter[tuple[str, bool]]()
    for each in shown:
        counted[each.level, each.is_first] += each.count
    levels = {
        level: len(scored(desk.journal, level)) for level in ("composite", "dimension", "sub_dimension")
    }
    assert counted == {(level, first): count for level, count in levels.items() for first in (False, True)}


def test_the_newest_change_of_each_score_counts_and_only_that(desk: ReviewDesk) -> None:
    subs, dimensions = scored(desk.journal, "sub_dimension"), scored(desk.journal, "dimension")
    (sub, value), *_ = subs.items()
    (dimension, whole), *_ = dimensions.items()
    desk.override(SHOWN, ScoreTarget("sub_dimension", sub), 9.5, "heard once")
    desk.override(SHOWN, ScoreTarget("sub_dimension", sub), 1.0, "heard again")
    desk.override(BLIND, ScoreTarget("dimension", dimension), 10.0, "more than that")
    desk.override(BLIND, ScoreTarget("composite"), 10.0, "more than that")
    found = {(each.level, each.name, each.is_first): each.by for each in desk.reviews.changes.changed()}
    (composite,) = scored(desk.journal, "composite").values()
    assert found == {
        ("sub_dimension", sub, True): pytest.approx(1.0 - value),
        ("dimension", dimension, False): pytest.approx(10.0 - whole),
        ("composite", "", False): pytest.approx(10.0 - composite),
    }
    all_of_it = 2 * (len(subs) + len(dimensions) + 1)
    assert line(desk, By.MODEL_VERSION).changed == Changed(all_of_it, 2, 1)
    assert line(desk, By.SITE, "here").changed == Changed(all_of_it, 2, 1)
    assert line(desk, By.QUESTION).changed is None
    names = desk._names(Language.EN)
    assert line(desk, By.SUB_DIMENSION, names.thing(sub)).changed == Changed(2, 0, 1)
    assert line(desk, By.SITE, "here").pull == NotEstimated("too_few_pairs")


def test_what_nobody_decided_is_not_counted_as_accepted(journal: Journal, model: CompetencyModel) -> None:
    store_interview(journal, model, UNREAD)
    desk = make_desk(journal, model)
    desk.rate(UNREAD, ratings_of(desk, UNREAD), 60.0)
    assert desk.reviews.changes.shown() == []
    assert desk.reviews.changes.changed() == []


def test_a_hidden_score_was_left_as_it_was_by_nobody(model: CompetencyModel) -> None:
    """Nobody saw it, so that nobody changed it pulls nobody: it is hidden because people would give another."""
    here, seen, unseen = ("here", "v1"), "co_empathy", "ps_need"
    rated = [
        RatedAnswer(sub, "q", *here, Pair(human, program))
        for number in range(40)
        for sub, human, program in (
            (seen, 3.0 + number % 5, 3.0 + number % 5),
            (unseen, 2.0 + number % 3, 9.0 - number % 4),
        )
    ]
    shown = [ShownScores("sub_dimension", sub, *here, True, 40) for sub in (seen, unseen)]
    changes = [ChangedScore("sub_dimension", sub, *here, True, 0.5) for sub in (seen, unseen)]
    words = report_words(Language.EN)
    groups = {each.by: each for each in groups_of(rated, shown, changes, Names.of(model, Language.EN, words))}
    (version,) = groups[By.MODEL_VERSION].lines
    assert version.changed == Changed(40, 1, 0)
    assert version.pull == Pull(0.0, 0.5 / 40, 40, 40)
    standing = {each.name: (each.standing, each.changed) for each in groups[By.SUB_DIMENSION].lines}
    assert sorted(standing.values(), key=str) == [
        (Standing.BELOW, None),
        (Standing.UNPROVEN, Changed(40, 1, 0)),
    ]
