"""Calibration training: gold after the rating only, the pass mark, and whose ratings count."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.agreement.gate import By
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.desk import ReviewDesk
from app.review.gold import ANSWERS, SETS, gold_set
from app.review.training import TrainingDesk, shuffled
from app.review.training_values import TrainingItem
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.store.training import LASTS_S
from tests.gold.gold import read_gold
from tests.unit.review.interviews import NOW_S, READER, make_desk, ratings_of, store_interview
from tests.unit.review.trained import training_at, whole_round


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, model: CompetencyModel) -> Iterator[Journal]:
    """One interview that READER rated blind, without any training before."""
    folder = tmp_path_factory.mktemp("training")
    journal = Journal.open(folder / "kiosk.db", folder)
    store_interview(journal, model, "i-1")
    desk = replace(make_desk(journal, model), clock_s=lambda: NOW_S + 30)
    desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
    yield journal
    journal.close()


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    return make_desk(journal, model)


@pytest.fixture
def training(desk: ReviewDesk) -> TrainingDesk:
    return training_at(desk)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", SETS)
def test_the_answers_that_ship_are_our_own_gold_answers(
    model: CompetencyModel, language: Language, name: str
) -> None:
    ours = {each.id: each for each in read_gold()}
    found = gold_set(resources_dir(), language, name).answers
    assert len({each.id for each in found}) == ANSWERS
    questions = {each.id: each for profile in model.profiles for each in profile.questions}
    for each in found:
        gold = ours[each.id]
        assert (each.question, {1: each.text}, each.scores) == (gold.question, gold.turns, gold.scores)
        assert (each.reason, gold.half, gold.language) == (gold.reason, "dev", language)
        assert set(each.scores) == set(questions[each.question].scores)


def test_who_rates_as_gold_passes_and_it_is_stored_and_told(
    training: TrainingDesk, journal: Journal, model: CompetencyModel
) -> None:
    result = whole_round(training)
    assert result.passed
    assert result.icc == (1.0, 1.0, 1.0)
    assert (result.exact, result.adjacent, result.pairs) == (1.0, 1.0, 41)
    assert result.stand.good_until == NOW_S + 60 + LASTS_S
    (stored,) = journal.reviews.trainings.of(READER.name)
    assert stored.passed
    assert stored.at == NOW_S + 60
    assert model.version in stored.content
    assert gold_set(resources_dir(), Language.ZH, "a").version in stored.content
    last = journal.audit()[0][-1]
    assert (last.action, last.actor) == ("review_trained", READER.name)
    assert journal.verify().problems == ()


@pytest.mark.parametrize(("apart", "passed"), [(0.5, True), (-0.5, True), (1.5, False), (-1.5, False)])
def test_a_mean_difference_of_more_than_half_a_point_does_not_pass(
    training: TrainingDesk, apart: float, passed: bool
) -> None:
    result = whole_round(training, apart)
    assert result.icc is not None
    assert result.icc[0] > 0.6  # the order is right: only the level is not
    assert result.bias is not None
    assert (result.bias[0] > 0) is (apart > 0)
    assert result.passed is passed
    assert result.stand.is_good is passed


def test_the_second_round_has_other_answers(training: TrainingDesk) -> None:
    whole_round(training, 3.0)
    whole_round(training, 0.0, "b")
    first, second = (gold_set(resources_dir(), Language.ZH, name).answers for name in SETS)
    assert not {each.id for each in first} & {each.id for each in second}


def test_gold_is_only_told_of_an_answer_that_was_rated(training: TrainingDesk) -> None:
    shown = training.begin(Language.EN)
    gold = gold_set(resources_dir(), Language.EN, "a").answers
    assert str(gold[0].reason) not in repr(shown)
    with pytest.raises(KioskError, match="review_incomplete"):
        training.give({})
    with pytest.raises(BugError):
        training.give(dict.fromkeys(gold[0].scores, 7.25))
    gap = training.give(dict.fromkeys(gold[0].scores, 7.0))
    assert [(each.given, each.gold) for each in gap.lines] == [
        (7.0, value) for value in gold[0].scores.values()
    ]
    assert gap.reason == gold[0].reason
    assert all(each.anchor.words for each in gap.lines)
    following = training.following()
    assert isinstance(following, TrainingItem)
    assert following.number == 2


def test_the_order_is_anybodys_guess() -> None:
    answers = gold_set(resources_dir(), Language.ZH, "a").answers
    orders = {tuple(each.id for each in shuffled(answers)) for _ in range(5)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(each.id for each in answers))}


def test_a_round_belongs_to_whoever_began_it(journal: Journal, model: CompetencyModel) -> None:
    people: list[Account | None] = [READER]
    desk = replace(make_desk(journal, model), who=lambda: people[0])
    training = training_at(desk)
    with pytest.raises(KioskError, match="training_not_begun"):
        training.following()
    training.begin(Language.ZH)
    people[0] = Account("reader-2", Role.RECRUITER, "hashed")
    with pytest.raises(KioskError, match="training_not_begun"):
        training.give({})
    people[0] = None
    for act in (training.stand, training.following, lambda: training.begin(Language.ZH)):
        with pytest.raises(KioskError, match="staff_signed_out"):
            act()


def test_a_rating_before_the_training_opens_the_interview_and_counts_nowhere(
    filled: Journal, model: CompetencyModel
) -> None:
    desk = make_desk(filled, model)
    assert desk.agreement(By.SUB_DIMENSION) == {}
    training = training_at(desk)
    assert training.stand().left_out == 1
    whole_round(training)
    assert desk.agreement(By.SUB_DIMENSION) == {}  # it was made before
    store_interview(filled, model, "i-2")
    assert desk.reading("i-2", Language.ZH).counts
    desk.rate("i-2", ratings_of(desk, "i-2"), 60.0)
    counted = desk.agreement(By.SUB_DIMENSION)
    assert counted
    store_interview(filled, model, "i-3")
    later = replace(desk, clock_s=lambda: NOW_S + 61 + LASTS_S)
    assert not later.reading("i-3", Language.ZH).counts
    later.rate("i-3", ratings_of(later, "i-3"), 60.0)
    assert later.agreement(By.SUB_DIMENSION) == counted  # half a year is over
    assert training.stand().left_out == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE review_trainings SET passed = 1", "review_training_changed"),
        ("UPDATE review_trainings SET actor = 'reader-9'", "review_training_changed"),
        ("DELETE FROM review_trainings", "review_training_missing"),
    ],
)
def test_a_round_that_was_changed_by_hand_is_found(
    training: TrainingDesk, journal: Journal, change: str, problem: str
) -> None:
    whole_round(training, 3.0)
    journal._db.execute(change)
    journal._db.conn.commit()
    assert [each.code for each in journal.verify().problems] == [problem]
