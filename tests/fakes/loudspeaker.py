"""A loudspeaker that does what the real one promises, without a voice: a sentence ends when it is told to."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.language import Language
from app.voice.orders import How


class FakeLoudspeaker(QObject):
    """said: every sentence. patient: sentences go on until finish(); else they end by themselves, soon.

    broken: every order fails.
    """

    ended = Signal(int, object)

    def __init__(self, *, patient: bool = False, broken: bool = False) -> None:
        super().__init__()
        self.said: list[tuple[str, Language]] = []
        self.played: list[bytes] = []
        self._patient, self._broken = patient, broken
        self._number = 0
        self._running: int | None = None
        self._how = How.SPOKEN

    def prepare(self) -> None:
        """Nothing to load."""

    def say(self, text: str, language: Language) -> int:
        self.said.append((text, language))
        return self._begin()

    def play(self, sound: bytes) -> int:
        self.played.append(sound)
        return self._begin()

    def stop(self) -> None:
        if self._running is not None:
            self._how = How.STOPPED
            self._soon(self._running)

    def forget(self) -> None:
        self.said.clear()
        self.played.clear()

    def finish(self) -> None:
        """What sounds is over."""
        if self._running is not None:
            self._end(self._running)

    def close(self) -> None:
        self._running = None

    def _begin(self) -> int:
        self._number += 1
        before, self._running = self._running, self._number
        if before is not None:
            QTimer.singleShot(0, self, lambda: self.ended.emit(before, How.STOPPED))
        self._how = How.FAILED if self._broken else How.SPOKEN
        if self._broken or not self._patient:
            self._soon(self._number)
        return self._number

    def _soon(self, number: int) -> None:
        QTimer.singleShot(0, self, lambda: self._end(number))

    def _end(self, number: int) -> None:
        if number == self._running:
            self._running = None
            self.ended.emit(number, self._how)
