"""A wait is claimed only where appointments are known."""

import pytest

from app.flow.waiting import LATE_S, wait_s

NOW, SITTING = 10_000.0, 1800.0


@pytest.mark.parametrize(
    ("expected_at", "wait"),
    [
        ([], None),
        ([NOW + SITTING], 0.0),
        ([NOW + 600], 600 + SITTING),
        ([NOW + 600 + 2 * SITTING, NOW + 600], 600 + SITTING),
        ([NOW + 600, NOW + 700], 600 + 2 * SITTING),
        ([NOW - LATE_S - 1], 0.0),
        ([NOW - 60], SITTING),
    ],
)
def test_who_comes_without_appointment_waits_until_a_whole_sitting_fits(
    expected_at: list[float], wait: float | None
) -> None:
    assert wait_s(expected_at, NOW, SITTING) == wait
