"""The speech engine: words to samples, by the program espeak-ng. It makes no sound itself: ours can be cut off."""

import io
import shutil
import wave
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Slot

from app.domain.language import Language
from app.voice.recordings import BYTES_PER_SAMPLE, Sound

PROGRAM = "espeak-ng"
_VOICES = {Language.ZH: "cmn", Language.EN: "en-us"}


class Synthesis(QObject):
    """Makes one text at a time. made: called once for each begin() that was not stopped; None: there is no voice."""

    def __init__(self, made: Callable[[Sound | None], None]) -> None:
        super().__init__()
        self._made = made
        self._process: QProcess | None = None

    def begin(self, text: str, language: Language) -> None:
        """Begin to make the sound of `text`: half a second of work for six minutes of speech.

        The words go by standard input: everybody on the machine can read a command line.
        """
        program = shutil.which(PROGRAM)
        if program is None:
            self._made(None)
            return
        process = QProcess(self)
        self._process = process
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._finished)
        process.start(program, ["--stdin", "--stdout", "-b1", "-v", _VOICES[language]])
        process.write(text.encode())
        process.closeWriteChannel()

    def stop(self) -> bool:
        """True when something was being made, which nobody will hear."""
        process, self._process = self._process, None
        if process is None:
            return False
        process.finished.disconnect()
        process.errorOccurred.disconnect()
        process.finished.connect(process.deleteLater)
        process.kill()
        return True

    @Slot()
    def _finished(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            made = bytes(process.readAllStandardOutput().data())
            process.deleteLater()
            self._made(_sound(made))


def _sound(made: bytes) -> Sound | None:
    """The samples of a WAV file that was written to a pipe: its header cannot know how long it became."""
    try:
        with wave.open(io.BytesIO(made), "rb") as wav:
            if wav.getsampwidth() != BYTES_PER_SAMPLE:
                return None
            samples = wav.readframes(len(made))
            whole = len(samples) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE
            return Sound(samples[:whole], wav.getframerate(), wav.getnchannels()) if whole else None
    except (wave.Error, EOFError):
        return None
