"""Microphone over a sound library as told: formats, failures, time stamps."""

import time

import numpy as np
import pytest

from app.capture.clock import EngineClock
from app.capture.microphone import Microphone, relist_devices
from app.domain.media import SAMPLE_RATE_HZ
from app.errors import KioskError
from tests.fakes.sound import UNAVAILABLE, FakeDevice, FakeSound, Times
from tests.unit.capture.media import tone


def test_a_device_that_takes_16_khz_mono_is_opened_that_way() -> None:
    device = FakeDevice("USB microphone")
    sound = FakeSound(FakeDevice("line in"), device)
    microphone = Microphone("USB microphone", EngineClock(), sound)
    microphone.start(0.0)
    spoken = tone(0.02, SAMPLE_RATE_HZ)
    sound.streams[0].speak(spoken)
    blocks = microphone.take_all()
    microphone.close()
    assert device.opened == [(16_000, 1)]
    assert microphone.name == "USB microphone"
    assert np.array_equal(blocks[0].samples, spoken), "copied before the library used its buffer again"
    assert not sound.streams[0].is_open
    assert not microphone.ended, "closing it ourselves is no loss"


@pytest.mark.parametrize(
    ("rates_hz", "channels", "opened"),
    [
        ((48_000,), (1, 2), (48_000, 1)),
        ((44_100,), (2,), (44_100, 2)),
        ((8_000,), (1,), (8_000, 1)),
        ((16_000, 48_000), (2,), (16_000, 2)),
    ],
)
def test_a_device_that_refuses_is_opened_its_own_way_and_resampled(
    rates_hz: tuple[int, ...], channels: tuple[int, ...], opened: tuple[int, int]
) -> None:
    device = FakeDevice("old", rates_hz, channels)
    sound = FakeSound(device)
    microphone = Microphone("old", EngineClock(), sound)
    microphone.start(0.0)
    rate_hz = opened[0]
    for part in tone(1.0, rate_hz).reshape(50, -1):
        sound.streams[0].speak(part)
    heard = np.concatenate([block.samples for block in microphone.take_all()])
    microphone.close()
    assert device.opened == [opened]
    assert heard.dtype == np.int16
    assert len(heard) == pytest.approx(SAMPLE_RATE_HZ, abs=100)
    spectrum = np.abs(np.fft.rfft(heard.astype(float)))
    assert np.argmax(spectrum) * SAMPLE_RATE_HZ / len(heard) == pytest.approx(440, abs=3)


@pytest.mark.parametrize(
    ("devices", "code"),
    [
        ((), "no_microphone"),
        ((FakeDevice("mic", open_error=UNAVAILABLE),), "microphone_busy"),
        ((FakeDevice("mic", open_error=-9999),), "no_microphone"),
        ((FakeDevice("mic", rates_hz=(16_000,), channels=(4,)),), "no_microphone"),
    ],
)
def test_why_there_is_no_microphone(devices: tuple[FakeDevice, ...], code: str) -> None:
    with pytest.raises(KioskError) as caught:
        Microphone("default", EngineClock(), FakeSound(*devices))
    assert caught.value.code == code


def test_a_microphone_that_is_not_there_is_not_replaced_by_another() -> None:
    with pytest.raises(KioskError, match="no_microphone"):
        Microphone("headset", EngineClock(), FakeSound(FakeDevice("built-in")))


@pytest.mark.parametrize(
    ("times", "age_s"), [(Times(9.95, 10.0), 0.05), (Times(0.0, 10.0), 0.02), (Times(11.0, 10.0), 0.02)]
)
def test_a_block_is_stamped_when_its_first_sample_was_taken(times: Times, age_s: float) -> None:
    clock = EngineClock()
    sound = FakeSound(FakeDevice("mic"))
    microphone = Microphone("mic", clock, sound)
    before_s = time.monotonic()
    sound.streams[0].speak(tone(0.02, SAMPLE_RATE_HZ), times)
    after_s = time.monotonic()
    block = microphone.take_all()[0]
    microphone.close()
    assert clock.at_s(before_s) - age_s <= block.start_s <= clock.at_s(after_s) - age_s


def test_lost_sound_is_counted() -> None:
    sound = FakeSound(FakeDevice("mic"))
    microphone = Microphone("mic", EngineClock(), sound)
    for number in range(503):  # ten seconds fit
        sound.streams[0].speak(tone(0.02, SAMPLE_RATE_HZ), overflow=number == 0)
    assert microphone.dropped == 3 + 1
    assert len(microphone.take_all()) == 500
    microphone.close()


def test_a_stream_that_stops_by_itself_has_ended() -> None:
    sound = FakeSound(FakeDevice("mic"))
    microphone = Microphone("mic", EngineClock(), sound)
    sound.streams[0].break_down()
    assert microphone.ended


def test_looking_for_devices_again_survives_an_earlier_failure() -> None:
    sound = FakeSound(FakeDevice("mic"))
    relist_devices(sound)
    sound.log.append("terminate")  # PortAudio could not start again last time
    relist_devices(sound)
    assert sound.log[-1] == "initialize"
