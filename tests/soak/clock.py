"""The clock on the wall is set back and forth by days, in the middle of a life and between two of them."""

import random
import struct
import subprocess
import threading
import time
from pathlib import Path

from tests.soak.kills import Killer
from tests.soak.lane import Lane, Manner
from tests.soak.plan import Plan
from tests.soak.record import Record

DAYS = 20.0
IN_A_LIFE_S = 4.0
BETWEEN = 0.4  # share of the lives before which it is set, too


class WallClock:
    """A clock that every program of `environment` believes. set() moves it while they run."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "wall-clock"
        library = folder / "wall_clock.so"
        source = Path(__file__).with_name("wall_clock.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.environment = {"LD_PRELOAD": str(library), "WALL_CLOCK": str(self._file)}
        self._offset_s = 0
        self._file.write_bytes(struct.pack("=q", 0))

    def set(self, offset_s: int) -> None:
        """From now on it is off by so much."""
        self._offset_s = offset_s
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", offset_s))

    def now_s(self) -> float:
        """What it shows."""
        return time.time() + self._offset_s


def run(record: Record, plan: Plan) -> None:
    """Set the clock, kill, set it, start again, until the record is complete."""
    chance = random.Random(f"{plan.seed}/clock/{len(record.lines)}")
    clock = WallClock(plan.work / "clock")
    with Lane(plan.work / "clock" / "kiosk", plan.on_recordings, clock.environment) as lane:
        timers: list[threading.Timer] = []

        def set_soon() -> None:
            after_s = chance.uniform(0.0, IN_A_LIFE_S * plan.pace)
            timers.append(threading.Timer(after_s, clock.set, (_some_days(chance),)))
            timers[-1].start()

        killer = Killer(lane, chance, Manner(film=plan.film), clock.now_s, set_soon, plan.pace)
        while not record.is_complete:
            if chance.random() < BETWEEN:
                clock.set(_some_days(chance))
            line = killer.run_once()
            while timers:
                timer = timers.pop()
                timer.cancel()
                timer.join()
            record.add(line, lane.folder)


def _some_days(chance: random.Random) -> int:
    return round(chance.uniform(-DAYS, DAYS) * 86_400)
