"""The log: one JSON object a line, and never a word that somebody typed or said.

Our constant sentences, numbers, and short codes are written; anything else is replaced by its type. An error is
its class and the places it passed, not its text: database errors quote rows.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

WORD = re.compile(r"[!-~]{1,120}")
ADDRESS = re.compile(r"@|://.*:.*@")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without personal data."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _sentence(record),
        }
        fields: dict[str, object] = getattr(record, "fields", {})
        line |= discreetly(fields)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = _error(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def log_to(stream: TextIO, level: int = logging.INFO) -> logging.Handler:
    """Send everything that is logged to `stream`; the handler, so that it can be removed again."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.setLevel(level)
    root.addHandler(handler)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"  # our own line of each request holds no query
    return handler


def discreet(value: object) -> object:
    """`value` if it can hold no personal data, else what it is."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    if WORD.fullmatch(text) and not ADDRESS.search(text):
        return text
    return f"<{type(value).__name__}>"


def discreetly(fields: dict[str, object]) -> dict[str, object]:
    """Each field as `discreet` leaves it."""
    return {name: discreet(value) for name, value in fields.items()}


def _sentence(record: logging.LogRecord) -> str:
    given: Any = record.args or ()
    words = discreetly(given) if isinstance(given, dict) else tuple(discreet(value) for value in given)
    sentence = str(record.msg)
    try:
        return sentence % words if words else sentence
    except (TypeError, ValueError):
        return sentence


def _error(info: ExcInfo) -> dict[str, object]:
    kind, _, trace = info
    frames = traceback.extract_tb(trace)[-12:]
    return {"class": kind.__qualname__, "at": [f"{frame.name}:{frame.lineno}" for frame in frames]}
