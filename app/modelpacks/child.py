"""A part of this program in a process of its own: what crashes or hangs there, crashes and hangs alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run_child(module: str, arguments: list[str], deadline_s: float) -> dict[str, Any] | None:
    """The JSON object that `python -m module` printed last; None when it crashed, hung or said nothing."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=deadline_s,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        answer: dict[str, Any] = json.loads(child.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, LookupError):
        return None
    return answer


def peak_memory_mb() -> int | None:
    """The most memory that this process and its ended children had; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = sum(resource.getrusage(each).ru_maxrss for each in who)
    return round(peak / 1_000_000) if sys.platform == "darwin" else round(peak * 1024 / 1_000_000)
