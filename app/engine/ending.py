"""An engine that was let go: asked to end, killed when it does not, then buried. Nobody waits for it."""

import logging
import os
import signal
import subprocess
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory

log = logging.getLogger(__name__)

STUCK_S = 5.0  # a killed process that is still there hangs in the system's kernel, and its devices with it
_LOOK_EACH_S = 0.01
_PIECE_BYTES = 65536


class Ending:
    """Call poll() until it says True. kill_at_s: time.monotonic() when the patience ends.

    memory: the preview's shared memory, to be removed with the process; None keeps it for the next one.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        connection: Connection,
        memory: SharedMemory | None,
        kill_at_s: float,
    ) -> None:
        self._process, self._connection, self._memory = process, connection, memory
        self._kill_at_s = kill_at_s
        self._killed = False
        os.set_blocking(connection.fileno(), False)

    def poll(self, now_s: float) -> bool:
        """True once nothing is left of the process and its children; returns at once."""
        self._throw_away_what_it_says()
        if self._process.poll() is None:
            if now_s >= self._kill_at_s and not self._killed:
                log.warning("the media engine does not end: killed")
                self._killed = True
                self._kill()
            return False
        self._kill()  # children of its own that it left behind
        self._connection.close()
        if self._memory is not None:
            remove(self._memory)
        return True

    def is_stuck(self, now_s: float) -> bool:
        """It was killed long ago and is still there: what it had open cannot be opened again."""
        return now_s > self._kill_at_s + STUCK_S

    def finish(self, timeout_s: float) -> None:
        """Wait until nothing is left: for the end of the program. At most `timeout_s`, and STUCK_S if killed."""
        self._kill_at_s = min(self._kill_at_s, time.monotonic() + timeout_s)
        while not self.poll(time.monotonic()):
            if self.is_stuck(time.monotonic()):
                log.error("the media engine cannot be killed")
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_EACH_S)

    def _throw_away_what_it_says(self) -> None:
        """What it still says concerns nobody, but a full pipe would hold it up."""
        with suppress(OSError):  # nothing more now, or for ever
            while os.read(self._connection.fileno(), _PIECE_BYTES):
                pass

    def _kill(self) -> None:
        with suppress(ProcessLookupError):  # nothing is left
            os.killpg(self._process.pid, signal.SIGKILL)


def remove(memory: SharedMemory) -> None:
    """Remove a block that no new process will use."""
    memory.close()
    memory.unlink()
