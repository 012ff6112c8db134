"""What a part has done so far, one line for each run, so that a part that was stopped can go on."""

import json
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

SAY_EACH_S = 10.0


class Record:
    """The lines of one part in `path`. go_on: keep those of an earlier run; else begin anew."""

    def __init__(self, path: Path, part: str, wanted: int, *, go_on: bool) -> None:
        self.part, self.wanted = part, wanted
        self._path = path
        self.lines: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._began_s = self._said_s = time.monotonic()
        if go_on and path.exists():
            self.lines = [
                json.loads(line) for line in path.read_text("utf-8").splitlines() if line.endswith("}")
            ]
        self._had = len(self.lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a" if go_on else "w", encoding="utf-8")

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    @property
    def is_complete(self) -> bool:
        """As many runs as were wanted."""
        return len(self.lines) >= self.wanted

    def add(self, line: dict[str, Any], evidence: Path | None = None) -> None:
        """One run more. From any thread. evidence: a folder that is kept where the run found a fault."""
        with self._lock:
            self.lines.append(line)
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
            if line.get("faults"):
                say(f"{self.part} {len(self.lines)}: {line}")
                if evidence is not None:
                    kept = self._path.with_name(f"{self.part}-{len(self.lines)}")
                    shutil.copytree(evidence, kept, dirs_exist_ok=True, ignore_dangling_symlinks=True)
            if time.monotonic() - self._said_s > SAY_EACH_S or self.is_complete:
                self._said_s = time.monotonic()
                each_s = (self._said_s - self._began_s) / max(1, len(self.lines) - self._had)
                left_min = each_s * max(0, self.wanted - len(self.lines)) / 60
                say(
                    f"{self.part} {len(self.lines)} of {self.wanted}, {each_s:.2f} s each, {left_min:.0f} min left"
                )

    def count(self, key: str) -> int:
        """How many entries the lists called `key` hold in all."""
        return sum(len(line.get(key, ())) for line in self.lines)

    def largest(self, key: str) -> float | None:
        """The largest value of `key`; None where no run has one."""
        found = [float(line[key]) for line in self.lines if line.get(key) is not None]
        return max(found) if found else None


def say(text: str) -> None:
    """Tell whoever watches."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
