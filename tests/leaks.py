"""What a test left running: threads, Qt threads and child processes of this process."""

import gc
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

PATIENCE_S = 5.0
POLL_S = 0.02
# Qt threads that would not end: of no owner any more, and told of once.
_kept: list[Any] = []


@dataclass(frozen=True, slots=True)
class Running:
    """Threads by object, so that a later thread is never taken for an earlier one; processes by id."""

    threads: frozenset[threading.Thread]
    processes: frozenset[int]


def running() -> Running:
    """What runs now and would outlive a test: non-daemon threads and child processes."""
    threads = frozenset(thread for thread in threading.enumerate() if not thread.daemon)
    return Running(threads, frozenset(_children()) - {_tracker()})


def left_over(before: Running, *, qt_threads: bool, patience_s: float = PATIENCE_S) -> list[str]:
    """One line for each thing that was not running before and does not end within `patience_s`."""
    deadline = time.monotonic() + patience_s
    pause = threading.Event()
    while True:
        found = _started_since(before, qt_threads)
        if not found or time.monotonic() >= deadline:
            return found
        pause.wait(POLL_S)


def _started_since(before: Running, qt_threads: bool) -> list[str]:
    now = running()
    lines = [f"thread {thread.name}" for thread in now.threads - before.threads]
    lines += [f"child process {pid}: {_command(pid)}" for pid in sorted(now.processes - before.processes)]
    return lines + (_running_qt_threads() if qt_threads else [])


def end_qt_threads(patience_s: float = PATIENCE_S) -> None:
    """Nobody can destroy a running Qt thread any more: each has ended, or is out of everybody's reach.

    A test that failed half way leaves them. To destroy one aborts the process, which has other tests to run.
    """
    for each in _qt_threads():
        each.requestInterruption()
        each.quit()
        if not each.wait(round(patience_s * 1000)):
            each.setParent(None)
            _kept.append(each)


def _running_qt_threads() -> list[str]:
    return [f"Qt thread {type(each).__name__} {_name_of(each)}".rstrip() for each in _qt_threads()]


def _name_of(thread: Any) -> str:
    """Its own name or, of one that has none, that of what started it."""
    owner = thread.parent()
    return str(thread.objectName() or (owner.objectName() if owner is not None else ""))


def _qt_threads() -> list[Any]:
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    import shiboken6

    every = gc.get_objects()
    kinds = {
        kind for kind in set(map(type, every)) if issubclass(kind, core.QThread)
    }  # few: asked once of each
    found = [each for each in every if type(each) in kinds and shiboken6.isValid(each)] if kinds else []
    return [each for each in found if each.isRunning() and not any(each is kept for kept in _kept)]


def _children() -> list[int]:
    """Ids of child processes that live; one that ended and was not waited for holds nothing."""
    pids: list[int] = []
    for children in Path("/proc/self/task").glob("*/children"):
        try:
            pids += [int(pid) for pid in children.read_text().split()]
        except OSError:
            continue  # the thread ended while we looked
    return [pid for pid in pids if _state(pid) not in {"Z", "X", ""}]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:120]
    except OSError:
        return "(ended)"


def _tracker() -> int:
    """The helper process of multiprocessing's shared memory: one for the whole run, ends with it."""
    pid = getattr(getattr(resource_tracker, "_resource_tracker", None), "_pid", None)
    return pid if isinstance(pid, int) else -1
