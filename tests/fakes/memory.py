"""What stands in the memory of another process: to find out whether a planted mark is still there."""

import os
import re
from pathlib import Path

import numpy as np

from app.domain.media import SAMPLE_RATE_HZ

_REGION = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)$")
_STEP_BYTES = 1 << 24


def holds(process_id: int, marks: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Those of `marks` that stand anywhere in the readable memory of the process, shared memory included."""
    found: set[bytes] = set()
    longest = max(len(mark) for mark in marks)
    with Path(f"/proc/{process_id}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(process_id):
            for at in range(start, end, _STEP_BYTES):
                piece = _read(memory.fileno(), at, min(end, at + _STEP_BYTES + longest) - at)
                found.update(mark for mark in marks if mark in piece)
    return tuple(mark for mark in marks if mark in found)


def spellings(text: str) -> tuple[bytes, ...]:
    """How a text may stand in memory: as UTF-8, and as the 1, 2 or 4 bytes a character of Python and Qt."""
    return tuple(dict.fromkeys(text.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le")))


def marked_sound(seconds: float, mark: bytes) -> bytes:
    """Loud noise, int16 mono at SAMPLE_RATE_HZ, in which the samples of `mark` come again each tenth of a second."""
    noise = np.random.default_rng(5).integers(-9000, 9000, round(seconds * SAMPLE_RATE_HZ), np.int16)
    sample = np.frombuffer(mark, "<i2")
    for at in range(0, len(noise) - len(sample), SAMPLE_RATE_HZ // 10):
        noise[at : at + len(sample)] = sample
    return noise.astype("<i2").tobytes()


def _regions(process_id: int) -> list[tuple[int, int]]:
    regions = []
    for line in Path(f"/proc/{process_id}/maps").read_text().splitlines():
        match = _REGION.match(line)
        if match is not None and match[3] not in {"[vvar]", "[vsyscall]"}:
            regions.append((int(match[1], 16), int(match[2], 16)))
    return regions


def _read(file: int, at: int, size: int) -> bytes:
    try:
        return os.pread(file, size, at)
    except (OSError, OverflowError):  # a guard page, or gone meanwhile
        return b""
