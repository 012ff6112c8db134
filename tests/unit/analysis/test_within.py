"""Robust z against the own warm-up: a known shift comes out, and nothing is said without a baseline."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.segments import Span
from app.analysis.within import Baseline, Change, Series, WindowValue, change, change_observations
from app.domain.language import Language
from app.domain.observation import Quality

ZH = Language.ZH
NAMES = ("loudness", "pitch_median", "pitch_range")


def series(shift: float = 0.0, windows: int = 8, seed: int = 0, names: tuple[str, ...] = NAMES) -> Series:
    """Windows of a steady speaker: every measure has median 10 and standard deviation 2, plus a shift."""
    random = np.random.default_rng(seed)
    spans = [Span(6.0 * number, 6.0 * number + 6.0) for number in range(windows)]
    return {
        name: [WindowValue(span, float(random.normal(10 + shift, 2))) for span in spans] for name in names
    }


def warmed_up(windows: int = 20) -> Baseline:
    baseline = Baseline()
    baseline.add(series(windows=windows, seed=1), ZH)
    return baseline


def test_z_is_the_distance_from_the_median_in_mads() -> None:
    baseline = Baseline()
    baseline.add({"loudness": [WindowValue(Span(0, 5), value) for value in (1, 2, 3, 4, 5, 6, 7)]}, ZH)
    assert baseline.z("loudness", 4.0, ZH) == 0.0
    assert baseline.z("loudness", 4.0 + 2 * 1.4826 * 2.0, ZH) == pytest.approx(2.0)
    assert baseline.z("loudness", 1e9, ZH) == 50.0


def test_no_z_below_six_windows_in_another_language_or_on_a_flat_line() -> None:
    baseline = warmed_up(windows=5)
    assert baseline.z("loudness", 10.0, ZH) is None
    assert baseline.lack("loudness", ZH) == "baseline_too_short"
    baseline.add(series(windows=1), ZH)
    assert baseline.lack("loudness", ZH) is None
    assert baseline.lack("loudness", Language.EN) == "baseline_too_short"
    baseline.add({"smile": [WindowValue(Span(0, 5), 0.0)] * 6}, None)
    assert baseline.lack("smile", None) == "baseline_flat"


def test_a_baseline_that_was_kept_elsewhere_is_the_same() -> None:
    baseline = warmed_up(windows=7)
    baseline.add(series(windows=6, names=("smile",)), None)
    again = Baseline.of(baseline.windows())
    assert again.windows() == baseline.windows()
    assert again.z("loudness", 12.0, ZH) == baseline.z("loudness", 12.0, ZH)
    assert again.lack("loudness", Language.EN) == "baseline_too_short"
    assert again.lack("smile", None) is None
    again.add(series(windows=1), ZH)
    assert (again.count("loudness", ZH), baseline.count("loudness", ZH)) == (8, 7)


@pytest.mark.parametrize("shift", [-6.0, 0.0, 4.0, 8.0])
def test_a_known_shift_lies_in_the_interval(shift: float) -> None:
    inside = 0
    for seed in range(40):
        baseline = Baseline()
        baseline.add(series(windows=12, seed=1000 + seed), ZH)
        found = change(series(shift, windows=8, seed=seed), NAMES, baseline, ZH)
        assert isinstance(found, Change)
        assert found.low <= found.value <= found.high
        inside += found.low <= shift / 2.0 <= found.high
    assert inside >= 36


def test_one_feature_alone_is_never_a_change() -> None:
    assert change(series(5.0, names=("loudness",)), NAMES, warmed_up(), ZH) == "too_few_components"


def test_it_says_why_there_is_no_change() -> None:
    assert change(series(5.0), NAMES, warmed_up(3), ZH) == "baseline_too_short"
    assert change(series(5.0, windows=2), NAMES, warmed_up(), ZH) == "too_few_windows"
    assert change({}, NAMES, warmed_up(), ZH) == "too_few_components"
    observations = change_observations("voice_change", "baseline_too_short", (0.0, 9.0))
    assert [o.measure for o in observations] == ["voice_change", "voice_change_low", "voice_change_high"]
    assert {(o.quality, o.reason) for o in observations} == {(Quality.NOT_MEASURED, "baseline_too_short")}


@given(st.lists(st.floats(-1e3, 1e3), min_size=6, max_size=40), st.floats(-1e3, 1e3), st.floats(0.1, 10))
def test_z_does_not_depend_on_the_scale(values: list[float], value: float, scale: float) -> None:
    one, other = Baseline(), Baseline()
    one.add({"loudness": [WindowValue(Span(0, 5), v) for v in values]}, ZH)
    other.add({"loudness": [WindowValue(Span(0, 5), scale * v) for v in values]}, ZH)
    z = one.z("loudness", value, ZH)
    scaled = other.z("loudness", scale * value, ZH)
    if z is not None and scaled is not None:
        assert scaled == pytest.approx(z, rel=1e-6, abs=1e-6)
