"""Sums tell what the pairs themselves tell."""

import math
from decimal import Decimal

import pytest

from app.agreement.gate import Standing, judge
from app.agreement.measures import Estimate, NotEstimated, Pair, agreement_of, icc_a1
from app.agreement.sums import Sums, hidden_by
from tests.unit.agreement.test_agreement import CLOSE, TABLE, estimate
from tests.unit.agreement.test_people import APART


def sums_of(pairs: list[Pair]) -> Sums:
    """As a database adds them up."""
    told = [(Decimal(str(pair.human)), Decimal(str(pair.program))) for pair in pairs]
    return Sums(
        len(told),
        *(sum((one for one, _ in told), Decimal()), sum((other for _, other in told), Decimal())),
        sum((one * one for one, _ in told), Decimal()),
        sum((other * other for _, other in told), Decimal()),
        sum((one * other for one, other in told), Decimal()),
    )


@pytest.mark.parametrize(
    "pairs",
    [TABLE, CLOSE, APART, [Pair(h, 11 - h) for h in (3.0, 5.5, 8.0)]],
    ids=["table", "close", "apart", "against"],
)
def test_the_icc_of_sums_is_that_of_the_pairs(pairs: list[Pair]) -> None:
    got, wanted = estimate(sums_of(pairs).icc), estimate(icc_a1(pairs))
    assert (got.value, got.low, got.high) == pytest.approx((wanted.value, wanted.low, wanted.high), abs=1e-9)


def test_of_many_pairs_the_value_alone_is_worked_out() -> None:
    got = estimate(sums_of(APART * 100).icc)
    assert got.value == pytest.approx(estimate(icc_a1(APART * 100)).value, abs=1e-9)
    assert math.isnan(got.low)
    assert math.isnan(got.high)


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        (CLOSE[:2], NotEstimated("too_few_pairs")),
        ([Pair(6.5, 6.5)] * 40, NotEstimated("no_spread")),
        ([Pair(4.0, 6.5)] * 40, NotEstimated("no_spread")),
        ([Pair(h, h) for h in (3.0, 5.5, 8.0)], Estimate(1.0, 1.0, 1.0)),
    ],
    ids=["few", "same", "apart", "alike"],
)
def test_what_cannot_be_computed_says_why(pairs: list[Pair], found: object) -> None:
    assert sums_of(pairs).icc == found == icc_a1(pairs)


def test_hidden_is_what_is_judged_below_by_the_program_or_by_two_people() -> None:
    low = (TABLE * 20)[:60]  # its interval lies below
    alike = [Pair(pair.human, pair.human) for pair in APART] * 11
    program = {"cm_pace": low, "co_empathy": CLOSE * 13, "it_rules": APART * 11, "it_team": APART * 11}
    people = {"it_rules": alike}
    wanted = {
        sub
        for sub, pairs in program.items()
        if judge(sub, agreement_of(pairs), agreement_of(people[sub]) if sub in people else None).standing
        is Standing.BELOW
    }
    assert wanted == {"cm_pace", "it_rules"}
    assert (
        hidden_by(
            {sub: sums_of(pairs) for sub, pairs in program.items()},
            {sub: sums_of(pairs) for sub, pairs in people.items()},
        )
        == wanted
    )
