"""Both desks train alike; and a round whose line was cut is neither lost nor stored twice."""

import random

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.agreement.gate import By
from app.agreement.measures import Pair, agreement_of
from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.review import training as console
from app.review.gold import ANSWERS, SETS, gold_set
from app.review.training import TrainingDesk
from app.review.training_values import TrainingItem, TrainingResult
from app.store.training import LASTS_S
from ehr.database import system
from ehr.review import training_mark, training_queries
from ehr.review.training_schemas import GOLD_ANSWERS
from tests.hub.console.people import PASSWORD, AtHub
from tests.hub.console.places import HubPlace, Place, ratings_at
from tests.hub.world import World
from tests.unit.review.trained import whole_round

EN = Language.EN
ONE, TWO = "i-1", "i-2"


def rounds(world: World) -> int:
    with world.database.work(system("test")) as session:
        return int(session.scalar(text("select count(*) from review_trainings")) or 0)


def rated(training: TrainingDesk) -> None:
    """A round with every answer as gold, but for its last step."""
    training.begin(EN)
    answers = gold_set(resources_dir(), EN, "a").answers
    for number, gold in enumerate(answers, 1):
        training.give(gold.scores)
        if number < len(answers):
            assert isinstance(training.following(), TrainingItem)


def test_who_fails_and_then_passes_rates_and_it_counts(place: Place) -> None:
    desk, training = place.desk(0), place.training(0)
    began = training.stand()
    assert (began.rounds, began.good_until, began.is_good) == (0, None, False)
    failed = whole_round(training, 2.0, language=EN)
    assert not failed.passed
    assert (failed.stand.rounds, failed.stand.is_good, failed.stand.good_until) == (1, False, None)
    assert not desk.reading(ONE, EN).counts
    passed = whole_round(training, name="b", language=EN)  # the other set
    assert passed.passed
    assert (passed.stand.rounds, passed.stand.is_good) == (2, True)
    assert desk.reading(ONE, EN).counts
    other_desk = place.desk(1)
    assert not other_desk.reading(TWO, EN).counts
    other_desk.rate(TWO, ratings_at(other_desk, TWO), 60.0)
    groups = {each.by: each for each in desk.agreement_groups(EN)}
    assert groups[By.SUB_DIMENSION].lines == ()
    desk.rate(ONE, ratings_at(desk, ONE), 60.0)
    groups = {each.by: each for each in desk.agreement_groups(EN)}
    assert sum(each.agreement.pairs for each in groups[By.SUB_DIMENSION].lines) > 10
    other = place.training(1).stand()
    assert (other.rounds, other.is_good) == (0, False)


def test_both_give_the_same_figures(store_place: Place, hub_place: Place) -> None:
    for apart, name in ((0.5, "a"), (1.0, "b")):
        here, there = (whole_round(each.training(0), apart, name, EN) for each in (store_place, hub_place))
        assert (here.passed, here.icc, here.bias, here.pairs) == (
            there.passed,
            there.icc,
            there.bias,
            there.pairs,
        )
        assert here.stand.rounds == there.stand.rounds


def test_who_is_signed_out_does_not_train(place: Place) -> None:
    training = place.training(0)
    training.begin(EN)
    place.sign_out(0)
    for step in (training.stand, lambda: training.begin(EN), training.following):
        with pytest.raises(KioskError, match="staff_signed_out"):
            step()


@pytest.mark.parametrize("how", ["is_away", "loses_answers"])
@pytest.mark.parametrize("way", ["the same step", "from the list", "another round"])
def test_a_round_whose_line_was_cut_is_stored_once(
    hub_place: HubPlace, world: World, how: str, way: str
) -> None:
    at, training = hub_place.at(0), hub_place.training(0)
    rated(training)
    for _ in range(2):
        setattr(at.line, how, True)
        with pytest.raises(KioskError, match="hub_away"):
            training.following()
        setattr(at.line, how, False)
    assert rounds(world) == (how == "loses_answers")
    if way == "the same step":
        ended = training.following()
        assert isinstance(ended, TrainingResult)
        assert ended.passed
        assert ended.stand.rounds == 1
    elif way == "from the list":
        assert training.stand().is_good
    else:
        assert training.begin(EN).line.text == gold_set(resources_dir(), EN, "b").answers[0].text
    assert rounds(world) == 1
    assert at.desk.trainings.counts()


def test_what_the_hub_refuses_for_good_does_not_stand_in_the_way(
    hub_place: HubPlace, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = hub_place.training(0)
    rated(training)
    with monkeypatch.context() as other_mark:
        other_mark.setattr(console, "LEAST_ICC", 1.1)  # a program that finds otherwise than the hub
        with pytest.raises(KioskError, match="hub_refused"):
            training.following()
    assert rounds(world) == 0
    assert training.stand().rounds == 0


def test_the_session_ends_in_a_round_and_whoever_comes_back_goes_on(
    app: FastAPI, hub_place: HubPlace, world: World
) -> None:
    at, training = hub_place.at(0), hub_place.training(0)
    rated(training)
    with world.database.work(system("test")) as session:
        session.execute(text("update sessions set ended_at = now()"))
    with pytest.raises(KioskError, match="staff_signed_out"):
        training.following()
    again(at)
    assert isinstance(training.following(), TrainingResult)
    assert rounds(world) == 1


def again(at: AtHub) -> None:
    at.account.sign_in(at.person.name, PASSWORD)
    at.account.enter_code(at.person.codes[1])


def test_the_hub_holds_a_round_to_the_console_s_own_mark() -> None:
    assert (training_mark.LEAST_ICC, training_mark.MOST_BIAS) == (console.LEAST_ICC, console.MOST_BIAS)
    assert GOLD_ANSWERS == ANSWERS
    assert f"interval '{LASTS_S / 86_400:.0f} days'" == training_queries.LASTS
    chance, found = random.Random(7), set()
    for _ in range(400):
        wide = chance.choice((0.0, 0.5, 1.5, 3.0))
        gold = [chance.randrange(2, 21) / 2 for _ in range(chance.choice((1, 3, 12, 41)))]
        pairs = [(each, min(10.0, max(1.0, each + round(chance.gauss(0.2, wide)) / 2))) for each in gold]
        passed = console.is_passed(agreement_of([Pair(*each) for each in pairs]))
        assert training_mark.is_passed(pairs) == passed
        found.add(passed)
    assert found == {True, False}
    for same in ([(5.0, 5.0)] * 12, [(5.0, 6.0)] * 12):
        assert training_mark.is_passed(same) == console.is_passed(
            agreement_of([Pair(*each) for each in same])
        )


def test_every_gold_answer_that_ships_is_one_the_hub_takes() -> None:
    for language in Language:
        for name in SETS:
            for each in gold_set(resources_dir(), language, name).answers:
                assert all(value * 2 == int(value * 2) and 1 <= value <= 10 for value in each.scores.values())
