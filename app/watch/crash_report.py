"""What is written down when the program fails: what kind of failure, where in our code, which versions.

Never a message, a value or a line of source: those may hold what a candidate said. A report is one JSON file.
"""

import faulthandler
import json
import platform
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from app import __version__
from app.errors import KioskError
from app.log import said
from app.private_file import replace_file

FOLDER = "crashes"
FAULTS = "fault.log"  # what the interpreter itself writes while it dies
KEPT = 20
ROOT = Path(__file__).resolve().parents[1]  # the package app
FAULT_LINE = re.compile(r'  File "(.+)", line (\d+) in (\w+|<\w+>)')
FAULT_KIND = re.compile(r"Fatal Python error: ([A-Za-z ]+)")
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def report_of(error: BaseException, *, at: float) -> dict[str, Any]:
    """The report of an exception. code: of a KioskError, else the class of the exception."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(_frame(code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    name = error.code if isinstance(error, KioskError) else type(error).__name__
    return _report(name, frames, at)


def write_report(folder: Path, report: dict[str, Any]) -> Path | None:
    """Where the report lies, or None where it cannot be written; only the newest are kept."""
    path = folder / f"{int(report['at'] * 1000):015}-{report['code'].replace(' ', '_')}.json"
    try:
        replace_file(path, (json.dumps(report, indent=1) + "\n").encode())
        for old in sorted(folder.glob("*.json"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


@contextmanager
def reporting_to(data_dir: Path, clock_s: Callable[[], float] = time.time) -> Iterator[None]:
    """Inside the block each exception that nobody caught, and each crash of the interpreter, is reported.

    What the hooks did before is done after it. A crash of an earlier run that is still in the log of faults
    becomes a report now.
    """
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    collect_fault(folder, at=clock_s())
    hook, thread_hook = sys.excepthook, threading.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            write_report(folder, report_of(error.with_traceback(trace), at=clock_s()))
        hook(kind, error, trace)

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            write_report(folder, report_of(args.exc_value, at=clock_s()))
        thread_hook(args)

    with (folder / FAULTS).open("w") as faults:
        (folder / FAULTS).chmod(0o600)
        sys.excepthook, threading.excepthook = caught, caught_in_thread
        faulthandler.enable(faults)
        try:
            yield
        finally:
            faulthandler.disable()
            sys.excepthook, threading.excepthook = hook, thread_hook
    (folder / FAULTS).unlink(missing_ok=True)


def report_to_stderr() -> None:
    """From now on a process whose stderr is a log writes reports there, one a line, instead of tracebacks."""

    def write(error: BaseException) -> None:
        report = report_of(error, at=time.time()) | {"said": said(error)}  # words of ours alone, as in a log
        sys.stderr.write(json.dumps(report) + "\n")

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            write(args.exc_value)

    sys.excepthook = lambda _kind, error, trace: write(error.with_traceback(trace))
    threading.excepthook = caught_in_thread
    faulthandler.enable()


def collect_fault(folder: Path, *, at: float) -> Path | None:
    """The report of the crash that the log of faults tells of, or None; the log is gone afterwards."""
    path = folder / FAULTS
    try:
        text = path.read_text("utf-8", errors="replace")
        path.unlink()
    except OSError:
        return None
    kind = FAULT_KIND.search(text)
    if kind is None:
        return None  # that run was killed, or is still there: no crash of the interpreter
    calls = [FAULT_LINE.match(line) for line in text.splitlines()]
    frames = [_frame(call[1], int(call[2]), call[3]) for call in calls if call is not None]
    return write_report(folder, _report(kind[1].strip(), frames, at))


def _frame(file: str, line: int, name: str) -> str | None:
    """A frame of ours as "ui/window.py:12 show", or None for one of a library."""
    path = Path(file)
    if not path.is_relative_to(ROOT):
        return None
    return f"{path.relative_to(ROOT).as_posix()}:{line} {name}"


def _report(code: str, frames: list[str | None], at: float) -> dict[str, Any]:
    return {
        "code": code,
        "at": at,
        "frames": [frame for frame in frames if frame is not None],
        "program": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
    }
