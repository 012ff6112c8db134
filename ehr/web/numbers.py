"""Numbers, times and gauges as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ehr.web.words import Words

LOWEST, HIGHEST = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class ScoreValue:
    """A score of 1 to 10 with its standard error; or None with the code of the reason, never 0."""

    score: float | None
    standard_error: float | None
    reason: str | None

    @property
    def text(self) -> str:
        """`7.02 ± 0.54`; nothing where there is no score."""
        if self.score is None:
            return ""
        error = f" ± {self.standard_error:.2f}" if self.standard_error is not None else ""
        return f"{self.score:.2f}{error}"

    @property
    def place(self) -> float:
        """Where the score stands on a gauge, in per cent."""
        return percent(self.score if self.score is not None else LOWEST)

    @property
    def low(self) -> float:
        """The left end of its standard error on a gauge, in per cent."""
        return percent((self.score or LOWEST) - (self.standard_error or 0))

    @property
    def high(self) -> float:
        """The right end of its standard error on a gauge, in per cent."""
        return percent((self.score or LOWEST) + (self.standard_error or 0))


def score_of(result: Mapping[str, Any]) -> ScoreValue:
    """The score in a part of a profile."""
    return ScoreValue(result["score"], result["standard_error"], result["not_scored_reason"])


def percent(score: float) -> float:
    """The place of `score` between the lowest and the highest, 0 to 100."""
    share = (score - LOWEST) / (HIGHEST - LOWEST)
    return round(min(max(share, 0.0), 1.0) * 100, 2)


def value_text(value: float, unit: str, words: Words) -> str:
    """A measured value with its unit; shares as per cent."""
    if unit == "1":
        return f"{value * 100:.0f}%" if 0 <= value <= 1 else f"{value:.2f}"
    number = f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return f"{number} {words.code('unit', unit)}"


def moment(text: str) -> datetime:
    """An instant of the contract (ISO 8601, UTC)."""
    return datetime.fromisoformat(text)


def moment_text(at: datetime | None) -> str:
    """`2026-03-02 09:30` in the hub's own time zone; a dash where there is none."""
    return "–" if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M")


def ago_text(at: datetime | None, now: datetime, words: Words) -> str:
    """How long ago `at` was, in the largest fitting unit."""
    if at is None:
        return words("time.never")
    seconds = max((now - at.astimezone(UTC)).total_seconds(), 0.0)
    for unit, length_s in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= length_s * (2 if unit == "days" else 1):
            return words(f"time.{unit}", n=int(seconds // length_s))
    return words("time.now")
