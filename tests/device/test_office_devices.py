"""The administrator's test of the devices with a real sound server: heard, silent, pulled out; and no camera."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.cli_office import machine_of
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.office.values import Section
from app.settings import Settings
from tests.device.conftest import SoundServer
from tests.qt.office_rig import Office, button

SECONDS = 60  # longer than both looks at the devices take on a busy machine
WAIT_MS = 60_000


def tone(db: float) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    """A tone whose RMS is `db` below full scale."""
    at_s = np.arange(SECONDS * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    return (np.sin(2 * np.pi * 440 * at_s) * 10 ** (db / 20) * np.sqrt(2) * 32767).astype(np.int16)


def words_after_test(
    qtbot: QtBot,
    folder: Path,
    language: Language,
    speak: Callable[[], "subprocess.Popen[bytes]"] | None = None,
    plugged: list[str] | None = None,
) -> str:
    """What the screen says after the test of this machine's devices, while `speak` is heard. It has no camera.

    plugged: gets what it says before.
    """
    settings = replace(
        Settings(),
        data_dir=folder,
        language=language,
        windowed=True,
        microphone="device:vmic",
        camera="device:default",
    )
    office = Office(
        qtbot, folder, load_competency_model(content_dir()), language, machine=machine_of(settings)
    )
    try:
        office.open()
        office.go(Section.DEVICES)
        if plugged is not None:
            plugged.append(office.words)
        test = {Language.EN: "Test now", Language.ZH: "立即测试"}[language]
        player = None if speak is None else speak()
        with qtbot.waitSignal(office.room.worker.done, timeout=WAIT_MS):
            button(office, test).click()
        if player is not None:
            assert player.poll() is None  # it spoke until the end
            player.terminate()
            player.wait(10)
        assert "devices_tested" in [each.action for each in office.journal.audit()[0]]
        return office.words
    finally:
        office.stop()


@pytest.mark.parametrize(
    ("db", "language", "expected"),
    [
        (-24.0, Language.EN, "dB: good."),
        (-24.0, Language.ZH, "dB：合适。"),
        (-60.0, Language.EN, "dB: quiet."),
    ],
)
def test_a_microphone_that_hears_is_named_with_its_loudness_and_a_missing_camera_is_said(
    sound_server: SoundServer, qtbot: QtBot, tmp_path: Path, db: float, language: Language, expected: str
) -> None:
    words = words_after_test(qtbot, tmp_path / "data", language, lambda: sound_server.speak(tone(db)))
    ready, no_camera = {
        Language.EN: ("Ready: vmic.", "No camera was found."),
        Language.ZH: ("可以使用：vmic", "没有找到摄像头。"),
    }[language]
    assert expected in words
    assert ready in words
    assert no_camera in words


def test_a_microphone_that_was_pulled_out_is_said_to_be_missing(
    sound_server: SoundServer, qtbot: QtBot, tmp_path: Path
) -> None:
    sound_server.unplug()
    plugged: list[str] = []
    words = words_after_test(qtbot, tmp_path / "data", Language.EN, plugged=plugged)
    assert "Nothing was heard." in words
    assert "Ready" not in words
    assert "Not plugged in: vmic, which the settings name." in plugged[0]
    assert "Microphones\nNot plugged in" in plugged[0]


def test_a_silent_microphone_is_there_and_nothing_is_heard(
    sound_server: SoundServer, qtbot: QtBot, tmp_path: Path
) -> None:
    plugged: list[str] = []
    words = words_after_test(qtbot, tmp_path / "data", Language.EN, plugged=plugged)
    assert "Ready: vmic." in words
    assert "Nothing was heard." in words
    assert "Microphones\nKioskVirtualMic\nin use" in plugged[0]
    assert plugged[0].count("\nin use") == 2  # and the server's default loudspeaker
