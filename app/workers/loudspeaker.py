"""The voice process as the UI thread sees it: orders out, ends in; a voice that fails never blocks anything."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.voice.orders import How, Hush, Order, Play, Say, order_line, read_answer

log = logging.getLogger(__name__)

CLOSE_MS = 1000
HUSH_MS = 100  # a voice process that is not silent by then is ended, and its sound with it
ROOM_MS = (
    150  # what has left the sound server still is in amplifier and room; a recording waits for that, too
)
BEGIN_S = 10.0  # a busy machine takes its time to start a process
PER_CHARACTER_S = {Language.ZH: 0.6, Language.EN: 0.2}  # twice the pace of the slowest voice measured
FAILURES_MAX = 3  # a voice process that keeps dying is let be: the words stand on the screen


class Loudspeaker(QObject):
    """Lives, and is used, on the UI thread.

    Signals:
        ended: (number, How) once for each say() and play(), never before the call returned. After SPOKEN and
            STOPPED nothing of it can be heard any more, unless another one has taken its place.
    """

    ended = Signal(int, object)

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        super().__init__()
        self._folders = [str(folder) for folder in folders]
        self._process: QProcess | None = None
        self._number = 0
        self._running: int | None = None
        self._failures = 0
        self._has_spoken = self._is_cut = False
        self._leaving: list[QProcess] = []
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._too_late)

    @property
    def process_id(self) -> int | None:
        """The voice process's id; None while there is none."""
        return self._process.processId() if self._process is not None else None

    def prepare(self) -> None:
        """Start the voice process, so that the first sentence need not wait for it."""
        if self._process is None and self._failures < FAILURES_MAX:
            process = QProcess(self)
            environment = QProcessEnvironment.systemEnvironment()
            environment.insert("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
            process.setProcessEnvironment(environment)
            process.setStandardErrorFile(QProcess.nullDevice())
            process.readyReadStandardOutput.connect(self._read)
            process.finished.connect(self._gone)
            process.errorOccurred.connect(self._gone)
            self._process = process
            process.start(sys.executable, ["-m", "app.voice", *self._folders])

    def say(self, text: str, language: Language) -> int:
        """The number under which the end of this sentence will be told; stops what sounds now."""
        return self._order(Say(self._next(), text, language), BEGIN_S + len(text) * PER_CHARACTER_S[language])

    def play(self, sound: bytes) -> int:
        """The same for sound: [samples] int16 mono at SAMPLE_RATE_HZ."""
        return self._order(Play(self._next(), sound), BEGIN_S + len(sound) / (2 * SAMPLE_RATE_HZ))

    def stop(self) -> None:
        """Be silent at once; the end of what sounds is told when it is."""
        if self._running is not None and not self._is_cut:
            self._is_cut = True
            self._write(Hush())
            self._deadline.start(HUSH_MS)

    def forget(self) -> None:
        """Load another process in place of the one that knows what was said; nothing is waited for."""
        if not self._has_spoken:
            return
        self._has_spoken = self._is_cut = False
        self._deadline.stop()
        running, self._running = self._running, None
        if running is not None:
            self._tell_soon(running, How.STOPPED)
        self._let_go()
        self.prepare()

    def close(self) -> None:
        """End the process for good; whatever sounds ends with it."""
        self._failures = FAILURES_MAX  # whoever still has something to say starts no other
        self._deadline.stop()
        self._running = None
        self._let_go()
        for process in self._leaving:
            is_over = process.state() is QProcess.ProcessState.NotRunning
            if not is_over and not process.waitForFinished(CLOSE_MS):
                process.kill()
                process.waitForFinished(CLOSE_MS)
        self._leaving.clear()

    def _let_go(self) -> None:
        """The process ends with its input, or is killed when its time is over."""
        process, self._process = self._process, None
        if process is None:
            return
        for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
            signal.disconnect()
        over = QProcess.ProcessState.NotRunning
        self._leaving = [each for each in self._leaving if each.state() is not over]
        self._leaving.append(process)
        process.closeWriteChannel()
        QTimer.singleShot(CLOSE_MS, process, process.kill)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _order(self, order: Say | Play, limit_s: float) -> int:
        before, self._running = self._running, order.number
        if before is not None:
            self._tell_soon(before, How.STOPPED)
        self.prepare()
        self._has_spoken, self._is_cut = True, False
        if self._process is None:
            QTimer.singleShot(0, self, lambda: self._end(order.number, How.FAILED))
        else:
            self._write(order)
            self._deadline.start(round(limit_s * 1000))
        return order.number

    def _write(self, order: Order) -> None:
        if self._process is not None:
            self._process.write(order_line(order))

    def _tell_soon(self, number: int, how: How) -> None:
        QTimer.singleShot(0, self, lambda: self.ended.emit(number, how))

    def _end(self, number: int, how: How) -> None:
        if number == self._running:  # else it was told of already
            self._running, self._is_cut = None, False
            self._deadline.stop()
            self.ended.emit(number, how)

    def _is_silent(self, number: int, how: How) -> None:
        """Nothing comes from the sound server any more: tell it once the room is silent, too."""
        if number == self._running:
            self._is_cut = True  # nobody has to cut it off any more
            self._deadline.stop()
            QTimer.singleShot(ROOM_MS, self, lambda: self._end(number, how))

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            answer = read_answer(bytes(self._process.readLine().data()))
            if answer is None:
                continue
            if answer.how is How.FAILED:
                self._end(answer.number, answer.how)
            else:
                self._failures = 0
                self._is_silent(answer.number, answer.how)

    @Slot()
    def _too_late(self) -> None:
        if not self._is_cut:
            log.warning("the voice process does not answer")
        if self._process is not None:
            self._process.kill()

    @Slot()
    def _gone(self) -> None:
        """What sounded went with the process. One that we ended ourselves, to be silent, is no failure."""
        if self._process is None:
            return
        running, was_cut = self._running, self._is_cut
        self._let_go()  # an error may be told while the process is still ending
        if was_cut and running is not None:
            self._is_silent(running, How.STOPPED)
            self.prepare()
            return
        log.warning("the voice process has ended")
        self._failures += 1
        if running is not None:
            QTimer.singleShot(0, self, lambda: self._end(running, How.FAILED))
