"""The log of the program: files that rotate, and never a word that a candidate said.

What may be written: constant sentences of ours, numbers, codes, ids, names of files and classes. Anything
else that is handed to a log call is replaced by what it is.
"""

import logging
import logging.handlers
import os
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from io import TextIOWrapper
from numbers import Real
from pathlib import Path
from types import TracebackType
from typing import Any

from app.errors import BugError, KioskError

FILE_BYTES = 1_000_000
OLD_FILES = 5
FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(process)d %(name)s: %(message)s"
DATE_FORMAT = "%Y-%m-%dT%H:%M:%S"
WORD = re.compile(r"[!-~]{1,120}")  # printable ASCII without a space: a code, an id, a path, a class
NOT_OURS = re.compile(r"[^\x00-\x7f]+")  # our log sentences are English
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


@contextmanager
def logging_to(file: Path, level: int = logging.INFO) -> Iterator[None]:
    """Inside the block the log goes to `file`; the folder is made if need be. Only the user may read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = PrivateFile(file)
    root = logging.getLogger()
    old_level = root.level
    root.setLevel(level)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(old_level)
        handler.close()


class PrivateFile(logging.handlers.RotatingFileHandler):
    """Writes what `Discreet` leaves. A full disk stops the log, never the program: `lost` counts."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")
        self.lost = 0
        self.setFormatter(Discreet())
        self.addFilter(_is_worth_a_line)

    def _open(self) -> TextIOWrapper:
        opened = super()._open()
        os.chmod(self.baseFilename, 0o600)
        return opened

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - both are logging's
        """Count the line; there is nowhere else to say it."""
        self.lost += 1


class Discreet(logging.Formatter):
    """Formats a record without personal data, in UTC."""

    def __init__(self) -> None:
        super().__init__(FORMAT, DATE_FORMAT)

    def converter(self, seconds: float | None) -> time.struct_time:
        """The moment in UTC."""
        return time.gmtime(seconds)

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the frames of an exception if there is one."""
        line = logging.makeLogRecord(record.__dict__)  # other handlers get the record as it was
        line.args = _shown(record.args)
        line.exc_text = None
        line.stack_info = None
        line.msg, line.args = NOT_OURS.sub("…", line.getMessage()), None
        return super().format(line)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        """The frames and the kind of the exception; its words only where they are ours."""
        kind, error, trace = ei
        frames = traceback.extract_tb(trace)
        lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*lines, f"  {said(error) if error is not None else kind}"])


def said(error: BaseException) -> str:
    """What may be written about `error`: its class, and its words only where they are ours."""
    name = type(error).__name__
    if isinstance(error, KioskError | BugError):
        return f"{name}: {NOT_OURS.sub('…', QUOTED.sub('…', str(error)))[:200]}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {os.strerror(error.errno)}"
    return name


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """True for our own lines, and for the warnings of others."""
    return record.name.startswith("app") or record.levelno >= logging.WARNING


def _shown(args: object) -> Any:
    if isinstance(args, Mapping):
        return {name: _word(value) for name, value in args.items()}
    if isinstance(args, tuple):
        return tuple(_word(value) for value in args)
    return args


def _word(value: object) -> object:
    """`value` if it may stand in a log, else what it is."""
    if value is None or isinstance(value, Real):
        return value
    if isinstance(value, BaseException):
        return _Shown(said(value))
    text = str(value.value if isinstance(value, Enum) else value) if _is_textual(value) else ""
    if WORD.fullmatch(text):
        return _Shown(text)
    return _Shown(
        f"<{type(value).__name__} of {len(text)} characters>" if text else f"<{type(value).__name__}>"
    )


class _Shown(str):
    """Looks the same under %s and %r."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _is_textual(value: object) -> bool:
    return isinstance(value, str | Path | Enum)
