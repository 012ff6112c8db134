"""Recordings as microphone and camera: every format, broken files, pace and order."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from app.capture.audio_file import BLOCK_S, BLOCK_SAMPLES, FileMicrophone, read_audio
from app.capture.clock import EngineClock
from app.capture.video_file import FileCamera, decode_pictures
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.errors import KioskError
from tests.unit.capture.media import tone, write_film, write_picture, write_wav

Item = TypeVar("Item")
CLOCK = EngineClock(4.0)


def _pitch_hz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples.astype(float) * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * SAMPLE_RATE_HZ / len(samples))


def _collect(take_all: Callable[[], list[Item]], count: int) -> list[Item]:
    items: list[Item] = []
    deadline_s = time.monotonic() + 10
    pause = threading.Event()
    while len(items) < count:
        assert time.monotonic() < deadline_s, f"only {len(items)} of {count}"
        items += take_all()
        pause.wait(0.005)
    return items


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_rate_and_channels_become_16_khz_mono(tmp_path: Path, rate_hz: int, channels: int) -> None:
    sound = tone(1.0, rate_hz)
    samples = read_audio(write_wav(tmp_path / "a.wav", [sound] * channels, rate_hz))
    assert samples.dtype == np.int16
    assert len(samples) == pytest.approx(SAMPLE_RATE_HZ, abs=40)
    assert _pitch_hz(samples) == pytest.approx(440, abs=3)
    assert np.max(np.abs(samples[2000:-2000])) == pytest.approx(0.3 * 32767, rel=0.05)


def test_a_stereo_file_is_mixed(tmp_path: Path) -> None:
    left, right = tone(1.0, 44_100, 300), tone(1.0, 44_100, 900)
    samples = read_audio(write_wav(tmp_path / "a.wav", [left, right], 44_100))
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    scale = len(samples) / SAMPLE_RATE_HZ
    assert spectrum[round(300 * scale)] == pytest.approx(spectrum[round(900 * scale)], rel=0.2)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "media_missing"), (b"", "media_unreadable"), (b"RIFF" + bytes(range(200)), "media_unreadable")],
)
@pytest.mark.parametrize("source", [FileMicrophone, FileCamera])
def test_a_file_that_gives_nothing_is_refused(
    tmp_path: Path,
    content: bytes | None,
    code: str,
    source: type[FileMicrophone] | type[FileCamera],
) -> None:
    path = tmp_path / "broken.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KioskError) as caught:
        source(path, EngineClock())
    assert caught.value.code == code


def test_sound_without_picture_is_no_camera_and_the_other_way_round(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", [tone(0.2, 16_000)], 16_000)
    film = write_film(tmp_path / "a.mkv", 5)
    with pytest.raises(KioskError, match="media_unreadable"):
        FileCamera(wav, EngineClock())
    with pytest.raises(KioskError, match="media_unreadable"):
        FileMicrophone(film, EngineClock())


def test_a_file_cut_short_gives_what_it_holds(tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "a.wav", [tone(2.0, 16_000)], 16_000).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[: len(whole) // 2])
    assert len(read_audio(tmp_path / "cut.wav")) == pytest.approx(SAMPLE_RATE_HZ, abs=2000)


@pytest.mark.media
@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("speech/en_jfk.flac", 11.0),
        ("noise/zh_8k.wav", 52.7),
        ("video/grid_brbk7n.mpg", 3.0),
        ("video/candidate_en_grid_30s.mp4", 29.8),
    ],
)
def test_real_recordings_are_read(media_dir: Path, name: str, seconds: float) -> None:
    assert len(read_audio(media_dir / name)) / SAMPLE_RATE_HZ == pytest.approx(seconds, abs=0.2)


@pytest.mark.parametrize("speed", [1.0, 4.0])
def test_a_recording_is_played_at_the_pace_of_the_clock(tmp_path: Path, speed: float) -> None:
    sound = tone(0.4 * speed, 16_000)
    clock = EngineClock(speed)
    microphone = FileMicrophone(write_wav(tmp_path / "a.wav", [sound], 16_000), clock)
    start_s = clock.now_s()
    microphone.start(start_s)
    blocks = _collect(microphone.take_all, round(0.4 * speed / BLOCK_S))
    took_s = clock.now_s() - start_s
    microphone.close()
    assert 0.4 * speed <= took_s < 0.4 * speed + 0.5 * speed
    starts_s = [block.start_s for block in blocks]
    assert starts_s[0] == pytest.approx(start_s)
    assert np.allclose(np.diff(starts_s), BLOCK_S)
    played = np.concatenate([block.samples for block in blocks])[: len(sound)]
    assert np.array_equal(played, sound[: len(played)])


def test_after_the_end_there_is_a_noise_floor_until_the_next_recording(tmp_path: Path) -> None:
    first = write_wav(tmp_path / "1.wav", [tone(0.1, 16_000)], 16_000)
    second = write_wav(tmp_path / "2.wav", [np.full(1600, 1234, np.int16)], 16_000)
    microphone = FileMicrophone(first, CLOCK)
    microphone.start(CLOCK.now_s())
    after = _collect(microphone.take_all, 60)[5:]
    assert all(block.samples.any() for block in after), "never exactly zero"
    assert max(int(np.abs(block.samples).max()) for block in after) <= 1
    microphone.play(second)
    blocks: list[AudioBlock] = []
    deadline_s = time.monotonic() + 5
    while not any((block.samples == 1234).all() for block in blocks):
        assert time.monotonic() < deadline_s
        blocks += _collect(microphone.take_all, 1)
    microphone.close()


def test_digital_zeros_in_a_recording_become_a_noise_floor(tmp_path: Path) -> None:
    microphone = FileMicrophone(write_wav(tmp_path / "0.wav", [np.zeros(16_000, np.int16)], 16_000), CLOCK)
    microphone.start(CLOCK.now_s())
    assert all(block.samples.any() for block in _collect(microphone.take_all, 40))
    microphone.close()


def test_an_unreadable_next_recording_leaves_the_playing_one(tmp_path: Path) -> None:
    microphone = FileMicrophone(write_wav(tmp_path / "1.wav", [tone(5, 16_000)], 16_000), CLOCK)
    (tmp_path / "empty.wav").touch()
    with pytest.raises(KioskError, match="media_unreadable"):
        microphone.play(tmp_path / "empty.wav")
    microphone.start(CLOCK.now_s())
    assert np.abs(_collect(microphone.take_all, 3)[1].samples).max() > 1000
    microphone.close()


def test_silence_needs_no_file() -> None:
    microphone = FileMicrophone(None, CLOCK)
    microphone.start(CLOCK.now_s())
    block = _collect(microphone.take_all, 1)[0]
    microphone.close()
    assert len(block.samples) == BLOCK_SAMPLES
    assert np.abs(block.samples).max() <= 1


@pytest.mark.parametrize(
    ("kind", "shape"), [("gray", (31, 45)), ("rgba", (31, 45, 4)), ("rgb24", (31, 45, 3)), ("gray", (2, 2))]
)
def test_grey_alpha_and_odd_pictures_come_out_as_rgb(
    tmp_path: Path, kind: str, shape: tuple[int, ...]
) -> None:
    pixels = np.full(shape, 200, np.uint8)
    camera = FileCamera(write_picture(tmp_path / "a.png", pixels, kind), CLOCK)
    camera.start(CLOCK.now_s())
    frames: list[VideoFrame] = _collect(camera.take_all, 2)
    camera.close()
    assert frames[0].pixels.shape == (*shape[:2], 3)
    assert frames[0].pixels.dtype == np.uint8
    assert np.abs(frames[0].pixels.astype(int) - 200).max() <= 2


def test_a_film_is_played_again_and_again_at_its_own_pace(tmp_path: Path) -> None:
    path = write_film(tmp_path / "a.mkv", 10)
    assert [round(time_s, 3) for time_s, _ in decode_pictures(path)][:3] == [0.0, 0.04, 0.08]
    clock = EngineClock(2.0)
    camera = FileCamera(path, clock)
    start_s = clock.now_s()
    camera.start(start_s)
    frames = _collect(camera.take_all, 22)
    took_s = clock.now_s() - start_s
    camera.close()
    assert took_s >= 21 * 0.04
    steps_s = np.diff([frame.at_s for frame in frames])
    assert camera.dropped or np.allclose(steps_s, 0.04, atol=0.001)
