"""An engine that is let go: nobody waits for it, the next one waits for its devices, nothing is left of it."""

import os
import signal
import time
from pathlib import Path

import pytest

from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import EngineConfig, EngineGone, EngineReady
from app.engine import ending
from tests.engine.harness import RunningEngine, config, film_ends_s, running_engine, swelling_noise, take
from tests.unit.capture.media import write_film, write_wav

REFUSES_S = 0.6  # how long a child that does not end is waited for here
LONGEST_CALL_S = 0.3  # of a busy machine; whoever waited for the child would take REFUSES_S


@pytest.fixture
def engine_config(tmp_path: Path) -> EngineConfig:
    """A recording as microphone, a film as camera."""
    sound = write_wav(tmp_path / "spoken.wav", [swelling_noise(10.0)], SAMPLE_RATE_HZ)
    return config(tmp_path, f"file:{sound}", f"file:{write_film(tmp_path / 'film.mkv', 50)}")


def _refuse(engine: RunningEngine) -> int:
    """From now on the child answers to nothing, not even to Shutdown."""
    process_id = engine.supervisor.process_id
    assert process_id is not None
    os.kill(process_id, signal.SIGSTOP)
    return process_id


def _in_session(session: int) -> list[int]:
    """Processes of the child and of its own children that still run."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] not in ("Z", "X"):
            found.append(int(each.name))
    return found


def test_a_child_that_refuses_to_end_holds_nobody_up(engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        supervisor, memory = engine.supervisor, engine.supervisor.preview_memory
        first = _refuse(engine)
        ended_s = time.monotonic()
        supervisor.end(REFUSES_S)
        supervisor.start(engine_config)  # the next candidate
        longest_s = time.monotonic() - ended_s
        assert supervisor.process_id is None, "two engines at the same devices"
        while (second := supervisor.process_id) is None:
            called_s = time.monotonic()
            engine.look()
            longest_s = max(longest_s, time.monotonic() - called_s)
            assert time.monotonic() - ended_s < REFUSES_S + 3.0
        assert time.monotonic() - ended_s >= REFUSES_S
        assert longest_s < LONGEST_CALL_S
        assert second != first
        assert not Path(f"/proc/{first}").exists(), "a zombie"
        assert not Path(f"/dev/shm/{memory}").exists()
        assert engine.until(EngineReady, 10).preview_memory != memory, "the last candidate's picture"


def test_what_an_ended_engine_still_says_is_not_heard(tmp_path: Path, engine_config: EngineConfig) -> None:
    with running_engine(engine_config) as (engine, _):
        began = engine.begin_take(take())
        engine.run_for(1.0)
        count = len(engine.messages)
        engine.supervisor.end()
        engine.until_true(lambda: engine.supervisor.is_over, 5)
        assert len(engine.messages) == count
    assert film_ends_s(tmp_path / began.media)["audio"] > 0.8, "it ended in order"


def test_the_recogniser_of_a_killed_engine_goes_with_it(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "spoken.wav", [swelling_noise(5.0)], SAMPLE_RATE_HZ)
    spoken = config(tmp_path, f"file:{sound}", asr_engine="pocketsphinx")
    with running_engine(spoken, "app.analysis.pipeline") as (engine, _):
        engine.whole_take(0.5)  # starts the recogniser's process
        session = _refuse(engine)
        assert len(_in_session(session)) > 1
        engine.supervisor.end(timeout_s=0.1)
        engine.until_true(lambda: engine.supervisor.is_over, 5)
        engine.until_true(lambda: not _in_session(session), 2)


def test_an_engine_that_cannot_be_killed_keeps_the_next_one_down(
    engine_config: EngineConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_engine(engine_config) as (engine, _):
        process_id = _refuse(engine)
        monkeypatch.setattr(ending, "STUCK_S", 0.2)
        monkeypatch.setattr(os, "killpg", lambda *_: None)  # as if it hung in the system's kernel
        engine.supervisor.end(timeout_s=0.0)
        engine.supervisor.start(engine_config)
        assert engine.until(EngineGone, 3) == EngineGone("engine_failed")
        assert not engine.supervisor.is_over
        monkeypatch.undo()
        os.kill(process_id, signal.SIGKILL)
        engine.until_true(lambda: engine.supervisor.is_over, 3)
        engine.supervisor.start(engine_config)
        engine.until(EngineReady, 10)
