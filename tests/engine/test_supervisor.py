"""The supervisor and its child: kills, hangs, restarts, and nothing left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import EngineConfig, EngineGone, EngineReady, StopTake, TakeDone
from app.engine.supervisor import EngineSupervisor
from tests.engine.harness import (
    FAKE_ANALYSIS,
    RunningEngine,
    config,
    film_ends_s,
    pcm,
    running_engine,
    swelling_noise,
    take,
)
from tests.unit.capture.media import write_film, write_wav

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def engine_config(tmp_path: Path) -> EngineConfig:
    """A recording as microphone, a film as camera."""
    sound = write_wav(tmp_path / "spoken.wav", [swelling_noise(30.0)], SAMPLE_RATE_HZ)
    return config(tmp_path, f"file:{sound}", f"file:{write_film(tmp_path / 'film.mkv', 50)}")


def _kill(engine: RunningEngine, how: signal.Signals = signal.SIGKILL) -> float:
    process_id = engine.supervisor.process_id
    assert process_id is not None
    os.kill(process_id, how)
    return time.monotonic()


def test_importing_the_supervisor_loads_no_device_and_no_model() -> None:
    heavy = "cv2 mediapipe av sounddevice faster_whisper app.capture app.analysis app.engine.loop PySide6"
    code = f"import sys, app.engine.supervisor; print([n for n in {heavy.split()!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_killed_engine_is_back_within_3_s_and_its_take_is_on_the_disk(
    tmp_path: Path, engine_config: EngineConfig
) -> None:
    with running_engine(engine_config) as (engine, ready):
        began = engine.begin_take(take())
        began_s = time.monotonic()
        engine.run_for(4.3)
        killed_s = _kill(engine)
        assert engine.until(EngineGone, 3) == EngineGone("engine_died")
        again = engine.until(EngineReady, 3)
        assert time.monotonic() - killed_s < 3.0
        assert again.preview_memory == ready.preview_memory
        film = tmp_path / began.media
        spoken_s = killed_s - began_s
        ends_s = film_ends_s(film)
        assert ends_s["audio"] > spoken_s - 1.5
        assert ends_s["video"] > spoken_s - 1.5
        assert len(pcm(film.with_suffix(".pcm"))) / SAMPLE_RATE_HZ > spoken_s - 1.0
        before = film.read_bytes()
        engine.begin_take(take())  # the question is asked again
        engine.run_for(0.5)
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 10)
    assert done.media is not None
    assert done.media.name == "i1/q1-t1-k1-r2.mkv"
    assert film.read_bytes() == before


def test_the_engine_after_a_killed_one_knows_the_warm_up(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        warm_up = engine.whole_take(0.5, is_baseline=True).warm_up
        assert [each.measure for each in warm_up] == ["sound"]
        for number in (2, 3):  # also after a second death
            _kill(engine)
            engine.until(EngineReady, 5)
            done = engine.whole_take(0.3, number=number)
            assert done.warm_up == ()
            assert [each.value for each in done.observations if each.measure == "warm_up"] == list(
                warm_up[0].values
            )
        engine.supervisor.end()
        engine.supervisor.start(engine_config)
        engine.until(EngineReady, 10)
        assert "warm_up" not in {each.measure for each in engine.whole_take(0.3).observations}, "of another"


def test_a_silent_engine_is_killed_and_restarted(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        first = engine.supervisor.process_id
        stopped_s = _kill(engine, signal.SIGSTOP)
        assert engine.until(EngineGone, 4) == EngineGone("engine_silent")
        assert 1.0 < time.monotonic() - stopped_s < 2.5
        engine.until(EngineReady, 3)
        assert engine.supervisor.process_id != first


def test_a_screen_that_was_away_does_not_blame_the_engine(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        first = engine.supervisor.process_id
        now_s = time.monotonic()
        engine.supervisor.check(now_s + 100.0)
        engine.supervisor.check(now_s + 100.1)
        assert engine.supervisor.process_id == first


def test_after_three_failures_in_a_minute_the_engine_stays_down(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        for code in ("engine_died", "engine_died", "engine_failed"):
            _kill(engine)
            assert engine.until(EngineGone, 3) == EngineGone(code)
            if code != "engine_failed":
                engine.until(EngineReady, 5)
        engine.run_for(0.5)
        assert engine.supervisor.is_over
        assert engine.supervisor.process_id is None
        assert engine.supervisor.fileno() == -1
        assert not engine.supervisor.send(StopTake())
        engine.supervisor.start(engine_config)  # staff asked for another try
        engine.until(EngineReady, 5)


def test_an_engine_that_cannot_start_ends_in_engine_failed(
    tmp_path: Path, engine_config: EngineConfig
) -> None:
    supervisor = EngineSupervisor(FAKE_ANALYSIS, log_path=tmp_path / "engine.log")
    try:
        broken = EngineConfig(None, None, str(tmp_path), None, Language.EN, speed=-1.0)  # a bug of ours
        supervisor.start(broken)
        RunningEngine(supervisor).until(EngineGone, 20, lambda gone: gone.code == "engine_failed")
    finally:
        supervisor.stop()
    assert "not positive" in (tmp_path / "engine.log").read_text(encoding="utf-8")


def test_stop_leaves_nothing_and_closes_a_running_take(tmp_path: Path, engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        name, process_id = engine.supervisor.preview_memory, engine.supervisor.process_id
        began = engine.begin_take(take())
        engine.run_for(1.0)
        engine.supervisor.stop()
        engine.supervisor.stop()  # twice is once
    assert process_id is not None
    assert not Path(f"/proc/{process_id}").exists()
    assert not Path(f"/dev/shm/{name}").exists()
    assert film_ends_s(tmp_path / began.media)["audio"] > 0.8


def test_a_hanging_engine_is_stopped_too(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        name = engine.supervisor.preview_memory
        _kill(engine, signal.SIGSTOP)
        began_s = time.monotonic()
        engine.supervisor.stop(timeout_s=0.5)
        assert time.monotonic() - began_s < 2.0
    assert not Path(f"/dev/shm/{name}").exists()


PARENT = """
import sys, time
from app.domain.language import Language
from app.domain.messages import EngineConfig
from app.engine.supervisor import EngineSupervisor
supervisor = EngineSupervisor("tests.fakes.analysis")
supervisor.start(EngineConfig("silence:", None, sys.argv[1], None, Language.EN))
print(supervisor.process_id, supervisor.preview_memory, flush=True)
while True:
    supervisor.check(time.monotonic())
    supervisor.receive()
    time.sleep(0.05)
"""


def test_the_engine_ends_when_the_kiosk_process_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout is not None
    process_id, memory = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline_s = time.monotonic() + 8
    pause = threading.Event()
    left = [Path(f"/proc/{process_id}"), Path(f"/dev/shm/{memory}")]
    while any(path.exists() for path in left) and _state(process_id) != "Z":
        assert time.monotonic() < deadline_s, f"still there: {[str(path) for path in left if path.exists()]}"
        pause.wait(0.05)
    assert not left[1].exists()


def _state(process_id: str) -> str:
    try:
        return Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
