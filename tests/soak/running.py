"""A kiosk that goes on while something is done to it: does it say so, go on, and lose nothing?"""

import threading
from collections.abc import Callable
from typing import Any

from app.watch.crash_report import FOLDER
from tests.soak import checks
from tests.soak.checks import store_of_one
from tests.soak.lane import Lane, Manner, command
from tests.soak.told import Told

COMES_UP_S = 180.0  # patience for a machine that is busy with others
GOES_ON_S = 180.0
TROUBLES_OF_A_FOLDER = 25
UNNAMED = "unexpected"


class Running:
    """Runs the program of `lane` through one interview after the other; started again only if it ended."""

    def __init__(self, lane: Lane, manner: Manner) -> None:
        self.lane = lane
        self._manner = manner
        self._promised: list[Told] = []
        self._troubles = 0
        self._pause = threading.Event()

    def at_work(self) -> None:
        """Return with a program that runs; a new kiosk from time to time."""
        if self._troubles % TROUBLES_OF_A_FOLDER == 0:
            self.lane.kill()
            self.lane.renew()
            self._promised = []
        self._troubles += 1
        if not self.is_alive:
            self.lane.kill()
            self.lane.start(self._manner)
            if not self.lane.until(lambda told: told != [], COMES_UP_S):
                raise TimeoutError("the program did not come up")

    @property
    def is_alive(self) -> bool:
        """The program runs."""
        return self.lane.process is not None and command(self.lane.process) != b""

    def wait(self, seconds: float) -> None:
        """Let it run."""
        self._pause.wait(seconds)

    def until(self, holds: Callable[[Told], bool], within_s: float = COMES_UP_S) -> bool:
        """True as soon as the newest line is so; False when it did not become so in time."""
        return self.lane.until(lambda told: told != [] and holds(told[-1]), within_s)

    def count(self) -> int:
        """How many lines were told by this life."""
        return len(self.lane.told())

    def looked(self, since: int) -> dict[str, Any]:
        """The line of the record about what was done after `since` lines had been told."""
        goes_on = self.lane.until(lambda told: _moved_on(told[since:], told[since - 1]), GOES_ON_S)
        told = self.lane.told()
        faults = [] if self.is_alive else ["the program ended by itself"]
        faults += [] if goes_on else [f"it did not go on from {told[-1].page} {told[-1].code}"]
        after = told[since:]
        if any(line.code == UNNAMED for line in after):
            faults.append("what went wrong had no name")
        faults += [f"crash report {file.stem[16:]}" for file in (self.lane.data_dir / FOLDER).glob("*.json")]
        with store_of_one, checks.archive_of(self.lane.data_dir, self.lane.key_dir) as archive:
            store = checks.kept(archive)
            problems = [problem.code for problem in archive.verify().problems]
            problems += checks.unreadable(archive, store)
        lost = checks.lost(told, store)
        repeats = checks.turned_back(told) + [
            fault for each in store.values() for fault in checks.repeated(each)
        ]
        return {
            "page": told[since - 1].page,
            "phase": told[since - 1].phase,
            "codes": sorted({line.code for line in after if line.code is not None}),
            "lost": lost,
            "repeated": repeats,
            "faults": faults + problems + lost + repeats,
        }


def _moved_on(after: list[Told], before: Told) -> bool:
    """Another question, or another interview, is on the screen and nothing is in its way."""
    place = (before.interview, before.question, before.turn)
    return any((line.interview, line.question, line.turn) != place and line.code is None for line in after)
