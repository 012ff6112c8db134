"""Whether a round of calibration training is passed: written a second time, for the hub takes no figures on trust.

`tests/hub/console` holds it to what the console finds (decision 0032).
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

LEAST_ICC, MOST_BIAS = 0.60, 0.5
LEAST_PAIRS = 3
NOTHING = 1e-12  # a variance below this is rounding, not spread
Pair = tuple[float, float]  # gold, given
Values = Mapping[str, float]  # by sub-dimension
RatedGold = tuple[str, Values, Values]  # id, gold, given


def is_passed(pairs: Sequence[Pair]) -> bool:
    """True if ICC(A,1) with gold and the mean difference can be told and are good enough."""
    icc = icc_a1(pairs)
    return icc is not None and icc >= LEAST_ICC and abs(bias(pairs)) <= MOST_BIAS


def is_sound(answers: Sequence[RatedGold], *, passed: bool) -> bool:
    """True if no answer stands twice, each is rated on what gold is about, and `passed` is what the values say."""
    is_whole = len({name for name, _, _ in answers}) == len(answers)
    if not is_whole or any(gold.keys() != given.keys() for _, gold, given in answers):
        return False
    pairs = [(value, given[sub]) for _, gold, given in answers for sub, value in gold.items()]
    return is_passed(pairs) == passed


def icc_a1(pairs: Sequence[Pair]) -> float | None:
    """ICC(A,1): two-way random, absolute agreement, single rater; None where it cannot be told.

    Source: McGraw & Wong (1996), Psychological Methods 1(1), table 4.
    """
    n = len(pairs)
    if n < LEAST_PAIRS:
        return None
    gold, given = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    grand = (gold + given) / 2
    rows = 2 * sum(((one + other) / 2 - grand) ** 2 for one, other in pairs) / (n - 1)
    columns = n * ((gold - grand) ** 2 + (given - grand) ** 2)
    rest = sum(((other - one) - (given - gold)) ** 2 / 2 for one, other in pairs) / (n - 1)
    spread = rows + rest + 2 * (columns - rest) / n
    if max(rows, columns, rest) < NOTHING or spread < NOTHING:
        return None
    return (rows - rest) / spread


def bias(pairs: Sequence[Pair]) -> float:
    """The mean of given minus gold, in points."""
    return fmean(given - gold for gold, given in pairs)
