"""Agreement between two lists of scores: correlation, weighted kappa, error, bias."""

from collections.abc import Sequence
from math import sqrt

STEPS = 2  # categories per scale point: half points


def pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's r; None where there are fewer than three pairs or one list does not vary."""
    count = len(first)
    if count < 3:
        return None
    mean_a, mean_b = sum(first) / count, sum(second) / count
    var_a = sum((a - mean_a) ** 2 for a in first)
    var_b = sum((b - mean_b) ** 2 for b in second)
    if not var_a or not var_b:
        return None
    return sum((a - mean_a) * (b - mean_b) for a, b in zip(first, second, strict=True)) / sqrt(var_a * var_b)


def quadratic_kappa(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Cohen's kappa with quadratic weights over half points; None without pairs or chance disagreement."""
    count = len(first)
    if not count:
        return None
    a = [round(value * STEPS) for value in first]
    b = [round(value * STEPS) for value in second]
    observed = sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) / count
    expected = sum((x - y) ** 2 for x in a for y in b) / count**2
    return None if not expected else 1 - observed / expected


def mean_absolute_error(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The mean distance; None without pairs."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first) if first else None


def bias(gold: Sequence[float], scored: Sequence[float]) -> float | None:
    """How much higher `scored` is on average; None without pairs."""
    return (sum(scored) - sum(gold)) / len(gold) if gold else None
