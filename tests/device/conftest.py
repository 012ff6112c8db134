"""A sound server of our own, with a virtual microphone that tests can speak into and pull out."""

import shutil
import subprocess
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.domain.media import SAMPLE_RATE_HZ

ASOUND = """pcm.!default { type pulse }
ctl.!default { type pulse }
"""


class SoundServer:
    """A private PulseAudio. The microphone "vmic" hears what is played into vmic_sink."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and plug the microphone in."""
        socket = self.folder / "run" / "native"
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--log-target=stderr",
                *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
                *("-L", "module-null-sink sink_name=spk rate=48000"),
                *("-L", "module-null-sink sink_name=vmic_sink rate=48000 channels=2"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for(self._process)
        self.plug()

    def stop(self) -> None:
        """End it, as a crash would: every user loses its stream."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def pactl(self, *arguments: str) -> str:
        """What pactl answers."""
        return subprocess.run(
            ["pactl", *arguments], capture_output=True, text=True, check=True, timeout=10
        ).stdout.strip()

    def plug(self) -> None:
        """Plug the microphone in."""
        self.pactl(
            "load-module",
            "module-remap-source",
            "source_name=vmic",
            "master=vmic_sink.monitor",
            "source_properties=device.description=KioskVirtualMic",
        )
        self.pactl("set-default-source", "vmic")

    def unplug(self) -> None:
        """Pull the microphone out: the server re-routes its users without an error."""
        self.pactl("unload-module", "module-remap-source")

    def speak(self, samples: NDArray[np.int16]) -> "subprocess.Popen[bytes]":
        """Begin to play [samples] int16 at 16 kHz into the microphone."""
        path = self.folder / f"spoken-{time.monotonic_ns()}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE_HZ)
            file.writeframes(samples.tobytes())
        return subprocess.Popen(["paplay", "-d", "vmic_sink", str(path)])


@pytest.fixture
def sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A running sound server with the microphone plugged in, and the environment that leads to it."""
    folder = tmp_path / "pulse"
    run = folder / "run"
    run.mkdir(parents=True, mode=0o700)
    (folder / ".asoundrc").write_text(ASOUND, encoding="ascii")
    for name, path in {
        "HOME": folder,
        "XDG_RUNTIME_DIR": run,
        "PULSE_RUNTIME_PATH": run,
        "PULSE_STATE_PATH": folder,
        "XDG_CONFIG_HOME": folder,
    }.items():
        monkeypatch.setenv(name, str(path))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{run}/native")
    monkeypatch.delenv("PULSE_SOURCE", raising=False)
    assert shutil.which("pulseaudio"), "the tests of devices need pulseaudio (see README)"
    server = SoundServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _wait_for(server: "subprocess.Popen[bytes]") -> None:
    pause = threading.Event()
    deadline_s = time.monotonic() + 15
    while subprocess.run(["pactl", "info"], capture_output=True, check=False, timeout=10).returncode != 0:
        assert server.poll() is None, "pulseaudio ended"
        assert time.monotonic() < deadline_s, "pulseaudio does not answer"
        pause.wait(0.1)
