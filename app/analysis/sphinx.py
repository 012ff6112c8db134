"""PocketSphinx, the English recogniser that needs no download: always low confidence (performance.md 1.4)."""

import json
import os
import subprocess
import sys
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.analysis.sphinx_process import HEADER
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError

HIGHEST_CONFIDENCE = 0.44  # below CHECK_WORDS_BELOW, whatever the decoder reports
_START_DEADLINE_S = 30.0
_DEADLINE_PER_SECOND_S = 10.0


class SphinxTranscriber:
    """PocketSphinx in a child process, started at once and again after a failure."""

    source = TranscriptSource.POCKETSPHINX
    languages = frozenset({Language.EN})
    merge_to_s = 0.0
    captions_open = False  # it needs half a core for its segments alone

    def __init__(self) -> None:
        self.identity = f"pocketsphinx/{version('pocketsphinx')}"
        self._child: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._start()

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment; a dead or hanging child is an error once, then it is started again."""
        if language not in self.languages:
            raise KioskError("recogniser_failed", engine=self.identity)
        if self._child is None:
            self._start()
        body = speech.samples.tobytes()
        answer = self._ask(HEADER.pack(len(body)) + body, 5.0 + _DEADLINE_PER_SECOND_S * speech.length_s)
        return Heard(str(answer["text"]), min(float(answer["confidence"]), HIGHEST_CONFIDENCE))

    def close(self) -> None:
        """Ends the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        child.wait(timeout=5)

    def _start(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._is_ready = False
        self._child = subprocess.Popen(
            [sys.executable, "-m", "app.analysis.sphinx_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def _ask(self, request: bytes, deadline_s: float) -> dict[str, Any]:
        child = self._child
        assert child is not None
        assert child.stdin is not None
        watch = threading.Timer(deadline_s + (0 if self._is_ready else _START_DEADLINE_S), child.kill)
        watch.start()
        try:
            if not self._is_ready:
                self._line(child)
                self._is_ready = True
            remaining = memoryview(request)
            while remaining:
                remaining = remaining[child.stdin.write(remaining) :]
            return self._line(child)
        except OSError as error:
            self.close()
            raise KioskError("recogniser_failed", engine=self.identity) from error
        finally:
            watch.cancel()

    @staticmethod
    def _line(child: subprocess.Popen[bytes]) -> dict[str, Any]:
        assert child.stdout is not None
        line = child.stdout.readline()
        if not line:
            raise BrokenPipeError("the recogniser's process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
