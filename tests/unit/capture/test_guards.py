"""MicGuard and CameraGuard: when they raise the alarm, and when not."""

import numpy as np
import pytest

from app.capture.guards import CameraGuard, MicGuard

SOUND = np.full(320, 7, np.int16)
ZEROS = np.zeros(320, np.int16)


def _run(guard: MicGuard, samples: np.ndarray, from_s: float, to_s: float) -> list[tuple[float, str]]:
    """Blocks every 20 ms; the moments at which the guard found something, with its code."""
    found = []
    for step in range(round((to_s - from_s) / 0.02)):
        now_s = from_s + step * 0.02
        guard.arrived(samples, now_s)
        code = guard.check(now_s)
        if code is not None:
            found.append((now_s, code))
    return found


def _look(guard: MicGuard | CameraGuard, from_s: float, to_s: float) -> list[tuple[float, str]]:
    """Nothing arrives; the guard is asked every 20 ms."""
    moments = [from_s + step * 0.02 for step in range(round((to_s - from_s) / 0.02))]
    return [(now_s, code) for now_s in moments if (code := guard.check(now_s)) is not None]


def test_steady_sound_gives_no_alarm() -> None:
    assert _run(MicGuard(0.0), SOUND, 0.0, 60.0) == []


def test_no_block_for_300_ms_is_an_alarm() -> None:
    guard = MicGuard(0.0)
    _run(guard, SOUND, 0.0, 1.0)
    first_s, code = _look(guard, 1.0, 2.0)[0]
    assert code == "microphone_lost"
    assert 1.25 < first_s < 1.35


def test_the_first_block_may_take_three_seconds() -> None:
    guard = MicGuard(0.0)
    assert _look(guard, 0.0, 2.9) == []
    assert _look(guard, 2.9, 3.2)[0][1] == "microphone_lost"


def test_our_own_stall_is_not_the_microphones_fault() -> None:
    guard = MicGuard(0.0)
    _run(guard, SOUND, 0.0, 1.0)
    assert guard.check(3.0) is None  # nobody looked for two seconds
    assert _run(guard, SOUND, 3.02, 4.0) == []


def test_a_second_of_exact_zeros_is_an_alarm_until_sound_comes_back() -> None:
    guard = MicGuard(0.0)
    _run(guard, SOUND, 0.0, 1.0)
    first_s, code = _run(guard, ZEROS, 1.0, 3.0)[0]
    assert code == "microphone_silent"
    assert 1.95 < first_s < 2.05
    assert _run(guard, SOUND, 3.0, 4.0) == []


def test_a_faint_noise_floor_is_not_silence() -> None:
    floor = np.zeros(320, np.int16)
    floor[5] = 1
    assert _run(MicGuard(0.0), floor, 0.0, 5.0) == []


def test_zeros_of_a_recording_mean_nothing() -> None:
    assert _run(MicGuard(0.0, watches_signal=False), ZEROS, 0.0, 5.0) == []


@pytest.mark.parametrize("source", ["spk.monitor", None])
def test_another_source_is_an_alarm_at_once(source: str | None) -> None:
    guard = MicGuard(0.0, source="vmic")
    guard.source_is("vmic")
    assert _run(guard, SOUND, 0.0, 1.0) == []
    guard.source_is(source)
    assert guard.check(1.0) == "microphone_lost"


def test_without_a_known_source_the_first_word_counts() -> None:
    guard = MicGuard(0.0)
    guard.source_is("vmic")
    assert guard.check(0.1) is None
    guard.source_is("other")
    assert guard.check(0.2) == "microphone_lost"


def test_a_removed_source_and_an_ended_stream_are_alarms() -> None:
    removed, ended = MicGuard(0.0), MicGuard(0.0)
    removed.source_removed()
    ended.ended()
    assert removed.check(0.1) == ended.check(0.1) == "microphone_lost"


def _picture(value: int) -> np.ndarray:
    return np.full((48, 64, 3), value, np.uint8)


def test_a_moving_picture_gives_no_alarm() -> None:
    guard = CameraGuard(0.0)
    for number in range(300):
        guard.arrived(_picture(number % 256), number / 30)
        assert guard.check(number / 30) is None


def test_a_frame_older_than_a_second_is_an_alarm() -> None:
    guard = CameraGuard(0.0)
    guard.arrived(_picture(1), 0.0)
    first_s, code = _look(guard, 0.0, 3.0)[0]
    assert code == "camera_lost"
    assert 0.95 < first_s < 1.1


def test_a_failing_camera_is_an_alarm_at_once() -> None:
    guard = CameraGuard(0.0)
    guard.arrived(_picture(1), 0.0)
    guard.ended()
    assert guard.check(0.1) == "camera_lost"


@pytest.mark.parametrize(("watches_signal", "code"), [(True, "camera_frozen"), (False, None)])
def test_a_still_picture_is_frozen_only_where_it_should_move(watches_signal: bool, code: str | None) -> None:
    guard = CameraGuard(0.0, watches_signal)
    for number in range(120):
        guard.arrived(_picture(9), number / 30)
        found = guard.check(number / 30)
        assert found == (code if number / 30 > 3.0 else None)
