"""No take holds the voice of the kiosk, though the microphone hears the loudspeaker and nobody waits for silence."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.settings import Settings
from app.ui.chime import end_tone, start_tone
from app.ui.views import PracticePhase
from tests.device.conftest import SoundServer
from tests.engine.harness import best_correlation, swelling_noise
from tests.qt.hands import press

WAIT_MS = 30_000
AUDIBLE = 60  # of 32,768: the kiosk's voice and tones come out at some thousands


@pytest.fixture
def ear(sound_server: SoundServer) -> SoundServer:
    """The microphone hears nothing but the loudspeaker."""
    sound_server.pactl("set-default-sink", "spk")
    sound_server.pactl("load-module", "module-remap-source", "source_name=ear", "master=spk.monitor")
    return sound_server


@pytest.fixture
def kiosk(qtbot: QtBot, ear: SoundServer, tmp_path: Path) -> Iterator[Kiosk]:
    settings = Settings(
        data_dir=tmp_path / "data",
        language=Language.EN,
        microphone="device:ear",
        camera=None,
        windowed=True,
        cue_tones=True,
    )
    made = Kiosk(settings, load_competency_model(content_dir()))
    made.start()
    yield made
    made.stop()


class Visitor:
    """Presses as soon as that is possible."""

    def __init__(self, qtbot: QtBot, kiosk: Kiosk) -> None:
        self.qtbot, self.window, self.kiosk = qtbot, kiosk.window, kiosk
        self.speaking: list[bool] = []
        assert kiosk.voice is not None
        kiosk.voice.narrator.speaking.connect(self.speaking.append)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def press(self, button: object) -> None:
        self.until(lambda: button.isVisible() and button.isEnabled())  # type: ignore[attr-defined]
        press(self.qtbot, button)  # type: ignore[arg-type]

    @property
    def phase(self) -> PracticePhase | None:
        view = self.window.practice._view
        return view.phase if view is not None else None

    def to_practice(self) -> None:
        window = self.window
        self.press(window.welcome.start_button)
        self.press(window.desk.check_in.walk_in_button)
        self.press(window.experience.no_button)
        self.until(lambda: window.current_page is window.consent)
        for row in window.consent.rows:
            self.press(row.switch.yes)
        self.press(window.consent.go_on_button)
        self.press(window.closing.receipt.go_on_button)
        self.press(window.devices.go_on_button)
        self.until(lambda: window.current_page is window.practice)


class Ears:
    """Records what comes out of the loudspeaker."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with file.open("wb") as out:
            command = ["parec", "-d", "spk.monitor", "--rate=16000", "--channels=1", "--format=s16le"]
            self._process = subprocess.Popen(command, stdout=out)

    @property
    def heard(self) -> NDArray[np.int16]:
        """[samples] so far."""
        return np.fromfile(self._file, np.int16)

    @property
    def loud_s(self) -> float:
        """Seconds of sound so far."""
        return float((np.abs(self.heard.astype(int)) > AUDIBLE).sum()) / SAMPLE_RATE_HZ

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture
def ears(ear: SoundServer, tmp_path: Path) -> Iterator[Ears]:
    made = Ears(tmp_path / "heard.raw")
    yield made
    made.close()


def make_noise(noise: NDArray[np.int16]) -> None:
    """Something happens in the room; over when this returns."""
    command = ["paplay", "-d", "spk", "--raw", "--rate=16000", "--channels=1", "--format=s16le"]
    subprocess.run(command, input=noise.tobytes(), check=True, timeout=10)


def test_a_take_holds_the_room_and_nothing_of_the_kiosk(qtbot: QtBot, kiosk: Kiosk, ears: Ears) -> None:
    visitor, practice, room = Visitor(qtbot, kiosk), kiosk.window.practice, swelling_noise(1.0)
    visitor.to_practice()
    before_s = ears.loud_s
    visitor.until(lambda: ears.loud_s > before_s + 0.3)  # the practice question is being said
    assert visitor.speaking[-1], "this is about a voice that is cut off"
    voice = ears.heard[-SAMPLE_RATE_HZ // 2 :]
    visitor.press(practice.main_button)
    visitor.until(lambda: visitor.phase is PracticePhase.RECORDING)
    make_noise(room)
    visitor.press(practice.main_button)
    visitor.until(lambda: visitor.phase is PracticePhase.DONE)
    qtbot.waitUntil(lambda: best_correlation(ears.heard, tone(end_tone())) > 0.9, timeout=WAIT_MS)
    assert best_correlation(ears.heard, tone(start_tone())) > 0.9
    assert best_correlation(ears.heard, voice) > 0.9
    assert practice._view is not None
    taken = np.frombuffer(practice._view.sound, np.int16)
    first = int(np.argmax(np.abs(taken.astype(int)) > AUDIBLE))
    assert best_correlation(room, taken[first:][: SAMPLE_RATE_HZ // 2]) > 0.9, (
        "the room is the first that is heard"
    )
    for own in (voice, tone(start_tone()), tone(end_tone())):
        assert best_correlation(taken, own) < 0.3


def tone(sound: bytes) -> NDArray[np.int16]:
    return np.frombuffer(sound, np.int16)
