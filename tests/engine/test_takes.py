"""Takes in the real media process: what is recorded, answered, and what goes wrong without loss."""

import resource
import time
from pathlib import Path

import numpy as np
import pytest

from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import (
    CancelTake,
    Caption,
    DeviceAlarm,
    EngineProblem,
    EngineReady,
    Level,
    PlayNext,
    PreviewReady,
    StopTake,
    TakeBegan,
    TakeDone,
    UseDevices,
)
from app.domain.transcript import NotTranscribed, Transcript
from tests.engine.harness import (
    RunningEngine,
    best_correlation,
    config,
    film_ends_s,
    pcm,
    running_engine,
    swelling_noise,
    take,
)
from tests.fakes.mjpeg import NetworkCamera
from tests.unit.capture.media import write_film, write_picture, write_wav


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """The URI of a recording of 30 s."""
    return f"file:{write_wav(tmp_path / 'spoken.wav', [swelling_noise(30.0)], SAMPLE_RATE_HZ)}"


@pytest.fixture
def film(tmp_path: Path) -> str:
    """The URI of a film of 2 s."""
    return f"file:{write_film(tmp_path / 'film.mkv', 50)}"


def _take(engine: RunningEngine, seconds: float, number: int = 1, **changes: bool) -> TakeDone:
    engine.begin_take(take(number=number, **changes))
    engine.run_for(seconds)
    engine.supervisor.send(StopTake())
    return engine.until(TakeDone, 20)


def test_a_take_with_sound_and_picture(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film)) as (engine, ready):
        assert ready.microphone.present
        assert ready.camera.present
        assert (ready.engines, ready.recogniser, ready.notices) == (
            ("fake/1",),
            "pocketsphinx",
            ("fake_notice",),
        )
        assert ready.preview_memory == engine.supervisor.preview_memory
        done = _take(engine, 2.0)
        assert engine.all(Caption) == [Caption("first sound", is_final=False)]
        assert any(level.speech for level in engine.all(Level))
    assert (done.question_id, done.turn, done.take, done.flags) == ("q1", 1, 1, ("fake",))
    assert isinstance(done.words, Transcript)
    assert done.media is not None
    assert done.media.tracks == ("audio", "video")
    recorded = pcm(tmp_path / "i1" / "q1-t1-k1.pcm")
    assert done.words.text == f"{len(recorded)} samples", "analysed is what was recorded"
    assert best_correlation(swelling_noise(30.0), recorded) > 0.99
    assert {observed.measure: observed.value for observed in done.observations}["first_block"] < 0.05
    ends_s = film_ends_s(tmp_path / done.media.name)
    assert ends_s["audio"] == pytest.approx(len(recorded) / SAMPLE_RATE_HZ, abs=0.05)
    assert ends_s["video"] == pytest.approx(ends_s["audio"], abs=0.2)


def test_the_preview_lies_in_shared_memory(tmp_path: Path) -> None:
    pixels = np.zeros((480, 640, 3), np.uint8)
    pixels[:240], pixels[240:] = (250, 0, 0), (0, 0, 250)
    still = write_picture(tmp_path / "still.png", pixels, "rgb24")
    with running_engine(config(tmp_path, None, f"file:{still}")) as (engine, _):
        message = engine.until(PreviewReady, 5)
        picture = engine.supervisor.picture(message)
    assert (message.width_px, message.height_px) == (320, 240)
    assert picture is not None
    seen = np.frombuffer(picture, np.uint8).reshape(240, 320, 3)
    assert np.abs(seen[10, 10].astype(int) - (250, 0, 0)).max() < 10
    assert np.abs(seen[230, 310].astype(int) - (0, 0, 250)).max() < 10


@pytest.mark.parametrize(("kind", "shape"), [("gray", (121, 99)), ("rgba", (120, 160, 4))])
def test_grey_alpha_and_odd_pictures_are_recorded(
    tmp_path: Path, spoken: str, kind: str, shape: tuple[int, ...]
) -> None:
    still = write_picture(tmp_path / "still.png", np.full(shape, 180, np.uint8), kind)
    with running_engine(config(tmp_path, spoken, f"file:{still}")) as (engine, _):
        engine.until(PreviewReady, 5)
        done = _take(engine, 1.0)
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["video"] > 0.5


def test_level_messages_come_ten_times_a_second(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        engine.messages.clear()
        engine.run_for(2.0)
        levels = engine.all(Level)
    assert 15 <= len(levels) <= 22
    assert all(-40 < level.rms_db < -10 and level.rms_db < level.peak_db <= 0 for level in levels)


def test_the_next_recording_is_heard_in_the_next_take(tmp_path: Path, spoken: str) -> None:
    other = swelling_noise(3.0, seed=9)
    path = write_wav(tmp_path / "other.wav", [other], SAMPLE_RATE_HZ)
    with running_engine(config(tmp_path, "silence:")) as (engine, _):
        quiet = _take(engine, 0.5)
        engine.begin_take(take(number=2))
        engine.supervisor.send(PlayNext(f"file:{path}"))
        engine.run_for(2.0)
        engine.supervisor.send(StopTake())
        spoken_done = engine.until(TakeDone, 10)
    assert quiet.media is not None
    assert np.abs(pcm(tmp_path / "i1" / "q1-t1-k1.pcm")).max() <= 1
    recorded = pcm(tmp_path / "i1" / "q1-t1-k2.pcm")
    assert best_correlation(recorded, other[:SAMPLE_RATE_HZ]) > 0.99
    assert spoken_done.take == 2


def test_a_faster_clock_keeps_the_seconds_of_the_recording(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film, speed=4.0)) as (engine, _):
        done = _take(engine, 1.5)
    recorded = pcm(tmp_path / "i1" / "q1-t1-k1.pcm")
    assert len(recorded) / SAMPLE_RATE_HZ > 5.0
    assert best_correlation(swelling_noise(30.0), recorded) > 0.99
    assert done.media is not None
    assert done.media.duration_s == pytest.approx(len(recorded) / SAMPLE_RATE_HZ, abs=0.3)


@pytest.mark.parametrize(
    "where", ["load", "start_take", "feed_audio", "feed_video", "poll_captions", "finish"]
)
def test_a_failing_analysis_loses_no_recording(tmp_path: Path, spoken: str, film: str, where: str) -> None:
    with running_engine(config(tmp_path, spoken, film, asr_engine=f"fails_in_{where}")) as (engine, ready):
        if where == "load":
            assert (ready.engines, ready.recogniser, ready.notices) == ((), None, ("analysis_failed",))
        done = _take(engine, 1.0)
    assert done.words == NotTranscribed("analysis_failed")
    assert done.flags == ("analysis_failed",)
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["audio"] > 0.8


def test_a_cancelled_take_stays_on_the_disk(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        engine.begin_take(take())
        engine.run_for(1.0)
        engine.supervisor.send(CancelTake())
        done = engine.until(TakeDone, 5)
        again = _take(engine, 0.5, number=2)
    assert done.words == NotTranscribed("cancelled")
    assert "cancelled" in done.flags
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["audio"] > 0.8
    assert isinstance(again.words, Transcript)


def test_the_screen_is_served_while_a_take_is_read(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken, asr_engine="slow")) as (engine, _):
        engine.begin_take(take())
        engine.run_for(0.5)
        engine.supervisor.send(StopTake())
        engine.run_for(0.5)
        engine.messages.clear()
        engine.run_for(2.0)
        assert len(engine.all(Level)) >= 15, "the level goes on"
        assert engine.all(TakeDone) == []
        engine.begin_take(take("q2"))
        engine.supervisor.send(CancelTake())
        done = engine.until(TakeDone, 20, lambda done: done.question_id == "q1")
    assert isinstance(done.words, Transcript)


def test_only_what_was_agreed_to_is_recorded(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film)) as (engine, _):
        no_picture = _take(engine, 0.6, number=1, record_video=False)
        no_sound = _take(engine, 0.6, number=2, record_audio=False)
        nothing = _take(engine, 0.6, number=3, record_audio=False, record_video=False)
    assert no_picture.media is not None
    assert no_picture.media.tracks == ("audio",)
    assert set(film_ends_s(tmp_path / no_picture.media.name)) == {"audio"}
    assert no_sound.media is not None
    assert set(film_ends_s(tmp_path / no_sound.media.name)) == {"video"}
    assert not (tmp_path / "i1" / "q1-t1-k2.pcm").exists()
    assert nothing.media is None
    assert sorted(path.name for path in (tmp_path / "i1").glob("*k3*")) == []


def test_without_microphone_and_camera_an_answer_can_still_be_typed(tmp_path: Path) -> None:
    with running_engine(config(tmp_path, None, None)) as (engine, ready):
        assert (ready.microphone.code, ready.camera.code) == ("no_microphone", "no_camera")
        assert ready.preview_memory is None
        engine.supervisor.send(take())
        assert engine.until(TakeBegan, 5) == TakeBegan("")
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 5)
    assert done.media is None
    assert "no_microphone" in done.flags


@pytest.mark.parametrize(("content", "code"), [(None, "media_missing"), (b"", "media_unreadable")])
def test_a_bad_recording_is_a_missing_device_with_a_reason(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "bad.wav"
    if content is not None:
        path.write_bytes(content)
    with running_engine(config(tmp_path, f"file:{path}", f"file:{path}")) as (engine, ready):
        assert (ready.microphone.present, ready.microphone.code) == (False, code)
        assert (ready.camera.present, ready.camera.code) == (False, code)
        good = write_wav(tmp_path / "good.wav", [swelling_noise(5.0)], SAMPLE_RATE_HZ)
        engine.supervisor.send(UseDevices(f"file:{good}", None))
        assert engine.until(EngineReady, 5).microphone.present
        engine.supervisor.send(PlayNext(f"file:{path}"))
        assert engine.until(EngineProblem, 5).code == code
        assert isinstance(_take(engine, 0.5).words, Transcript)


def test_a_device_uri_on_a_machine_without_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    monkeypatch.setenv("HOME", str(tmp_path))
    with running_engine(config(tmp_path, "device:no such microphone", "device:/dev/video99")) as (_, ready):
        assert (ready.microphone.present, ready.microphone.code) == (False, "no_microphone")
        assert (ready.camera.present, ready.camera.code) == (False, "no_camera")


def test_messages_out_of_turn_are_answered_not_obeyed(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        engine.supervisor.send(StopTake())
        assert engine.until(EngineProblem, 5).code == "no_take_running"
        engine.begin_take(take())
        engine.supervisor.send(take(number=2))
        assert engine.until(EngineProblem, 5).code == "take_running"
        engine.supervisor.send(PlayNext("device:default"))
        assert engine.until(EngineProblem, 5).code == "not_a_recording"
        engine.supervisor.send(StopTake())
        assert engine.until(TakeDone, 5).take == 1


def test_a_full_disk_is_said_and_what_was_recorded_stays(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film)) as (engine, _):
        process_id = engine.supervisor.process_id
        assert process_id is not None
        engine.begin_take(take())
        engine.run_for(1.5)
        resource.prlimit(process_id, resource.RLIMIT_FSIZE, (100_000, 100_000))  # as if the disk were full
        problem = engine.until(EngineProblem, 10)
        engine.run_for(0.5)
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 10)
    assert problem.code == "disk_full"
    assert "disk_full" in done.flags
    assert isinstance(done.words, Transcript), "the words are not lost with the film"
    assert done.media is not None
    assert done.media.truncated
    assert film_ends_s(tmp_path / done.media.name)["audio"] > 0.4


def test_a_camera_that_vanishes_in_a_take(tmp_path: Path, spoken: str) -> None:
    camera = NetworkCamera()
    try:
        with running_engine(config(tmp_path, spoken, camera.uri)) as (engine, ready):
            assert ready.camera.present
            engine.until(PreviewReady, 5)
            engine.begin_take(take())
            engine.run_for(1.0)
            camera.stalls.set()
            stalled_s = time.monotonic()
            assert engine.until(DeviceAlarm, 5) == DeviceAlarm("camera", "camera_lost")
            assert time.monotonic() - stalled_s < 1.5
            camera.stalls.clear()
            assert engine.until(DeviceAlarm, 15) == DeviceAlarm("camera", "camera_lost", recovered=True)
            camera.drops.set()
            assert engine.until(DeviceAlarm, 5) == DeviceAlarm("camera", "camera_lost")
            camera.drops.clear()
            assert engine.until(DeviceAlarm, 15) == DeviceAlarm("camera", "camera_lost", recovered=True)
            engine.supervisor.send(StopTake())
            done = engine.until(TakeDone, 10)
    finally:
        camera.close()
    assert "camera_alarm" in done.flags
    assert "device_alarm" not in done.flags, "the answer's sound is whole"
    assert done.media is not None
    ends_s = film_ends_s(tmp_path / done.media.name)
    assert ends_s["audio"] == pytest.approx(done.media.duration_s, abs=0.3)
