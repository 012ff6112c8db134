"""A measured number with unit and quality, or why there is none."""

import math
from dataclasses import dataclass
from enum import StrEnum

from app.domain.language import Language


class Quality(StrEnum):
    """How far an observation may be trusted."""

    OK = "ok"
    LOW = "low"  # measured, but a quality gate was missed: shown with its reason, never used in a score
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class Observation:
    """One measure of one answer, or of a window in it.

    value: in `unit` ("1" for ratios); None exactly when quality is NOT_MEASURED.
    reason: code of why it is LOW or NOT_MEASURED; None exactly when quality is OK.
    start_s, end_s: seconds from the start of the take.
    baseline_z: robust z against the candidate's own warm-up, where there is one.
    """

    measure: str
    value: float | None
    unit: str
    quality: Quality = Quality.OK
    reason: str | None = None
    start_s: float = 0.0
    end_s: float = 0.0
    baseline_z: float | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.quality is Quality.NOT_MEASURED):
            raise ValueError(f"{self.measure}: a value exactly when measured")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.measure}: {self.value} is not a finite number")
        if (self.reason is None) != (self.quality is Quality.OK):
            raise ValueError(f"{self.measure}: a reason exactly when not ok")


@dataclass(frozen=True, slots=True)
class WarmUpWindows:
    """What one measure came to in each window of the candidate's warm-up, which later takes are compared with.

    values: in the measure's unit. language: what was spoken; None where it does not matter.
    """

    measure: str
    language: Language | None
    values: tuple[float, ...]


def not_measured(measure: str, unit: str, reason: str) -> Observation:
    """The observation that says `measure` could not be taken, and why."""
    return Observation(measure, None, unit, Quality.NOT_MEASURED, reason)
