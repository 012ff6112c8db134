"""A file of a stranger → its words, or why there are none. The file is opened by a child process, never here."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ehr.resumes.document import Format, Limits, Notice, Part, PartKind, Refusal, Refused, ResumeText

_ROOT = Path(__file__).resolve().parents[2]
USUAL_LIMITS = Limits()


def read_resume(data: bytes, limits: Limits = USUAL_LIMITS) -> ResumeText | Refused:
    """The words of the PDF or DOCX file `data`, or why there are none.

    Blocks for `limits.wall_s` at most: call it from a background job or a thread, not from an event loop.
    """
    if not data:
        return Refused(Refusal.EMPTY)
    if len(data) > limits.file_bytes:
        return Refused(Refusal.TOO_LARGE)
    order = json.dumps(asdict(limits)).encode() + b"\n" + data
    try:
        child = subprocess.run(
            [sys.executable, "-s", "-m", "ehr.resumes.child"],
            input=order,
            capture_output=True,
            timeout=limits.wall_s,
            cwd="/",
            env=child_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Refused(Refusal.TOO_SLOW)
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Refused(Refusal.TOO_SLOW)
    if child.returncode != 0:
        return Refused(Refusal.DAMAGED)  # a crash of a library on these bytes; its words may quote the file
    return _found(json.loads(child.stdout))


def child_environment() -> dict[str, str]:
    """All that the child is told: nothing of the hub's own environment, which may hold keys and passwords."""
    return {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def _found(answer: dict[str, Any]) -> ResumeText | Refused:
    if "refused" in answer:
        return Refused(Refusal(answer["refused"]))
    return ResumeText(
        format=Format(answer["format"]),
        part_kind=PartKind(answer["part_kind"]),
        text=answer["text"],
        parts=tuple(Part(*part) for part in answer["parts"]),
        notices=frozenset(Notice(notice) for notice in answer["notices"]),
    )
