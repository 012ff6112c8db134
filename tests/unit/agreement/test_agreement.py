"""Agreement of program and people: the published formulas, golden numbers, laws, and the gate."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.distributions import f_quantile, t_quantile
from app.agreement.gate import PAIRS_FOR_A_DOUBT, By, RatedAnswer, Standing, agreement_by, judge, judge_all
from app.agreement.measures import (
    Estimate,
    NotEstimated,
    Pair,
    agreement_of,
    bias,
    icc_a1,
    kappa,
    pearson,
    standardised_difference,
)
from tests.unit.agreement.reference import reference

# Shrout & Fleiss (1979), judges 1 and 2 of their table 2, on six targets.
TABLE = [Pair(9, 2), Pair(6, 1), Pair(8, 4), Pair(7, 1), Pair(10, 5), Pair(6, 2)]
CLOSE = [Pair(h, p) for h, p in [(5, 5.5), (6, 6), (7, 6.5), (3, 4), (8, 8), (9, 8.5), (4, 4), (6.5, 7)]]
Z_95 = 1.959963984540054
POINTS = st.integers(2, 20).map(lambda halves: halves / 2)
RATINGS = st.lists(POINTS, min_size=4, max_size=40)
PAIRS = st.lists(st.builds(Pair, POINTS, POINTS), min_size=4, max_size=40)


def figures(found: Estimate) -> tuple[float, float, float]:
    return found.value, found.low, found.high


def estimate(value: object) -> Estimate:
    assert isinstance(value, Estimate)
    return value


@pytest.mark.parametrize(
    ("got", "table"),
    [
        (f_quantile(0.95, 5, 10), 3.3258),
        (f_quantile(0.975, 9, 9), 4.0260),
        (f_quantile(0.975, 1, 30), 5.5675),
        (t_quantile(0.975, 10), 2.2281),
        (t_quantile(0.025, 4), -2.7764),
        (t_quantile(0.5, 4), 0.0),
    ],
)
def test_quantiles_are_those_of_the_printed_tables(got: float, table: float) -> None:
    assert got == pytest.approx(table, abs=5e-5)


@pytest.mark.parametrize(
    ("pairs", "icc"),
    [
        (TABLE, (0.1256544502617801, -0.023653221543257066, 0.5998514840379155)),
        (CLOSE, (0.9632063074901447, 0.8390996954804399, 0.9924252339741632)),
        (CLOSE * 20, (0.9584205020920501, 0.9413361599480818, 0.9702661196006526)),
    ],
    ids=["apart", "close", "many"],
)
def test_icc_and_its_interval_are_the_golden_numbers(
    pairs: list[Pair], icc: tuple[float, float, float]
) -> None:
    """Made by the reference formulas with scipy 1 (F quantiles), once."""
    got = estimate(icc_a1(pairs))
    assert (got.value, got.low, got.high) == pytest.approx(icc, abs=1e-12)


def test_bias_and_its_interval_are_the_golden_numbers() -> None:
    got = estimate(bias(CLOSE))
    assert (got.value, got.low, got.high) == pytest.approx((0.125, -0.3076819336797378, 0.5576819336797378))
    found = agreement_of(CLOSE)
    assert (found.exact, found.adjacent) == (3 / 8, 1.0)


@pytest.mark.media
@pytest.mark.parametrize("pairs", [TABLE, CLOSE, CLOSE * 20], ids=["apart", "close", "many"])
def test_icc_equals_the_reference_formulas(pairs: list[Pair]) -> None:
    stats = reference()
    expected = stats.icc_a1([[pair.human, pair.program] for pair in pairs])
    got = estimate(icc_a1(pairs))
    assert (got.value, got.low, got.high) == pytest.approx(tuple(expected), abs=1e-9)
    r = estimate(pearson(pairs))
    assert (r.low, r.high) == pytest.approx(stats.fisher_ci(r.value, len(pairs)), abs=1e-9)


@pytest.mark.parametrize(
    "given_",
    [
        [(9.5, 1.5), (9.5, 1.5), (8.0, 3.0)],
        [(5.0, 6.0), (6.0, 5.0), (5.0, 6.0)],
        [(2.5, 8.5), (2.5, 8.5), (3.5, 7.5), (2.0, 9.0)],
        [(3.0, 7.0), (7.0, 3.0)] * 20,
    ],
)
def test_where_one_gives_what_the_other_leaves_there_is_still_a_figure(
    given_: list[tuple[float, float]],
) -> None:
    """It was divided by no degree of freedom: then no list opened at the console, for it asks what is hidden."""
    found = agreement_of([Pair(*each) for each in given_])
    icc = estimate(found.icc)
    assert icc.low == icc.value == icc.high < 0
    assert judge("ps_need", found).is_shown is (len(given_) < PAIRS_FOR_A_DOUBT)


@given(RATINGS)
def test_raters_who_say_the_same_agree_wholly(ratings: list[float]) -> None:
    found = agreement_of([Pair(rating, rating) for rating in ratings])
    if len(set(ratings)) == 1:
        assert found.icc == found.kappa == found.r == found.smd == NotEstimated("no_spread")
    else:
        assert found.icc == found.kappa == found.r == Estimate(1.0, 1.0, 1.0)
        assert found.smd == 0.0
    assert (found.bias, found.exact, found.adjacent) == (Estimate(0.0, 0.0, 0.0), 1.0, 1.0)


@given(RATINGS, st.sampled_from([-1.5, -0.5, 0.5, 2.0]))
def test_a_rater_who_is_always_as_much_higher_differs_in_bias_alone(ratings: list[float], by: float) -> None:
    pairs = [Pair(rating, rating + by) for rating in ratings]
    found = estimate(bias(pairs))
    assert (found.value, found.low, found.high) == pytest.approx((by, by, by))
    icc = icc_a1(pairs)
    assert isinstance(icc, NotEstimated) or icc.value < 1


@settings(max_examples=60)
@given(PAIRS)
def test_it_does_not_matter_who_is_named_first_or_in_which_order(pairs: list[Pair]) -> None:
    turned = [Pair(pair.program, pair.human) for pair in reversed(pairs)]
    one, other = agreement_of(pairs), agreement_of(turned)
    for left, right in ((one.icc, other.icc), (one.bias, other.bias)):
        if isinstance(left, Estimate):
            assert abs(left.value) == pytest.approx(abs(estimate(right).value), abs=1e-9)
    assert (one.exact, one.adjacent) == (other.exact, other.adjacent)
    for left, right in ((one.kappa, other.kappa), (one.r, other.r)):
        if isinstance(left, NotEstimated):
            assert left == right
        else:
            assert figures(left) == pytest.approx(figures(estimate(right)), abs=1e-9)
            assert -1 <= left.low <= left.value <= left.high <= 1
    if isinstance(one.smd, float):
        assert one.smd == pytest.approx(-other.smd, abs=1e-9)  # type: ignore[operator]


@given(PAIRS, st.sampled_from([-0.5, 0.5, 1.0, 3.0]))
def test_moving_both_raters_by_the_same_changes_nothing_between_them(pairs: list[Pair], by: float) -> None:
    one = agreement_of(pairs)
    other = agreement_of([Pair(pair.human + by, pair.program + by) for pair in pairs])
    for left, right in (
        (one.icc, other.icc),
        (one.kappa, other.kappa),
        (one.r, other.r),
        (one.bias, other.bias),
    ):
        if isinstance(left, NotEstimated):
            assert left == right
        else:
            assert figures(left) == pytest.approx(figures(estimate(right)), abs=1e-6)


def table_kappa(pairs: list[Pair]) -> tuple[float, float] | None:
    """Value and standard error, cell by cell (Fleiss, Cohen & Everitt 1969); None: one of them always said the same."""
    levels = [half / 2 for half in range(2, 21)]
    cells = {(i, j): 0.0 for i in levels for j in levels}
    for pair in pairs:
        cells[math.floor(pair.human * 2 + 0.5) / 2, math.floor(pair.program * 2 + 0.5) / 2] += 1 / len(pairs)
    rows = {i: sum(cells[i, j] for j in levels) for i in levels}
    columns = {j: sum(cells[i, j] for i in levels) for j in levels}
    weights = {(i, j): 1 - (i - j) ** 2 / (levels[-1] - levels[0]) ** 2 for i in levels for j in levels}
    seen = sum(weights[cell] * share for cell, share in cells.items())
    chance = sum(weights[i, j] * rows[i] * columns[j] for i in levels for j in levels)
    if max(rows.values()) > 1 - 1e-12 or max(columns.values()) > 1 - 1e-12:
        return None
    row_means = {i: sum(columns[j] * weights[i, j] for j in levels) for i in levels}
    column_means = {j: sum(rows[i] * weights[i, j] for i in levels) for j in levels}
    spread = sum(
        cells[i, j] * (weights[i, j] * (1 - chance) - (row_means[i] + column_means[j]) * (1 - seen)) ** 2
        for i in levels
        for j in levels
    )
    error = (spread - (seen * chance - 2 * chance + seen) ** 2) / (len(pairs) * (1 - chance) ** 4)
    return (seen - chance) / (1 - chance), math.sqrt(max(0.0, error))


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_kappa_and_its_interval_equal_the_table_of_cells_they_replace(pairs: list[Pair]) -> None:
    expected, got = table_kappa(pairs), kappa(pairs)
    if expected is None:
        assert got == NotEstimated("no_spread")
        return
    value, error = expected
    interval = max(-1.0, value - Z_95 * error), min(1.0, value + Z_95 * error)
    found = estimate(got)
    assert found.value == pytest.approx(value, abs=1e-9)
    assert (found.low, found.high) == pytest.approx(
        interval, abs=1e-4
    )  # a root makes 1e-5 of the table's rounding


@settings(max_examples=60)
@given(PAIRS)
def test_r_is_numpys_and_its_interval_fishers(pairs: list[Pair]) -> None:
    human, program = np.array([[pair.human, pair.program] for pair in pairs]).T
    found = pearson(pairs)
    if isinstance(found, NotEstimated):
        assert found.reason == "no_spread"
        assert min(human.std(), program.std()) < 1e-6
        return
    r = float(np.corrcoef(human, program)[0, 1])
    assert found.value == pytest.approx(r, abs=1e-9)
    if abs(r) < 1 - 1e-9:
        half = Z_95 / math.sqrt(len(pairs) - 3)
        low, high = math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


def test_the_bias_in_standard_deviations_is_that_of_the_textbook() -> None:
    """A table anybody can work out: means 5 and 6, both with a variance of 1."""
    pairs = [Pair(4, 5), Pair(5, 6), Pair(6, 7)]
    assert standardised_difference(pairs) == pytest.approx(1.0)
    assert standardised_difference([Pair(4, 4.5), Pair(5, 5.5), Pair(6, 6.5)]) == pytest.approx(0.5)


@pytest.mark.parametrize("pairs", [[], TABLE[:2]])
def test_too_few_pairs_give_a_reason_and_no_number(pairs: list[Pair]) -> None:
    found = agreement_of(pairs)
    few = NotEstimated("too_few_pairs")
    assert found.icc == found.kappa == found.bias == found.limits == found.r == found.smd == few


def test_r_asks_for_one_pair_more() -> None:
    assert pearson(CLOSE[:3]) == NotEstimated("too_few_pairs")
    assert isinstance(pearson(CLOSE[:4]), Estimate)


def rated(
    pairs: list[Pair], sub: str = "ps_need", question: str = "Q1", site: str = "s"
) -> list[RatedAnswer]:
    return [RatedAnswer(sub, question, site, "1", pair) for pair in pairs]


def test_ratings_are_told_apart_by_each_of_the_four() -> None:
    every = rated(CLOSE) + rated(TABLE, "co_empathy", "Q2", "t")
    for by, names in (
        (By.SUB_DIMENSION, ["co_empathy", "ps_need"]),
        (By.QUESTION, ["Q1", "Q2"]),
        (By.SITE, ["s", "t"]),
    ):
        found = agreement_by(every, by)
        assert list(found) == names
        assert {each.pairs for each in found.values()} == {len(CLOSE), len(TABLE)}
    assert agreement_by(every, By.MODEL_VERSION)["1"].pairs == len(every)


@pytest.mark.parametrize(
    ("pairs", "standing"),
    [
        (CLOSE * 2, Standing.UNPROVEN),  # 16 pairs: agreement, but no claim
        (TABLE * 4, Standing.UNPROVEN),  # 24 pairs: disagreement, but too few to believe it
        (TABLE * 6, Standing.BELOW),
        (TABLE * 20, Standing.BELOW),
        (CLOSE * 13, Standing.PROVEN),
        ([Pair(5, 5)] * 200, Standing.UNPROVEN),  # no spread: nothing is known
    ],
)
def test_a_score_is_hidden_only_on_evidence_and_proven_only_by_a_hundred(
    pairs: list[Pair], standing: Standing
) -> None:
    found = judge_all(rated(pairs))["ps_need"]
    assert found.standing is standing
    assert found.is_shown is (standing is not Standing.BELOW)


def test_each_construct_has_its_own_threshold() -> None:
    agreement = agreement_of(CLOSE)
    least = {sub: judge(sub, agreement).least_icc for sub in ("ps_need", "cm_pace", "it_rules", "new_one")}
    assert least == {"ps_need": 0.60, "cm_pace": 0.80, "it_rules": 0.50, "new_one": 0.60}
