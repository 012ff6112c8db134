"""Microphone and camera are unplugged at random moments of answers, and plugged in again."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.device.conftest import ASOUND, SoundServer
from tests.fakes.mjpeg import NetworkCamera
from tests.soak.lane import Lane, Manner
from tests.soak.plan import Plan, environment
from tests.soak.record import Record
from tests.soak.running import Running
from tests.soak.told import Told

SPOKEN = tuple(f"JD-Q{number:02}" for number in range(1, 16))
TAKE_S = 1.5
MOMENT_S = 2.5
AWAY_S = 2.0
NAMED_S = 10.0


def run(record: Record, plan: Plan) -> None:
    """Unplug now one, now the other, until the record is complete."""
    chance = random.Random(f"{plan.seed}/unplugs/{len(record.lines)}")
    with sound_server(plan.work / "pulse") as sound, network_camera() as camera:
        devices = {
            "KIOSK_MICROPHONE": "device:vmic",
            "KIOSK_CAMERA": camera.uri,
            "KIOSK_ASR_ENGINE": "pocketsphinx",
        }
        manner = Manner(language="en", spoken=SPOKEN, typing_s=TAKE_S * plan.pace)
        plugs = (
            Plug("microphone", sound.unplug, sound.plug),
            Plug("camera", camera.drops.set, camera.drops.clear),
        )
        with Lane(plan.work / "unplugs", devices) as lane:
            running = Running(lane, manner)
            while not record.is_complete:
                record.add(_unplugged(running, chance, plugs[len(record.lines) % 2], plan.pace), lane.folder)


@dataclass(frozen=True, slots=True)
class Plug:
    """A device and its wire."""

    device: str
    pull: Callable[[], object]
    put_back: Callable[[], object]

    def works(self, line: Told) -> bool:
        """The page says that the device is there, and nothing else is wrong."""
        there = line.camera if self.device == "camera" else line.microphone
        return line.page == "QuestionView" and line.code is None and bool(there)


def _unplugged(running: Running, chance: random.Random, plug: Plug, pace: float) -> dict[str, Any]:
    running.at_work()
    if not running.until(plug.works):
        raise TimeoutError(f"the {plug.device} did not come back")
    running.wait(chance.uniform(0.0, MOMENT_S * pace))
    since = running.count()
    plug.pull()
    named = running.lane.until(lambda told: any(_is_named(line) for line in told[since:]), NAMED_S)
    running.wait(chance.uniform(0.0, AWAY_S * pace))
    plug.put_back()
    line = running.looked(since)
    if not named:
        line["faults"] = [*line["faults"], "nobody was told"]
    return {"device": plug.device, **line}


def _is_named(line: Told) -> bool:
    """The page says so, by a sentence or by the sign of the device, or no device is used on it any more."""
    says = line.code is not None or line.microphone is False or line.camera is False
    return says or line.page not in ("QuestionView", "ReviewView")


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """A sound server of our own, and the environment that leads to it."""
    run_dir = folder / "run"
    run_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / ".asoundrc").write_text(ASOUND, encoding="ascii")
    leads_there = {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(run_dir),
        "PULSE_RUNTIME_PATH": str(run_dir),
        "PULSE_STATE_PATH": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PULSE_SERVER": f"unix:{run_dir}/native",
    }
    server = SoundServer(folder)
    with environment(leads_there):
        try:
            server.start()
            server.pactl(
                "load-module", "module-sine", "sink=vmic_sink", "frequency=220"
            )  # silence is an alarm, too
            yield server
        finally:
            server.stop()


@contextmanager
def network_camera() -> Iterator[NetworkCamera]:
    """A camera on the loopback network."""
    camera = NetworkCamera()
    try:
        yield camera
    finally:
        camera.close()
