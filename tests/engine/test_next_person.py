"""The engine of the next person is another process, in whose memory nothing of the last person stands."""

import os
import wave
from pathlib import Path

import pytest

from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import EngineReady, StopTake, TakeDone
from app.engine.supervisor import EngineSupervisor
from tests.engine.harness import FAKE_ANALYSIS, RunningEngine, config, take
from tests.fakes.memory import holds, marked_sound

MARK = bytes(range(3, 99, 2)) * 2  # 96 bytes: 48 samples that no noise makes by chance


def recording(path: Path, mark: bytes | None) -> str:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(marked_sound(20, mark) if mark else bytes(20 * 2 * SAMPLE_RATE_HZ))
    return f"file:{path}"


def test_no_sound_of_the_last_person_is_in_the_next_engine_or_in_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, media = tmp_path / "tmp", tmp_path / "media"
    for folder in (temporary, media):
        folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    supervisor = EngineSupervisor(FAKE_ANALYSIS)
    engine = RunningEngine(supervisor)
    try:
        supervisor.start(config(media, recording(tmp_path / "one.wav", MARK)))
        engine.until(EngineReady, 30)
        first, preview = supervisor.process_id, supervisor.preview_memory
        assert first is not None
        engine.begin_take(take(record_video=False, for_practice=True))
        engine.run_for(0.6)
        assert holds(first, (MARK,)), "or this test would find nothing anywhere"
        supervisor.send(StopTake())
        assert MARK in engine.until(TakeDone, 20).practice_sound
        supervisor.end()
        engine.messages.clear()
        supervisor.start(config(media, recording(tmp_path / "two.wav", None)))
        engine.until(EngineReady, 30)
        second = supervisor.process_id
        assert second not in (None, first)
        assert not os.path.exists(f"/proc/{first}"), "the process of the last person is gone"
        assert not os.path.exists(f"/dev/shm/{preview}"), "so are the preview pictures"
        engine.begin_take(take(record_video=False))
        assert second is not None
        assert holds(second, (MARK,)) == ()
        assert list(temporary.iterdir()) == []
        assert list(media.rglob("practice*")) == []
    finally:
        supervisor.stop()
