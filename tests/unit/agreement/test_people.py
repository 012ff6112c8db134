"""What two people tell about the program, and what people do with scores they see."""

from dataclasses import replace

import pytest

from app.agreement.ceiling import share_of_ceiling
from app.agreement.changes import Changed, Pull, changed_by, pull_by
from app.agreement.gate import By, RatedAnswer, Standing, is_behind_people, judge_all, people_by
from app.agreement.measures import NotEstimated, Pair, agreement_of
from app.domain.changes import ChangedScore, ShownScores
from tests.unit.agreement.test_agreement import CLOSE, TABLE, estimate

FEW = NotEstimated("too_few_pairs")
# r and ICC near .67 with the program; near 1 between two people.
APART = [
    Pair(h, h + (2.0 if place % 2 else -1.0)) for place, h in enumerate([3, 4, 5, 6, 7, 8, 5.5, 6.5, 2, 9])
]


def twice(pairs: list[Pair], apart: float = 0.5) -> list[RatedAnswer]:
    """Each answer rated by another person, too, `apart` points up and down in turn."""
    return [
        RatedAnswer("it_rules", "Q1", "s", "1", pair, pair.human + (apart if place % 2 else -apart))
        for place, pair in enumerate(pairs)
    ]


def test_two_people_are_compared_on_what_both_rated_alone() -> None:
    rated = twice(CLOSE)
    some = [*rated[:5], *(replace(each, second=None) for each in rated[5:])]
    found = people_by(some, By.SUB_DIMENSION)["it_rules"]
    assert found == agreement_of([Pair(each.pair.human, each.second) for each in rated[:5] if each.second])
    assert people_by([replace(each, second=None) for each in rated], By.SITE) == {}


@pytest.mark.parametrize(
    ("times", "standing", "behind"),
    [
        (2, Standing.UNPROVEN, None),  # 20 pairs: nobody knows
        (4, Standing.BELOW, True),  # 40: two people agree more, with their whole interval
        (11, Standing.BELOW, True),  # 110: the values decide
    ],
)
def test_a_score_far_below_what_two_people_reach_is_hidden_though_it_reaches_its_minimum(
    times: int, standing: Standing, behind: bool | None
) -> None:
    rated = twice(APART * times, apart=0.0)
    alone = judge_all([replace(each, second=None) for each in rated])["it_rules"]
    assert estimate(alone.agreement.icc).value >= alone.least_icc
    assert alone.standing is not Standing.BELOW
    found = judge_all(rated)["it_rules"]
    assert found.standing is standing
    assert is_behind_people(found.agreement, found.people) is behind


def test_a_score_as_good_as_people_is_shown_and_people_who_disagree_lift_no_minimum() -> None:
    close = judge_all(twice(CLOSE * 13))["it_rules"]
    assert (close.standing, is_behind_people(close.agreement, close.people)) == (Standing.PROVEN, False)
    at_odds = judge_all(twice(TABLE * 20, apart=4.0))["it_rules"]
    assert at_odds.standing is Standing.BELOW
    assert is_behind_people(at_odds.agreement, None) is None


def test_agreement_is_told_as_a_share_of_what_two_people_allow() -> None:
    rated = twice(APART * 4)
    program, people = agreement_of([each.pair for each in rated]), people_by(rated, By.SITE)["s"]
    expected = estimate(program.r).value / estimate(people.r).value ** 0.5
    assert share_of_ceiling(program, people) == pytest.approx(expected)
    assert share_of_ceiling(program, None) == FEW
    assert share_of_ceiling(program, people_by(rated[:29], By.SITE)["s"]) == FEW
    flat = agreement_of([Pair(5, 5)] * 40)
    assert share_of_ceiling(program, flat) == NotEstimated("no_spread")
    assert share_of_ceiling(flat, people) == NotEstimated("no_spread")
    against = agreement_of([Pair(value, 11 - value) for value in range(1, 11)] * 4)
    assert share_of_ceiling(program, against) == NotEstimated("people_disagree")


def shown(
    count: int, name: str = "it_rules", level: str = "sub_dimension", *, first: bool = True
) -> ShownScores:
    return ShownScores(level, name, "s", "1", first, count)


def change(
    by: float, name: str = "it_rules", level: str = "sub_dimension", *, first: bool = True
) -> ChangedScore:
    return ChangedScore(level, name, "s", "1", first, by)


def test_changed_scores_are_counted_by_way_and_group() -> None:
    seen = [shown(40), shown(60, first=False), shown(50, "", "composite")]
    changes = [change(1.0), change(0.5), change(-2.0, first=False), change(1.0, "", "composite"), change(0.0)]
    by_sub = changed_by(seen, changes, By.SUB_DIMENSION)
    assert by_sub == {"it_rules": Changed(100, 2, 1)}
    assert by_sub["it_rules"].share == 0.03
    assert changed_by(seen, changes, By.MODEL_VERSION) == {"1": Changed(150, 3, 1)}
    assert changed_by(seen, changes, By.SITE) == {"s": Changed(150, 3, 1)}
    assert changed_by(seen, changes, By.QUESTION) == {}
    assert Changed(29, 1, 0).share == FEW


@pytest.mark.parametrize(
    ("moved", "is_bias"),
    [
        ([], True),  # blind they give half a point less; shown the score, nobody changes it
        ([-1.0] * 15, True),  # a quarter of a point on the mean of 60: not enough
        ([-1.0] * 30, False),
    ],
)
def test_people_who_leave_what_they_would_not_have_given_are_noticed(
    moved: list[float], is_bias: bool
) -> None:
    rated = [RatedAnswer("it_rules", "Q1", "s", "1", Pair(5.0, 5.6))] * 30
    found = pull_by(rated, [shown(60)], [change(by) for by in moved], By.MODEL_VERSION)["1"]
    assert isinstance(found, Pull)
    assert found.is_bias is is_bias
    assert (found.blind, found.seen) == pytest.approx((-0.6, sum(moved) / 60))


def test_only_interviews_that_nobody_rated_first_and_sub_dimensions_of_both_kinds_count() -> None:
    rated = [RatedAnswer("it_rules", "Q1", "s", "1", Pair(5.0, 6.0))] * 30
    rated += [RatedAnswer("it_team", "Q1", "s", "1", Pair(9.0, 5.0))] * 30
    seen = [shown(60), shown(99, "cm_pace"), shown(99, "it_team", first=False), shown(99, "", "composite")]
    changes = [change(-1.0)] * 6 + [change(9.0, "cm_pace"), change(9.0, "it_team", first=False)]
    found = pull_by(rated, seen, changes, By.SITE)["s"]
    assert isinstance(found, Pull)
    assert (found.blind, found.seen) == pytest.approx((-1.0, -0.1))
    assert (found.ratings, found.shown) == (30, 60)
    assert pull_by(rated[:29], seen, changes, By.SITE)["s"] == FEW
    assert pull_by(rated, [shown(29)], changes, By.SITE)["s"] == FEW
    assert pull_by(rated, seen, changes, By.QUESTION) == {}
