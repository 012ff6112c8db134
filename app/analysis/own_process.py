"""A recogniser in a process of its own: what its native code kills, hangs or hides costs one segment.

The other end reads "<I" byte count + int16 samples on stdin, answers one JSON line each, ends with stdin.
"""

import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

HEADER = struct.Struct("<I")
Hear = Callable[[NDArray[np.int16]], dict[str, Any]]
# Native code that hides a failure behind an empty answer still complains about it.
_HIDDEN = "Caught exception"
_PLACE = re.compile(r"^\S+:\w+:\d+ ")  # /project/csrc/file.cc:Function:12
_LONGEST_COMPLAINT = 200


class OwnProcess:
    """`python -m module arguments`, started at once and, after a failure, by the next hear()."""

    def __init__(self, module: str, *arguments: str, start_deadline_s: float = 30.0) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._start_deadline_s = start_deadline_s
        self._child: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._is_ready = False
        self._start()

    def wait(self) -> None:
        """Nothing, when its model is loaded. Raises ChildProcessError with what the process said last."""
        child = self._running()
        if not self._is_ready:
            with self._deadline(child, 0.0):
                self._until_ready(child)

    def hear(self, samples: NDArray[np.int16], deadline_s: float) -> dict[str, Any]:
        """The answer to [samples] int16. Raises OSError when the process died, hung or complained."""
        child = self._running()
        assert child.stdin is not None
        body = samples.tobytes()
        with self._deadline(child, deadline_s):
            self._until_ready(child)
            remaining = memoryview(HEADER.pack(len(body)) + body)
            while remaining:
                remaining = remaining[child.stdin.write(remaining) :]
            return self._line(child)

    def close(self) -> None:
        """Ends the process."""
        child, self._child = self._child, None
        complaints, self._complaints = self._complaints, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout, complaints):
            if pipe is not None:
                pipe.close()
        child.wait(timeout=5)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            self._start()
        assert self._child is not None
        return self._child

    def _start(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._is_ready = False
        self._complaints = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - lives as long as the process
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    @contextmanager
    def _deadline(self, child: "subprocess.Popen[bytes]", deadline_s: float) -> Iterator[None]:
        watch = threading.Timer(deadline_s + (0 if self._is_ready else self._start_deadline_s), child.kill)
        watch.start()
        try:
            yield
        except OSError:
            self.close()
            raise
        finally:
            watch.cancel()

    def _until_ready(self, child: "subprocess.Popen[bytes]") -> None:
        if not self._is_ready:
            self._line(child)
            self._is_ready = True

    def _line(self, child: "subprocess.Popen[bytes]") -> dict[str, Any]:
        assert child.stdout is not None
        line = child.stdout.readline()
        complaint = self._complaint()
        if not line.endswith(b"\n") or _HIDDEN in complaint:
            raise ChildProcessError(complaint or "the recogniser's process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _complaint(self) -> str:
        """What was written to stderr since the last call, in one printable line of at most 200 characters."""
        assert self._complaints is not None
        self._complaints.seek(0)
        text = self._complaints.read().decode("utf-8", "replace")
        self._complaints.seek(0)  # the process writes on from here: the place in the file is shared
        self._complaints.truncate()
        line = " ".join(_PLACE.sub("", part) for part in text.splitlines())
        return "".join(filter(str.isprintable, " ".join(line.split())))[:_LONGEST_COMPLAINT]


def serve(load: Callable[[], Hear]) -> None:
    """The other end: loads, says so, and answers segments until stdin ends; an exception is its last word.

    It answers on our own stdout; what native code prints there goes to stderr.
    """
    sys.excepthook = _last_word
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    hear = load()
    _answer(answers, {"ready": True})
    requests = sys.stdin.buffer
    while len(head := requests.read(HEADER.size)) == HEADER.size:
        (count,) = HEADER.unpack(head)
        body = requests.read(count)
        if len(body) < count:
            return
        _answer(answers, hear(np.frombuffer(body, np.int16)))


def _answer(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _last_word(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    sys.stderr.write(f"{kind.__name__}: {error}\n")
