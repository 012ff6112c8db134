"""What goes wrong with devices, files and disk: said in a code, and nothing recorded is lost."""

import resource
import time
from pathlib import Path

import pytest

from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import (
    DeviceAlarm,
    EngineProblem,
    EngineReady,
    PlayNext,
    PreviewReady,
    StopTake,
    TakeBegan,
    TakeDone,
    UseDevices,
)
from app.domain.transcript import Transcript
from tests.engine.harness import (
    config,
    film_ends_s,
    pcm,
    running_engine,
    swelling_noise,
    take,
)
from tests.fakes.mjpeg import NetworkCamera
from tests.unit.capture.media import write_film, write_wav


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """The URI of a recording of 30 s."""
    return f"file:{write_wav(tmp_path / 'spoken.wav', [swelling_noise(30.0)], SAMPLE_RATE_HZ)}"


@pytest.fixture
def film(tmp_path: Path) -> str:
    """The URI of a film of 2 s."""
    return f"file:{write_film(tmp_path / 'film.mkv', 50)}"


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
        assert isinstance(engine.whole_take(0.5).words, Transcript)


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
    on_disk_s = len(pcm((tmp_path / done.media.name).with_suffix(".pcm"))) / SAMPLE_RATE_HZ
    assert done.media.duration_s < on_disk_s + 1.5
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
