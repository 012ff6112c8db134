"""Every measure has its row, its page, and values inside its range."""

import pytest

from app.analysis.measures import (
    BY_ID,
    MEASURES,
    ROOM_MEASURES,
    Family,
    all_not_measured,
    observed,
    of_families,
)
from app.domain.observation import Observation, Quality
from tests.unit.analysis.measures_page import PAGE, measures_page


def test_the_page_is_the_table() -> None:
    assert PAGE.read_text("utf-8") == measures_page(), "python -m tests.unit.analysis.measures_page"


def test_ids_are_unique_and_every_row_is_whole() -> None:
    assert len(BY_ID) == len(MEASURES)
    for measure in MEASURES:
        assert measure.unit
        assert measure.words
        assert measure.source
        assert measure.low < measure.high
    assert set(ROOM_MEASURES) <= set(BY_ID)
    assert sum(len(of_families(family)) for family in Family) == len(MEASURES)


def test_values_are_rounded_and_carry_their_unit() -> None:
    found = observed("loudness", -20.123456, span_s=(0.1, 9.87654), baseline_z=1.23456)
    assert found == Observation("loudness", -20.1235, "dB", Quality.OK, None, 0.1, 9.8765, 1.2346)


def test_a_reason_makes_it_low_or_not_measured() -> None:
    assert observed("snr", 3.0, "noisy").quality is Quality.LOW
    missing = observed("snr", None, "no_speech")
    assert (missing.quality, missing.reason, missing.unit) == (Quality.NOT_MEASURED, "no_speech", "dB")
    assert {o.reason for o in all_not_measured("policy_locked", Family.FACE, Family.VOICE)} == {
        "policy_locked"
    }


@pytest.mark.parametrize(
    ("measure", "value"), [("smile", 1.1), ("snr", -11.0), ("loudness", 1.0), ("head_yaw", 181)]
)
def test_an_impossible_value_is_a_bug(measure: str, value: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        observed(measure, value)


def test_not_measured_without_a_reason_is_a_bug() -> None:
    with pytest.raises(ValueError, match="reason"):
        observed("snr", None)
