"""Starts the media process, watches it, and starts it again: the kiosk's screen never depends on it.

Imports neither the loop nor anything of capture or analysis: those live in the child only.
"""

import logging
import os
import subprocess
import sys
import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import BinaryIO

from app.domain.messages import (
    EngineConfig,
    EngineGone,
    EngineReady,
    FromEngine,
    PreviewReady,
    Shutdown,
    TakeDone,
    ToEngine,
)
from app.engine.ending import Ending, remove
from app.engine.preview_memory import new_memory, picture_in, sweep
from app.errors import BugError

log = logging.getLogger(__name__)

END_S = 3.0  # how long an engine that was asked to end may take before it is killed
SILENT_S = 1.5
SILENT_AT_START_S = 30.0  # loading models may keep the interpreter busy
OWN_STALL_S = 0.5  # if nobody called check() for so long, the engine's silence proves nothing
FAILURES_MAX = 3
FAILURES_WINDOW_S = 60.0
ANALYSIS_MODULE = "app.analysis.pipeline"
LOG_BYTES = 1_000_000  # of the child's log; a fuller one is kept once, beside it


class EngineSupervisor:
    """The kiosk process's side of the media engine. Call check() ten times a second, then receive().

    Nothing here waits but stop(). One engine at a time: devices are let go before the next one opens them.
    analysis_module: where the child finds load_analysers. log_path: where its log goes (else our stderr).
    """

    def __init__(self, analysis_module: str = ANALYSIS_MODULE, log_path: Path | None = None) -> None:
        self._analysis_module, self._log_path = analysis_module, log_path
        self._config: EngineConfig | None = None  # of the engine that is wanted, if one is
        self._ending: Ending | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._memory: SharedMemory | None = None
        sweep()
        self._received: deque[FromEngine] = deque()
        self._was_ready = False
        self._heard_at_s = self._checked_at_s = 0.0
        self._failures: deque[float] = deque()

    @property
    def process_id(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._process.pid if self._process is not None else None

    @property
    def is_over(self) -> bool:
        """No engine is wanted, and nothing is left of an earlier one."""
        return self._config is None and self._ending is None

    @property
    def preview_memory(self) -> str | None:
        """The name of the preview's shared memory; the same over restarts."""
        return self._memory.name if self._memory is not None else None

    def fileno(self) -> int:
        """What to watch for messages; another one after each EngineGone. -1 while there is no child."""
        return self._connection.fileno() if self._connection is not None else -1

    def start(self, config: EngineConfig) -> None:
        """Start the child, once an earlier one is gone; it answers with EngineReady. Failures are forgotten."""
        if self._config is not None:
            raise BugError("the media engine is already started")
        self._config = config
        self._failures.clear()
        if self._memory is None:
            self._memory = new_memory()
        self._launch_when_free(time.monotonic())

    def send(self, message: ToEngine) -> bool:
        """Hand a message to the child; False when there is none to take it: it has gone, or is yet to start."""
        if self._connection is None:
            return False
        try:
            self._connection.send(message)
        except OSError:  # it has just died: check() will see it
            return False
        return True

    def receive(self) -> list[FromEngine]:
        """Messages since the last call, without waiting."""
        self._drain()
        messages = list(self._received)
        self._received.clear()
        return messages

    def picture(self, message: PreviewReady) -> bytes | None:
        """The preview picture of that message: height * width * 3 bytes, RGB."""
        return picture_in(self._memory, message) if self._memory is not None else None

    def check(self, now_s: float) -> None:
        """Restart the child if it has ended or gone silent; see to one that ends. now_s: time.monotonic()."""
        if self._process is None:
            self._launch_when_free(now_s)
            return
        if self._drain() or now_s - self._checked_at_s > OWN_STALL_S:
            self._heard_at_s = now_s
        self._checked_at_s = now_s
        allowed_s = SILENT_S if self._was_ready else SILENT_AT_START_S
        if self._process.poll() is not None:
            self._gone("engine_died", now_s)
        elif now_s - self._heard_at_s > allowed_s:
            self._gone("engine_silent", now_s)

    def end(self, timeout_s: float = END_S) -> None:
        """Ask the child to end and forget what it said; check() kills it if it takes longer than that."""
        self._config = None
        self.send(Shutdown())
        memory, self._memory = self._memory, None
        if self._process is not None:
            self._let_go(memory, time.monotonic() + timeout_s)
        elif memory is not None:
            remove(memory)
        self._received.clear()

    def stop(self, timeout_s: float = END_S) -> None:
        """End the child and wait for it: only for the end of the program. May be called twice."""
        self.end(timeout_s)
        if self._ending is not None:
            self._ending.finish(timeout_s)
            self._ending = None

    def _launch_when_free(self, now_s: float) -> None:
        """Start the engine that is wanted as soon as nothing is left of the one before."""
        if self._ending is not None and self._ending.poll(now_s):
            self._ending = None
        if self._config is None:
            return
        if self._ending is None:
            self._launch()
        elif self._ending.is_stuck(now_s):
            self._config = None
            self._received.append(EngineGone("engine_failed"))

    def _launch(self) -> None:
        assert self._config is not None
        assert self._memory is not None
        ours, theirs = Pipe()
        folder = str(Path(__file__).resolve().parents[2])
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")]),
        }
        command = [sys.executable, "-m", "app.engine", str(theirs.fileno()), self._memory.name]
        with theirs:
            output = _log_opened(self._log_path) if self._log_path is not None else None
            try:
                self._process = subprocess.Popen(
                    [*command, self._analysis_module],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    pass_fds=[theirs.fileno()],
                    env=environment,
                    start_new_session=True,  # so that its own children end with it
                )
            finally:
                if output is not None:
                    output.close()
        self._connection = ours
        self._was_ready = False
        self._heard_at_s = self._checked_at_s = time.monotonic()
        self.send(self._config)

    def _drain(self) -> bool:
        """Take in what has arrived; True if there was something."""
        arrived = False
        try:
            while self._connection is not None and self._connection.poll():
                message: FromEngine = self._connection.recv()
                self._was_ready = self._was_ready or isinstance(message, EngineReady)
                self._received.append(message)
                self._remember(message)
                arrived = True
        except (EOFError, OSError):
            return arrived  # it has died: the process's end says so
        return arrived

    def _remember(self, message: FromEngine) -> None:
        """What the next engine has to know if this one dies: the candidate's warm-up is not asked for twice."""
        if isinstance(message, TakeDone) and message.warm_up and self._config is not None:
            self._config = replace(self._config, warm_up=message.warm_up)

    def _gone(self, code: str, now_s: float) -> None:
        self._drain()
        log.warning("media engine: %s", code)
        self._let_go(None, now_s)
        self._failures.append(now_s)
        while now_s - self._failures[0] > FAILURES_WINDOW_S:
            self._failures.popleft()
        if len(self._failures) >= FAILURES_MAX:
            code, self._config = "engine_failed", None
        self._received.append(EngineGone(code))
        self._launch_when_free(now_s)

    def _let_go(self, memory: SharedMemory | None, kill_at_s: float) -> None:
        """The child ends by itself, or is killed then; `memory` goes with it."""
        assert self._process is not None
        assert self._connection is not None
        self._ending = Ending(self._process, self._connection, memory, kill_at_s)
        self._process = self._connection = None


def _log_opened(path: Path) -> BinaryIO:
    """The log of the child, to be appended to; only the user may read it."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(path.name + ".1"))
    opened = path.open("ab")
    path.chmod(0o600)
    return opened
