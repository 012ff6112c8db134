"""How loud the microphone is: heard from what a source gave, in a process of its own."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.capture.clock import EngineClock
from app.doctor.level import heard_db, microphone_level
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock
from app.errors import KioskError


class Given:
    """A source that gives its blocks at once, or when it is asked for the `late`th time."""

    def __init__(self, blocks: list[AudioBlock], late: int = 1) -> None:
        self._blocks, self._late, self.is_closed = blocks, late, False

    @property
    def name(self) -> str:
        return "given"

    def start(self, now_s: float) -> None:
        """Nothing to start."""

    def take_all(self) -> list[AudioBlock]:
        self._late -= 1
        if self._late > 0:
            return []
        taken, self._blocks = self._blocks, []
        return taken

    def close(self) -> None:
        self.is_closed = True


def tone(db: float) -> AudioBlock:
    """A tenth of a second whose RMS is `db` below full scale."""
    times = np.arange(SAMPLE_RATE_HZ // 10) / SAMPLE_RATE_HZ
    peak = 10 ** (db / 20) * math.sqrt(2) * 32768
    return AudioBlock((np.sin(2 * np.pi * 440 * times) * peak).astype(np.int16), 0.0)


def opened(source: Given) -> Callable[[str, EngineClock], Given]:
    return lambda _uri, _clock: source


@pytest.mark.parametrize("db", [-40.0, -20.0])
def test_the_level_is_that_of_what_came(db: float) -> None:
    source = Given([tone(db), tone(db)])
    heard = heard_db("device:0", opened(source), listen_s=0.0)
    assert heard == pytest.approx(db, abs=0.2)
    assert source.is_closed


def test_a_sound_server_that_begins_late_is_waited_for() -> None:
    assert heard_db("device:0", opened(Given([tone(-20.0)], late=4)), listen_s=0.0) == pytest.approx(
        -20.0, abs=0.2
    )


@pytest.mark.parametrize("blocks", [[], [AudioBlock(np.zeros(1600, np.int16), 0.0)]])
def test_nothing_and_silence_are_no_level(blocks: list[AudioBlock]) -> None:
    assert heard_db("device:0", opened(Given(blocks)), 0.0, first_within_s=0.0) is None


def test_a_device_that_does_not_open_is_no_level(tmp_path: Path) -> None:
    def refuse(_uri: str, _clock: EngineClock) -> Given:
        raise KioskError("no_microphone")

    assert heard_db("device:0", refuse, listen_s=0.0) is None
    assert microphone_level(None) is None
    assert microphone_level(f"file:{tmp_path / 'none.wav'}") is None  # through the child process
