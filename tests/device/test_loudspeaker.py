"""What every loudspeaker promises, tried on the fake and on the real voice process with a sound server of our own."""

import hashlib
import os
import signal
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.voice.orders import How
from app.workers.loudspeaker import FAILURES_MAX, Loudspeaker
from tests.device.conftest import SoundServer
from tests.fakes.loudspeaker import FakeLoudspeaker

WAIT_MS = 20_000
LOUD = 300  # rms of int16 samples: espeak-ng speaks at some thousands
SENTENCES = {Language.ZH: "您好，很高兴为您服务。", Language.EN: "Hello, how can I help you today?"}


def tone(seconds: float) -> bytes:
    at_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (8000 * np.sin(2 * np.pi * 440 * at_s)).astype("<i2").tobytes()


class Ears:
    """Records what comes out of the server's loudspeaker."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with file.open("wb") as out:
            self._process = subprocess.Popen(
                ["parec", "-d", "spk.monitor", "--rate=16000", "--channels=1", "--format=s16le"], stdout=out
            )

    def loud_s(self) -> float:
        """Seconds of sound so far."""
        samples = np.fromfile(self._file, np.int16).astype(float)
        blocks = samples[: len(samples) // 800 * 800].reshape(-1, 800)  # 50 ms
        return float((np.sqrt((blocks**2).mean(axis=1)) > LOUD).sum()) * 0.05

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture
def ears(sound_server: SoundServer, tmp_path: Path) -> Iterator[Ears]:
    sound_server.pactl("set-default-sink", "spk")
    made = Ears(tmp_path / "heard.raw")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voice"


@pytest.fixture
def real(qapp: object, ears: Ears, folder: Path) -> Iterator[Loudspeaker]:
    made = Loudspeaker([folder])
    yield made
    made.close()


@pytest.fixture(params=["fake", "real"])
def loudspeaker(request: pytest.FixtureRequest, qapp: object) -> Any:
    return FakeLoudspeaker() if request.param == "fake" else request.getfixturevalue("real")


def end_of(qtbot: QtBot, loudspeaker: Any, begin: Callable[[], int]) -> How:
    """How what `begin` begins ends; told once, and after the call."""
    ends: list[tuple[int, How]] = []
    loudspeaker.ended.connect(lambda number, how: ends.append((number, how)))
    number = begin()
    assert ends == []
    qtbot.waitUntil(lambda: any(each == number for each, _ in ends), timeout=WAIT_MS)
    assert [each for each, _ in ends].count(number) == 1
    return next(how for each, how in ends if each == number)


def test_sentences_and_sounds_end_as_spoken(qtbot: QtBot, loudspeaker: Any) -> None:
    for language, text in SENTENCES.items():
        assert end_of(qtbot, loudspeaker, lambda t=text, to=language: loudspeaker.say(t, to)) is How.SPOKEN
    assert end_of(qtbot, loudspeaker, lambda: loudspeaker.play(tone(0.2))) is How.SPOKEN


def test_a_new_sentence_stops_the_old_one_and_each_ends_once(qtbot: QtBot, loudspeaker: Any) -> None:
    ends: dict[int, How] = {}
    loudspeaker.ended.connect(lambda number, how: ends.update({number: how}))
    first = loudspeaker.play(tone(5.0))
    second = loudspeaker.play(tone(0.2))
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=WAIT_MS)
    assert ends == {first: How.STOPPED, second: How.SPOKEN}


def test_what_is_stopped_ends_as_stopped(qtbot: QtBot, loudspeaker: Any) -> None:
    def begin_and_stop() -> int:
        number = loudspeaker.play(tone(5.0))
        loudspeaker.stop()
        return int(number)

    assert end_of(qtbot, loudspeaker, begin_and_stop) is How.STOPPED
    loudspeaker.stop()  # nothing sounds: nothing happens


def test_sentences_are_heard_and_silent_when_their_end_is_told(
    qtbot: QtBot, real: Loudspeaker, ears: Ears
) -> None:
    assert end_of(qtbot, real, lambda: real.say(SENTENCES[Language.ZH], Language.ZH)) is How.SPOKEN
    qtbot.waitUntil(lambda: ears.loud_s() > 1.0, timeout=2000)
    real.say(SENTENCES[Language.EN] * 5, Language.EN)
    before_s = ears.loud_s()
    qtbot.waitUntil(lambda: ears.loud_s() > before_s + 0.3, timeout=WAIT_MS)
    with qtbot.waitSignal(real.ended, timeout=WAIT_MS) as end:
        real.stop()
    assert end.args is not None
    assert end.args[1] is How.STOPPED
    at_end_s = ears.loud_s()
    with qtbot.waitSignal(real.ended, timeout=WAIT_MS):  # half a second of silence passes
        real.play(bytes(SAMPLE_RATE_HZ))
    assert ears.loud_s() - at_end_s < 0.35, "it went on after its end was told"


def test_a_voice_that_does_not_obey_is_ended_and_that_is_no_failure(
    qtbot: QtBot, real: Loudspeaker, ears: Ears
) -> None:
    for _ in range(FAILURES_MAX + 1):
        before_s = ears.loud_s()
        number = real.play(tone(20.0))
        qtbot.waitUntil(lambda at=before_s: ears.loud_s() > at + 0.2, timeout=WAIT_MS)
        process_id = real.process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGSTOP)
        with qtbot.waitSignal(real.ended, timeout=WAIT_MS) as end:
            real.stop()
        assert end.args == [number, How.STOPPED]
        assert real.process_id not in {None, process_id}, "the next one is there already"
    at_end_s = ears.loud_s()
    assert end_of(qtbot, real, lambda: real.play(bytes(SAMPLE_RATE_HZ))) is How.SPOKEN
    assert ears.loud_s() - at_end_s < 0.35, "it went on after its end was told"


def test_stopping_while_the_room_falls_silent_ends_nothing(qtbot: QtBot, real: Loudspeaker) -> None:
    ends: list[How] = []
    real.ended.connect(lambda _, how: ends.append(how))
    real.play(tone(0.3))
    qtbot.waitUntil(lambda: real._is_cut, timeout=WAIT_MS)  # it is over, but not told yet
    process_id = real.process_id
    real.stop()
    qtbot.waitUntil(lambda: ends == [How.SPOKEN], timeout=WAIT_MS)
    assert real.process_id == process_id


def test_a_recording_of_the_words_goes_before_the_engine(
    qtbot: QtBot, real: Loudspeaker, ears: Ears, folder: Path
) -> None:
    text = "请介绍一下您自己。"
    (folder / "zh").mkdir(parents=True)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    with wave.open(str(folder / "zh" / f"{name}.wav"), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(tone(4.0))
    assert end_of(qtbot, real, lambda: real.say(text, Language.ZH)) is How.SPOKEN
    qtbot.waitUntil(
        lambda: ears.loud_s() > 3.5, timeout=2000
    )  # the engine needs less than two seconds for it


def test_a_voice_that_dies_fails_the_sentence_and_the_next_one_is_said(
    qtbot: QtBot, real: Loudspeaker
) -> None:
    def begin_and_kill() -> int:
        number = real.say(SENTENCES[Language.EN], Language.EN)
        process_id = real.process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGKILL)
        return number

    assert end_of(qtbot, real, begin_and_kill) is How.FAILED
    assert end_of(qtbot, real, lambda: real.play(tone(0.2))) is How.SPOKEN


@pytest.mark.parametrize("broken", ["fake", "real"])
def test_without_a_voice_the_sentence_fails(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broken: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))  # no espeak-ng
    mute: Any = FakeLoudspeaker(broken=True) if broken == "fake" else Loudspeaker()
    try:
        assert end_of(qtbot, mute, lambda: mute.say(SENTENCES[Language.ZH], Language.ZH)) is How.FAILED
        assert end_of(qtbot, mute, lambda: mute.play(tone(0.2))) is How.FAILED
    finally:
        mute.close()
