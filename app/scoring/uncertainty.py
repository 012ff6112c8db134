"""The standard error of scores: a model with three documented constants, on the 1-10 scale.

Source: science.md A.5: SD 1.2 and reliability .70 give an error of 0.66 for a full interview; three or four
questions give a reliability of .50-.63 only. See docs/scoring.md for how the constants follow.
"""

from collections.abc import Sequence
from math import sqrt

ANSWER_ERROR = 1.5  # one answer against what the person would show over all such questions
SITTING_ERROR = 0.6  # what one sitting shares: day, mood, one scorer; more questions do not average it out
SHORT_FACTOR = 0.4  # an answer of a few words adds up to this share of error
FULL_SIZE = 60
TRUSTED_CONFIDENCE = 0.70


def answer_error(size: int, confidence: float | None) -> float:
    """The error of one answer: larger where little was said or the recogniser was unsure."""
    short = SHORT_FACTOR * max(0.0, 1 - size / FULL_SIZE)
    unsure = 0.0 if confidence is None else max(0.0, TRUSTED_CONFIDENCE - confidence)
    return round(ANSWER_ERROR * (1 + short + unsure), 4)


def mean_error(errors: Sequence[float], weights: Sequence[float]) -> float:
    """The error of a weighted mean of independent parts."""
    total = sum(weights)
    return round(
        sqrt(sum((error * weight / total) ** 2 for error, weight in zip(errors, weights, strict=True))), 4
    )


def with_sitting(error: float) -> float:
    """`error` with the part that one sitting adds."""
    return round(sqrt(error**2 + SITTING_ERROR**2), 4)
