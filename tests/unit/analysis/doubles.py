"""A recogniser for tests that says what it is told to, at its own pace."""

import threading
from collections.abc import Callable

from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource


class SpokenLines:
    """Gives `answer(speech)`; waits for `gate` first, where there is one."""

    source = TranscriptSource.FASTER_WHISPER
    identity = "lines/1"
    languages = frozenset(Language)

    def __init__(
        self,
        answer: Callable[[Speech], Heard] = lambda speech: Heard(f"第{speech.start_s:.0f}秒", 0.9, 0.0),
        gate: threading.Event | None = None,
        merge_to_s: float = 0.0,
        captions_open: bool = False,
    ) -> None:
        self.merge_to_s, self.captions_open = merge_to_s, captions_open
        self.calls: list[Speech] = []
        self._answer, self._gate = answer, gate

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        self.calls.append(speech)
        if self._gate is not None:
            self._gate.wait(20.0)
        return self._answer(speech)

    def close(self) -> None:
        """Nothing to free."""
