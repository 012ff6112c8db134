"""Plays samples through the loudspeaker, and can cut them off at once."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Slot
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from app.voice.orders import How
from app.voice.recordings import BYTES_PER_SAMPLE, Sound

POLL_MS = 20
SLACK_S = 2.0  # a server that takes no samples for that long over the sound's own length is stuck
TAIL_S = 0.1  # silence after each sound: the sink is idle when it has handed over, 20 ms before it is silent


class Player(QObject):
    """Plays one sound at a time. ended: called with how each ended, once."""

    def __init__(self, ended: Callable[[How], None]) -> None:
        super().__init__()
        self._ended = ended
        self._sink: QAudioSink | None = None
        self._buffer = QBuffer(self)
        self._left_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)

    def play(self, sound: Sound) -> None:
        """Begin to play."""
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull() or not sound.samples:
            self._ended(How.FAILED)
            return
        shape = QAudioFormat()
        shape.setSampleRate(sound.rate_hz)
        shape.setChannelCount(sound.channels)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        frame_bytes = BYTES_PER_SAMPLE * sound.channels
        samples = sound.samples + bytes(frame_bytes * round(TAIL_S * sound.rate_hz))
        self._buffer.close()
        self._buffer.setData(QByteArray(samples))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._left_ms = 1000.0 * (len(samples) / (frame_bytes * sound.rate_hz) + SLACK_S)
        self._sink = QAudioSink(device, shape)
        self._sink.start(self._buffer)
        self._timer.start()

    def stop(self) -> None:
        """Be silent at once; what the sound server still holds is thrown away."""
        if self._sink is not None:
            self._end(How.STOPPED)

    @Slot()
    def _look(self) -> None:
        """The state is asked for: PySide cannot hand QAudioSink's signal over to a slot."""
        if self._sink is None:
            return
        self._left_ms -= POLL_MS
        state = self._sink.state()
        if state is QtAudio.State.IdleState:
            self._end(How.SPOKEN)
        elif state is QtAudio.State.StoppedState or self._left_ms <= 0:
            self._end(How.FAILED)

    def _end(self, how: How) -> None:
        self._timer.stop()
        if self._sink is not None:
            self._sink.reset()  # stop() may play what it holds to the end
            self._sink = None
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self._ended(how)
