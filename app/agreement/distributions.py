"""Quantiles of the F and t distributions, by the incomplete beta function: no scipy for two numbers."""

import math

_STEPS = 300  # of the continued fraction; it converges in far fewer for the sizes met here
_TINY = 1e-300
_CLOSE = 1e-15
_HALVINGS = 200


def f_quantile(probability: float, df_1: float, df_2: float) -> float:
    """The value below which an F(df_1, df_2) variable lies with `probability` (0..1, both ends excluded)."""
    beta = _beta_quantile(probability, df_1 / 2, df_2 / 2)
    return df_2 * beta.share / (df_1 * beta.rest)


def t_quantile(probability: float, df: float) -> float:
    """The value below which a t(df) variable lies with `probability`: t squared is F(1, df)."""
    if probability == 0.5:
        return 0.0
    tail = abs(2 * probability - 1)
    return math.copysign(math.sqrt(f_quantile(tail, 1, df)), probability - 0.5)


class _Split:
    """share + rest = 1, both kept: one of them may be too small to survive a subtraction."""

    def __init__(self, share: float, rest: float) -> None:
        self.share, self.rest = share, rest


def _beta_quantile(probability: float, a: float, b: float) -> _Split:
    """Bisection on the logit: the function is monotone, and no start value can mislead it."""
    low, high = -700.0, 700.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        split = _at(middle)
        if _incomplete_beta(split, a, b) < probability:
            low = middle
        else:
            high = middle
        if high - low < 1e-14 * max(1.0, abs(middle)):
            break
    return _at((low + high) / 2)


def _at(logit: float) -> _Split:
    return _Split(1 / (1 + math.exp(-logit)), 1 / (1 + math.exp(logit)))


def _incomplete_beta(split: _Split, a: float, b: float) -> float:
    """I_x(a, b). Source: DLMF 8.17.22, the continued fraction, by the modified method of Lentz."""
    front = math.exp(
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(max(split.share, _TINY))
        + b * math.log(max(split.rest, _TINY))
    )
    if split.share < (a + 1) / (a + b + 2):
        return front * _fraction(split.share, a, b) / a
    return 1 - front * _fraction(split.rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
