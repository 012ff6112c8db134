"""When the program failed, for an administrator: of each report only when, what kind, and which version ran."""

import json
from collections.abc import Iterator
from pathlib import Path

from app.office.values import CrashLine

SHOWN = 10


def crash_lines(folder: Path) -> Iterator[CrashLine]:
    """The newest reports first; one that cannot be read is passed over."""
    for path in sorted(folder.glob("*.json"), reverse=True)[:SHOWN]:
        try:
            report = json.loads(path.read_text("utf-8"))
            yield CrashLine(float(report["at"]), str(report["code"]), str(report["program"]))
        except (OSError, ValueError, LookupError, TypeError):
            continue
