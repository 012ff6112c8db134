"""A take on the disk: what is in the files, and what is left when the disk fails."""

import contextlib
import hashlib
import os
import stat
import threading
import time
from pathlib import Path

import av
import av.error
import numpy as np
import pytest

import app.capture
from app.capture.audio_file import BLOCK_S, BLOCK_SAMPLES, read_audio
from app.capture.matroska import ENCODERS, FRAME_RATE_HZ, MatroskaWriter, checked_encoder
from app.capture.record_file import OpenFile, PlainFile, disk_error
from app.capture.take_files import take_files
from app.capture.take_recorder import Recorded, TakeRecorder
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.errors import BugError, KioskError
from tests.engine.harness import best_correlation, film_ends_s, pcm, swelling_noise, take
from tests.fakes.record_file import CountingFiles, FullDisk

START_S = 1000.0
SIZE_PX = (320, 240)


def _blocks(samples: np.ndarray, from_s: float = START_S) -> list[AudioBlock]:
    whole = len(samples) // BLOCK_SAMPLES
    return [
        AudioBlock(part, from_s + number * BLOCK_S)
        for number, part in enumerate(samples[: whole * BLOCK_SAMPLES].reshape(whole, BLOCK_SAMPLES))
    ]


def _frames(seconds: float, rate_hz: int = 30) -> list[VideoFrame]:
    noise = np.random.default_rng(0)
    picture = noise.integers(0, 255, (SIZE_PX[1], SIZE_PX[0], 3)).astype(np.uint8)
    return [
        VideoFrame(np.roll(picture, number * 3, axis=1), START_S + number / rate_hz)
        for number in range(round(seconds * rate_hz))
    ]


def _record(
    folder: Path,
    samples: np.ndarray,
    frames: list[VideoFrame],
    open_file: OpenFile = PlainFile,
    problems: list[KioskError] | None = None,
) -> tuple[Recorded, Path]:
    files = take_files(folder, take())
    told = problems if problems is not None else []
    recorder = TakeRecorder(files, START_S, True, SIZE_PX if frames else None, told.append, open_file)
    items: list[AudioBlock | VideoFrame] = [*_blocks(samples), *frames]
    items.sort(key=lambda item: item.start_s if isinstance(item, AudioBlock) else item.at_s)
    pause = threading.Event()
    for number, item in enumerate(items):
        if isinstance(item, AudioBlock):
            recorder.put_audio(item)
        else:
            recorder.put_frame(item)
        if number % 20 == 0:
            pause.wait(0.05)  # a camera is no faster than real time; this is a little faster
    return recorder.close(), files.film


def test_a_take_is_vp8_and_opus_with_a_key_frame_each_second(tmp_path: Path) -> None:
    recorded, film = _record(tmp_path, swelling_noise(4.0), _frames(4.0))
    media = recorded.media
    assert media is not None
    assert media.name == "i1/q1-t1-k1.mkv"
    assert media.tracks == ("audio", "video")
    assert media.duration_s == pytest.approx(4.0, abs=0.1)
    assert media.sha256 == hashlib.sha256(film.read_bytes()).hexdigest()
    assert not media.truncated
    assert stat.S_IMODE(film.stat().st_mode) == 0o600
    with av.open(str(film)) as container:
        assert sorted(stream.codec_context.name for stream in container.streams) == ["opus", "vp8"]
        video = container.streams.video[0]
        assert (video.width, video.height) == SIZE_PX
        packets = [packet for packet in container.demux(video) if packet.pts is not None]
    key_frames_s = [float(packet.pts * packet.time_base) for packet in packets if packet.is_keyframe]
    assert np.diff(key_frames_s) == pytest.approx(1.0, abs=0.1)
    assert len(packets) == pytest.approx(4.0 * FRAME_RATE_HZ - recorded.dropped_frames, abs=2)
    assert film.stat().st_size < 4.0 * 2_000_000 / 8, "the bit rate took effect"


def test_the_plain_sound_is_exact_and_the_films_sound_alike(tmp_path: Path) -> None:
    spoken = swelling_noise(3.0)
    _, film = _record(tmp_path, spoken, _frames(3.0))
    assert np.array_equal(pcm(film.with_suffix(".pcm")), spoken)
    assert best_correlation(read_audio(film), spoken[:32000]) > 0.8  # Opus keeps no noise exactly


def test_sound_lost_on_the_way_becomes_silence_so_that_times_stay_right(tmp_path: Path) -> None:
    files = take_files(tmp_path, take())
    recorder = TakeRecorder(files, START_S, True, None, lambda _: None, PlainFile)
    loud = np.full(SAMPLE_RATE_HZ, 1000, np.int16)
    for block in [*_blocks(loud), *_blocks(loud, START_S + 2.5)]:
        recorder.put_audio(block)
    recorder.close()
    samples = pcm(files.sound)
    assert len(samples) == pytest.approx(3.5 * SAMPLE_RATE_HZ, abs=BLOCK_SAMPLES)
    assert not samples[SAMPLE_RATE_HZ + 400 : 2 * SAMPLE_RATE_HZ].any()
    assert samples[-1] == 1000


def test_jitter_of_time_stamps_changes_nothing(tmp_path: Path) -> None:
    files = take_files(tmp_path, take())
    recorder = TakeRecorder(files, START_S, True, None, lambda _: None, PlainFile)
    spoken = swelling_noise(2.0)
    jitter = np.random.default_rng(3)
    for block in _blocks(spoken):
        recorder.put_audio(AudioBlock(block.samples, block.start_s + jitter.uniform(-0.1, 0.1)))
    recorder.close()
    assert np.array_equal(pcm(files.sound), spoken)


def test_blocks_of_any_length_are_recorded(tmp_path: Path) -> None:
    files = take_files(tmp_path, take())
    recorder = TakeRecorder(files, START_S, True, None, lambda _: None, PlainFile)
    spoken = swelling_noise(1.0)
    at = 0
    for length in (7, 333, 1000, 4660, 10_000):
        recorder.put_audio(AudioBlock(spoken[at : at + length], START_S + at / SAMPLE_RATE_HZ))
        at += length
    recorder.close()
    samples = pcm(files.sound)
    assert np.array_equal(samples[:at], spoken[:at])
    assert len(samples) - at < BLOCK_SAMPLES


def test_everything_is_on_the_disk_each_second(tmp_path: Path) -> None:
    files = take_files(tmp_path, take())
    counting = CountingFiles()
    recorder = TakeRecorder(files, START_S, True, None, lambda _: None, counting)
    recorder.put_audio(_blocks(swelling_noise(0.1))[0])
    deadline_s = time.monotonic() + 6
    pause = threading.Event()
    began_s = time.monotonic()
    while counting.syncs.get(".mkv", 0) < 2 or counting.syncs.get(".pcm", 0) < 2:
        assert time.monotonic() < deadline_s
        pause.wait(0.02)
    took_s = time.monotonic() - began_s
    recorder.close()
    assert 1.5 < took_s < 4


@pytest.mark.parametrize("pictures", [0, 1])
def test_sound_is_not_held_back_while_there_is_no_picture(tmp_path: Path, pictures: int) -> None:
    files = take_files(tmp_path, take())
    recorder = TakeRecorder(files, START_S, True, SIZE_PX, lambda _: None, PlainFile)
    for frame in _frames(0.1)[:pictures]:
        recorder.put_frame(frame)
    for block in _blocks(swelling_noise(6.0)):
        recorder.put_audio(block)
    _until_on_disk(files.film, "audio", 4.5)
    recorder.close()


def test_pictures_are_not_held_back_while_there_is_no_sound(tmp_path: Path) -> None:
    files = take_files(tmp_path, take())
    recorder = TakeRecorder(files, START_S, True, SIZE_PX, lambda _: None, PlainFile)
    recorder.put_audio(_blocks(swelling_noise(0.1))[0])
    frames = _frames(6.0)
    pause = threading.Event()
    for frame in frames:
        recorder.put_frame(frame)
        pause.wait(0.01)
    _until_on_disk(files.film, "video", 4.5)
    recorder.close()


def _until_on_disk(film: Path, track: str, seconds: float) -> None:
    """Waits until the film, still open, can be played so far."""
    deadline_s = time.monotonic() + 10
    pause = threading.Event()
    end_s = 0.0
    while end_s < seconds:
        assert time.monotonic() < deadline_s, f"only {end_s} s of {track} on the disk"
        pause.wait(0.1)
        with contextlib.suppress(FileNotFoundError, av.error.FFmpegError):  # its head is not written yet
            end_s = film_ends_s(film).get(track, 0.0)


def test_a_full_disk_ends_the_film_but_not_the_sound(tmp_path: Path) -> None:
    problems: list[KioskError] = []
    spoken = swelling_noise(4.0)
    recorded, film = _record(tmp_path, spoken, _frames(4.0), FullDisk(300_000, ".mkv"), problems)
    assert [problem.code for problem in problems] == ["disk_full"]
    assert recorded.error is not None
    assert recorded.error.code == "disk_full"
    assert recorded.media is not None
    assert recorded.media.truncated
    assert film.stat().st_size <= 300_000
    assert film_ends_s(film)["video"] > 0.5, "what was recorded stays and can be played"
    assert np.array_equal(pcm(film.with_suffix(".pcm")), spoken)


def test_a_full_disk_ends_the_sound_but_not_the_film(tmp_path: Path) -> None:
    recorded, film = _record(tmp_path, swelling_noise(4.0), _frames(4.0), FullDisk(60_000, ".pcm"))
    assert recorded.error is not None
    assert len(pcm(film.with_suffix(".pcm"))) == 30_000
    assert film_ends_s(film)["audio"] == pytest.approx(4.0, abs=0.1)


def test_a_disk_that_is_full_from_the_start_leaves_no_reference(tmp_path: Path) -> None:
    def refuse(path: Path) -> PlainFile:
        raise disk_error(OSError(28, "no space"))

    problems: list[KioskError] = []
    recorded, film = _record(tmp_path, swelling_noise(1.0), [], refuse, problems)
    assert [problem.code for problem in problems] == ["disk_full"]
    assert recorded.media is None
    assert not film.exists()


def test_an_older_recording_of_the_same_take_is_kept(tmp_path: Path) -> None:
    _, first = _record(tmp_path, swelling_noise(0.5), [])
    before = first.read_bytes()
    recorded, second = _record(tmp_path, swelling_noise(0.5), [])
    assert second.name == "q1-t1-k1-r2.mkv"
    assert recorded.media is not None
    assert recorded.media.name == "i1/q1-t1-k1-r2.mkv"
    assert first.read_bytes() == before
    with pytest.raises(KioskError, match="recording_failed"):
        PlainFile(first)


@pytest.mark.parametrize("question_id", ["../x", "a/b", "", ".hidden", "a b", "a\0b"])
def test_ids_that_make_no_plain_name_are_refused(tmp_path: Path, question_id: str) -> None:
    with pytest.raises(KioskError, match="recording_failed"):
        take_files(tmp_path, take(question_id))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["libx264", "libx265", "h264", "aac", "mpeg4"])
def test_no_other_encoder_can_be_opened(name: str) -> None:
    with pytest.raises(BugError, match="not an encoder"):
        checked_encoder(name)


def test_only_the_two_encoders_are_listed_and_one_file_opens_them() -> None:
    assert sorted(ENCODERS) == ["libopus", "libvpx"]
    folder = Path(os.path.dirname(app.capture.__file__))
    openers = [path.name for path in folder.glob("*.py") if "add_stream" in path.read_text(encoding="utf-8")]
    assert openers == ["matroska.py"]


def test_a_block_of_a_wrong_length_is_a_bug(tmp_path: Path) -> None:
    writer = MatroskaWriter(PlainFile(tmp_path / "a.mkv"), True, None)
    with pytest.raises(BugError, match="7 samples"):
        writer.write_audio(np.zeros(7, np.int16), 0)
    writer.close()
