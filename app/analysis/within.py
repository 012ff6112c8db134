"""Change against oneself: windows of a take, the own warm-up as baseline, robust z with its interval."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

import numpy as np

from app.analysis.measures import BY_ID, observed
from app.analysis.segments import Span
from app.domain.language import Language
from app.domain.observation import Observation, WarmUpWindows

SHORTEST_WINDOW_S = 5.0
MIN_BASELINE_WINDOWS = 6
MIN_CHANGE_WINDOWS = 3
MIN_COMPONENTS = 2
LARGEST_Z = 50.0
_MAD_TO_SD = 1.4826
# Standard errors of a median and, relative, of a MAD: normal values, times 1 / sqrt(n).
_MEDIAN_SE = 1.2533
_MAD_SE = 1.1664


@dataclass(frozen=True, slots=True)
class WindowValue:
    """One measure in one window."""

    window: Span
    value: float


Series = dict[str, list[WindowValue]]


@dataclass(frozen=True, slots=True)
class Change:
    """How far a take lies from the own warm-up, in robust z, with its 95 % interval."""

    value: float
    low: float
    high: float


def windows_between(first_s: float, last_s: float) -> tuple[Span, ...]:
    """As many equal windows of 5 to 10 s as fit between the first and the last moment; none below 5 s."""
    count = int((last_s - first_s) / SHORTEST_WINDOW_S)
    edges = np.linspace(first_s, last_s, count + 1).tolist() if count else []
    return tuple(Span(a, b) for a, b in pairwise(edges))


@dataclass
class Baseline:
    """The windows of the warm-up, by measure and language (None: the language does not matter)."""

    _values: dict[tuple[str, Language | None], list[float]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, known: Sequence[WarmUpWindows]) -> Self:
        """The baseline that windows() gave, in an engine before this one."""
        baseline = cls()
        for each in known:
            baseline._values[each.measure, each.language] += each.values
        return baseline

    def windows(self) -> tuple[WarmUpWindows, ...]:
        """Everything that add() took, to be kept where the engine does not live."""
        return tuple(
            WarmUpWindows(measure, language, tuple(values))
            for (measure, language), values in self._values.items()
        )

    def add(self, series: Series, language: Language | None) -> None:
        """Takes the windows of a warm-up answer."""
        for measure, values in series.items():
            self._values[measure, language] += [value.value for value in values]

    def lack(self, measure: str, language: Language | None) -> str | None:
        """Why there is no z for this measure: baseline_too_short, baseline_flat; None: there is one."""
        values = self._values.get((measure, language), [])
        if len(values) < MIN_BASELINE_WINDOWS:
            return "baseline_too_short"
        return "baseline_flat" if _mad(np.array(values)) == 0.0 else None

    def z(self, measure: str, value: float, language: Language | None) -> float | None:
        """(value - median) / (1.4826 MAD) of the warm-up windows, within +-50; None when lack() says why."""
        if self.lack(measure, language) is not None:
            return None
        values = np.array(self._values[measure, language])
        z = (value - float(np.median(values))) / (_MAD_TO_SD * _mad(values))
        return float(np.clip(z, -LARGEST_Z, LARGEST_Z))

    def count(self, measure: str, language: Language | None) -> int:
        """How many warm-up windows this measure has."""
        return len(self._values.get((measure, language), []))


def window_observations(series: Series, baseline: Baseline, language: Language | None) -> list[Observation]:
    """One observation per window of the measures that are shown by window, with its z where there is one."""
    return [
        observed(
            measure,
            item.value,
            span_s=(item.window.start_s, item.window.end_s),
            baseline_z=baseline.z(measure, item.value, language),
        )
        for measure, items in series.items()
        if BY_ID[measure].is_windowed
        for item in items
    ]


def change(
    series: Series, components: tuple[str, ...], baseline: Baseline, language: Language | None
) -> Change | str:
    """The median over windows of the mean z of the components, or a code of why it cannot be given.

    The interval holds the spread between windows and the uncertainty of the baseline's median and MAD. It
    needs two components (one feature alone is never evidence, science.md E.2) and three windows or more.
    """
    usable = [name for name in components if series.get(name) and baseline.lack(name, language) is None]
    if len(usable) < MIN_COMPONENTS:
        lacks = [baseline.lack(name, language) for name in components if series.get(name)]
        return next((lack for lack in lacks if lack), "too_few_components")
    by_window: dict[Span, list[float]] = defaultdict(list)
    for name in usable:
        for item in series[name]:
            z = baseline.z(name, item.value, language)
            if z is not None:
                by_window[item.window].append(z)
    means = np.array([np.mean(zs) for zs in by_window.values() if len(zs) >= MIN_COMPONENTS])
    if len(means) < MIN_CHANGE_WINDOWS:
        return "too_few_windows"
    fewest = min(baseline.count(name, language) for name in usable)
    spread = _MEDIAN_SE * float(np.std(means, ddof=1)) / np.sqrt(len(means))
    middle = float(np.median(means))
    baseline_error = np.hypot(_MEDIAN_SE, _MAD_SE * middle) / np.sqrt(fewest)
    margin = 1.96 * float(np.hypot(spread, baseline_error))
    low, high = np.clip((middle - margin, middle + margin), -LARGEST_Z, LARGEST_Z)
    return Change(middle, float(low), float(high))


def change_observations(name: str, found: Change | str, span_s: tuple[float, float]) -> list[Observation]:
    """`name`, `name`_low and `name`_high, measured or with the reason why not."""
    ids = (name, f"{name}_low", f"{name}_high")
    if isinstance(found, str):
        return [observed(measure, None, found, span_s) for measure in ids]
    values = (found.value, found.low, found.high)
    return [observed(measure, value, span_s=span_s) for measure, value in zip(ids, values, strict=True)]


def _mad(values: np.ndarray) -> float:
    return float(np.median(np.abs(values - np.median(values))))
