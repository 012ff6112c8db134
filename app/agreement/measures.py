"""ICC(A,1), quadratic-weighted kappa, r, bias, exact and adjacent agreement of two raters on the same answers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

from app.agreement.distributions import f_quantile, t_quantile

LEVEL = 0.95
LEAST_PAIRS = 3  # fewer leave no degree of freedom for an interval
LEAST_PAIRS_FOR_R = 4  # Fisher's interval divides by n - 3
ADJACENT_POINTS = 1.0
_RATERS = 2
_NOTHING = 1e-12  # a variance below this is rounding, not spread
_NORMAL = NormalDist().inv_cdf(1 - (1 - LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same answer twice: rated by a person, scored by the program; both 1..10.

    Where two people are compared `human` is the first one and `program` the second.
    """

    human: float
    program: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the interval of 95 % around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NotEstimated:
    """reason: too_few_pairs, or no_spread (everybody got the same, so nobody can be told apart)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known about `pairs` pairs.

    kappa: quadratic-weighted, on half points. r: Pearson's. bias: program minus human, in points; smd: the same in
    standard deviations. limits: where 95 % of the differences lie (Bland-Altman). exact, adjacent: shares 0..1;
    adjacent: within 1 point.
    """

    pairs: int
    icc: Estimate | NotEstimated
    kappa: Estimate | NotEstimated
    bias: Estimate | NotEstimated
    limits: tuple[float, float] | NotEstimated
    exact: float | NotEstimated
    adjacent: float | NotEstimated
    r: Estimate | NotEstimated
    smd: float | NotEstimated


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """Everything about `pairs`; what they are too few or too alike for says so."""
    return Agreement(
        len(pairs),
        icc_a1(pairs),
        kappa(pairs),
        bias(pairs),
        limits(pairs),
        exact=share_within(pairs, 0.0),
        adjacent=share_within(pairs, ADJACENT_POINTS),
        r=pearson(pairs),
        smd=standardised_difference(pairs),
    )


def icc_a1(pairs: Sequence[Pair]) -> Estimate | NotEstimated:
    """ICC(A,1): two-way random, absolute agreement, single rater.

    Source: McGraw & Wong (1996), Psychological Methods 1(1), table 4 and 7 (interval by Satterthwaite).
    """
    if len(pairs) < LEAST_PAIRS:
        return NotEstimated("too_few_pairs")
    return icc_of(len(pairs), *_mean_squares(pairs))


def icc_of(
    n: int, rows: float, columns: float, rest: float, *, with_interval: bool = True
) -> Estimate | NotEstimated:
    """The same of `n` pairs, at least three, by the mean squares of answers, raters and the rest.

    with_interval False: low and high are NaN, for whoever needs the value alone; they take ten times as long.
    """
    k = _RATERS
    spread = rows + (k - 1) * rest + k * (columns - rest) / n
    if max(rows, columns, rest) < _NOTHING or spread < _NOTHING:
        return NotEstimated("no_spread")
    value = (rows - rest) / spread
    if rest < _NOTHING and columns < _NOTHING:
        return Estimate(1.0, 1.0, 1.0)
    if rows < _NOTHING <= rest:  # one gives what the other leaves: the ends of the interval meet
        return Estimate(value, value, value)
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    parts = (a * columns) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    if parts < _NOTHING**2:  # all the spread lies between the two raters
        return NotEstimated("no_spread")
    if not with_interval:
        return Estimate(value, math.nan, math.nan)
    freedom = (a * columns + b * rest) ** 2 / parts
    upper = 1 - (1 - LEVEL) / 2
    f_low, f_high = f_quantile(upper, n - 1, freedom), f_quantile(upper, freedom, n - 1)
    both = k * columns + (k * n - k - n) * rest
    low = n * (rows - f_low * rest) / (f_low * both + n * rows)
    high = n * (f_high * rows - rest) / (both + n * f_high * rows)
    return Estimate(value, low, high)


def kappa(pairs: Sequence[Pair]) -> Estimate | NotEstimated:
    """Quadratic-weighted kappa on half points, with the interval of large samples.

    Source: Cohen (1968); interval: Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72(5). With weights
    (i - j)^2 the expected disagreement is the mean squared distance of all crossings of the two margins, so no
    table of 19 by 19 cells is needed, neither for the value nor for its error.
    """
    if len(pairs) < LEAST_PAIRS:
        return NotEstimated("too_few_pairs")
    human = [half_point(pair.human) for pair in pairs]
    program = [half_point(pair.program) for pair in pairs]
    apart = [(one - other) ** 2 for one, other in zip(human, program, strict=True)]
    means, spreads = (fmean(human), fmean(program)), (_variance(human), _variance(program))
    if min(spreads) < _NOTHING:  # kappa is then 0 whatever the other one says, with an error of 0
        return NotEstimated("no_spread")
    seen, expected = fmean(apart), sum(spreads) + (means[0] - means[1]) ** 2
    by_chance = [
        spreads[1] + (one - means[1]) ** 2 + spreads[0] + (other - means[0]) ** 2
        for one, other in zip(human, program, strict=True)
    ]
    moved = [d / expected - e * seen / expected**2 for d, e in zip(apart, by_chance, strict=True)]
    value, half = 1 - seen / expected, _NORMAL * math.sqrt(_variance(moved) / len(pairs))
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half))


def pearson(pairs: Sequence[Pair]) -> Estimate | NotEstimated:
    """Pearson's r with Fisher's interval: whether both put the answers into the same order, whatever their level."""
    if len(pairs) < LEAST_PAIRS_FOR_R:
        return NotEstimated("too_few_pairs")
    human, program = fmean(pair.human for pair in pairs), fmean(pair.program for pair in pairs)
    spread = _variance([pair.human for pair in pairs]) * _variance([pair.program for pair in pairs])
    if spread < _NOTHING**2:
        return NotEstimated("no_spread")
    together = fmean((pair.human - human) * (pair.program - program) for pair in pairs)
    value = max(-1.0, min(1.0, together / math.sqrt(spread)))
    if 1 - abs(value) < _NOTHING:
        return Estimate(round(value), round(value), round(value))
    middle, half = math.atanh(value), _NORMAL / math.sqrt(len(pairs) - LEAST_PAIRS)
    return Estimate(value, math.tanh(middle - half), math.tanh(middle + half))


def standardised_difference(pairs: Sequence[Pair]) -> float | NotEstimated:
    """The bias in standard deviations of both. Source: Williamson, Xi & Breyer (2012), EM:IP 31(1): at most .15."""
    if len(pairs) < LEAST_PAIRS:
        return NotEstimated("too_few_pairs")
    human, program = [pair.human for pair in pairs], [pair.program for pair in pairs]
    pooled = (_variance(human) + _variance(program)) / 2 * len(pairs) / (len(pairs) - 1)
    return (
        NotEstimated("no_spread")
        if pooled < _NOTHING
        else (fmean(program) - fmean(human)) / math.sqrt(pooled)
    )


def bias(pairs: Sequence[Pair]) -> Estimate | NotEstimated:
    """How much higher the program scores than people, in points, with the t interval of a mean."""
    if len(pairs) < LEAST_PAIRS:
        return NotEstimated("too_few_pairs")
    mean, deviation = _differences(pairs)
    half = t_quantile(1 - (1 - LEVEL) / 2, len(pairs) - 1) * deviation / math.sqrt(len(pairs))
    return Estimate(mean, mean - half, mean + half)


def limits(pairs: Sequence[Pair]) -> tuple[float, float] | NotEstimated:
    """Limits of agreement. Source: Bland & Altman (1986): mean of the differences plus and minus 1.96 deviations."""
    if len(pairs) < LEAST_PAIRS:
        return NotEstimated("too_few_pairs")
    mean, deviation = _differences(pairs)
    return mean - 1.96 * deviation, mean + 1.96 * deviation


def half_point(value: float) -> float:
    """`value` on the scale of half points; a quarter goes up."""
    return math.floor(value * 2 + 0.5) / 2


def share_within(pairs: Sequence[Pair], points: float) -> float | NotEstimated:
    """Share (0..1) of pairs that lie at most `points` apart, on half points."""
    if not pairs:
        return NotEstimated("too_few_pairs")
    apart = [abs(half_point(pair.program) - half_point(pair.human)) for pair in pairs]
    return sum(distance <= points for distance in apart) / len(apart)


def _mean_squares(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Mean squares of rows (answers), columns (raters) and the rest."""
    n = len(pairs)
    human, program = fmean(pair.human for pair in pairs), fmean(pair.program for pair in pairs)
    grand = (human + program) / 2
    rows = 2 * sum(((pair.human + pair.program) / 2 - grand) ** 2 for pair in pairs) / (n - 1)
    columns = n * ((human - grand) ** 2 + (program - grand) ** 2)
    rest = sum(((pair.program - pair.human) - (program - human)) ** 2 / 2 for pair in pairs) / (n - 1)
    return rows, columns, rest


def _differences(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Mean and standard deviation (n - 1) of program minus human."""
    apart = [pair.program - pair.human for pair in pairs]
    mean = fmean(apart)
    return mean, math.sqrt(sum((each - mean) ** 2 for each in apart) / (len(apart) - 1))


def _variance(values: Sequence[float]) -> float:
    mean = fmean(values)
    return fmean((value - mean) ** 2 for value in values)
