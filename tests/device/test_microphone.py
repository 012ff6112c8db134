"""A real microphone through a real sound server: recorded right, and missed at once when it is gone."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture.devices import FoundDevice, list_microphones
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import DeviceAlarm, EngineReady, Level, StopTake, TakeDone, UseDevices
from tests.device.conftest import SoundServer
from tests.engine.harness import (
    RunningEngine,
    best_correlation,
    config,
    pcm,
    running_engine,
    swelling_noise,
    take,
)
from tests.fakes.sound import FakeSound


def _hears(engine: RunningEngine, above_db: float = -60.0) -> None:
    engine.until(Level, 5, lambda level: level.rms_db > above_db)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one take of the microphone recorded."""

    flags: tuple[str, ...]
    samples: NDArray[np.int16]

    @property
    def is_whole(self) -> bool:
        """False when the machine was too busy to keep up with its own sound server."""
        seconds = len(self.samples) / SAMPLE_RATE_HZ
        return not {"device_alarm", "audio_dropped"} & set(self.flags) and 2.7 < seconds < 3.6


def _record(sound_server: SoundServer, folder: Path, uri: str, spoken: NDArray[np.int16]) -> Heard:
    with running_engine(config(folder, uri)) as (engine, ready):
        assert ready.microphone.present
        assert ready.microphone.name == "vmic"
        player = sound_server.speak(spoken)
        _hears(engine)
        began = engine.begin_take(take())
        engine.run_for(3.0)
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 10)
        player.wait(10)
    return Heard(done.flags, pcm((folder / began.media).with_suffix(".pcm")))


@pytest.mark.parametrize("uri", ["device:default", "device:vmic", "device:KioskVirtualMic"])
def test_the_recording_is_what_was_played(sound_server: SoundServer, tmp_path: Path, uri: str) -> None:
    spoken = swelling_noise(5.0)
    for number in range(3):  # real time on a shared machine: a take it could not keep up with is taken again
        folder = tmp_path / str(number)
        folder.mkdir()
        heard = _record(sound_server, folder, uri, spoken)
        if heard.is_whole:
            break
    assert heard.is_whole
    middle = heard.samples[len(heard.samples) // 4 :][: 2 * SAMPLE_RATE_HZ]
    assert best_correlation(spoken, middle) > 0.9
    assert best_correlation(swelling_noise(5.0, seed=2), middle) < 0.2  # the measure has teeth


def test_unplugging_is_noticed_and_plugging_in_again_too(sound_server: SoundServer, tmp_path: Path) -> None:
    with running_engine(config(tmp_path, "device:default")) as (engine, _):
        player = sound_server.speak(swelling_noise(30.0))
        _hears(engine)
        began = engine.begin_take(take())
        engine.run_for(1.5)
        sound_server.unplug()
        unplugged_s = time.monotonic()
        alarm = engine.until(DeviceAlarm, 5)
        assert alarm == DeviceAlarm("microphone", "microphone_lost")
        assert time.monotonic() - unplugged_s < 1.5
        engine.run_for(2.5)
        assert engine.all(DeviceAlarm) == [alarm], (
            "the loudspeaker's monitor must not pass for the microphone"
        )
        sound_server.plug()
        assert engine.until(DeviceAlarm, 5) == DeviceAlarm("microphone", "microphone_lost", recovered=True)
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 10)
        player.terminate()
        player.wait(10)
    assert "device_alarm" in done.flags
    assert done.media is not None
    recorded = pcm((tmp_path / began.media).with_suffix(".pcm"))
    assert len(recorded) > 1.2 * SAMPLE_RATE_HZ, "what was recorded before the alarm is kept"
    assert np.any(recorded[:SAMPLE_RATE_HZ])


def test_a_mute_microphone_is_noticed(sound_server: SoundServer, tmp_path: Path) -> None:
    with running_engine(config(tmp_path, "device:default")) as (engine, _):
        player = sound_server.speak(swelling_noise(2.0))
        _hears(engine)
        player.wait(10)
        alarm = engine.until(DeviceAlarm, 5)
        assert alarm == DeviceAlarm("microphone", "microphone_silent")
        player = sound_server.speak(swelling_noise(2.0))
        assert engine.until(DeviceAlarm, 5) == DeviceAlarm("microphone", "microphone_silent", recovered=True)
        player.wait(10)


def test_the_microphone_of_a_dead_sound_server_is_missed_until_it_is_back(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    with running_engine(config(tmp_path, "device:default")) as (engine, _):
        player = sound_server.speak(swelling_noise(20.0))
        _hears(engine)
        sound_server.stop()
        dead_s = time.monotonic()
        assert engine.until(DeviceAlarm, 5).code == "microphone_lost"
        assert time.monotonic() - dead_s < 1.5
        player.wait(10)
        sound_server.start()
        player = sound_server.speak(swelling_noise(20.0))
        assert engine.until(DeviceAlarm, 10) == DeviceAlarm("microphone", "microphone_lost", recovered=True)
        player.terminate()
        player.wait(10)


def test_the_server_lists_microphones_but_no_loudspeaker(sound_server: SoundServer) -> None:
    assert list_microphones(FakeSound()) == (FoundDevice("device:vmic", "KioskVirtualMic", True),)
    sound_server.unplug()
    assert list_microphones(FakeSound()) == ()


def test_without_the_wanted_microphone_the_engine_says_so(sound_server: SoundServer, tmp_path: Path) -> None:
    with running_engine(config(tmp_path, "device:not there")) as (engine, ready):
        assert (ready.microphone.present, ready.microphone.code) == (False, "no_microphone")
        engine.supervisor.send(UseDevices("device:vmic", None))
        ready = engine.until(EngineReady, 10)
        assert ready.microphone.present
