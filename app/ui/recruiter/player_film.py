"""Sound and picture of one recording, played out of memory; nothing of it is ever written anywhere.

The only file that imports QtMultimedia in the kiosk process: that loads FFmpeg and looks for sound servers.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

_LOADED = (
    QMediaPlayer.MediaStatus.LoadedMedia,
    QMediaPlayer.MediaStatus.BufferedMedia,
    QMediaPlayer.MediaStatus.BufferingMedia,
    QMediaPlayer.MediaStatus.EndOfMedia,
)


class Film(QObject):
    """Lives on the UI thread; decoding has threads of its own. Qt's player is made when there is something to play.

    moved: milliseconds from the start. running: plays now. shown: a new picture. broken: it cannot be decoded.
    """

    moved = Signal(int)
    running = Signal(bool)
    shown = Signal(QImage)
    broken = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._buffer = QBuffer(self)
        self._sink = QVideoSink(self)
        self._sound: QAudioOutput | None = None
        self._speed = 1.0
        self._begin: tuple[int, bool] | None = None
        self._sink.videoFrameChanged.connect(self._frame)

    @property
    def is_open(self) -> bool:
        """There is a recording in memory."""
        return self._buffer.isOpen()

    @property
    def is_running(self) -> bool:
        """It plays now."""
        return (
            self._player is not None
            and self._player.playbackState() is QMediaPlayer.PlaybackState.PlayingState
        )

    @property
    def has_loudspeaker(self) -> bool:
        """Whether sound can be heard; known once something was opened."""
        return self._sound is not None

    @property
    def position_ms(self) -> int:
        """Where it is."""
        if self._begin is not None:
            return self._begin[0]
        return 0 if self._player is None else self._player.position()

    def open(self, content: bytes, at_ms: int = 0, *, plays: bool = True) -> None:
        """Take a recording into memory and begin at `at_ms`."""
        self.close()
        player = self._made()
        self._begin = (at_ms, plays)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(self._buffer)

    def close(self) -> None:
        """Be silent; give the recording's memory back."""
        self._begin = None
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())
        self._buffer.close()
        self._buffer.setData(QByteArray())
        self.shown.emit(QImage())

    def release(self) -> None:
        """End for good, threads included: the window goes."""
        self.close()
        if self._player is not None:
            self._player.setVideoSink(None)  # type: ignore[arg-type]
            self._player.setAudioOutput(None)  # type: ignore[arg-type]
            self._player.deleteLater()
            self._player = self._sound = None

    def toggle(self) -> None:
        """Play, or pause."""
        if self._player is None or not self.is_open:
            return
        if self.is_running:
            self._player.pause()
        else:
            self._player.play()

    def seek(self, at_ms: int) -> None:
        """Go to a moment; whether it plays stays as it is."""
        if self._begin is not None:
            self._begin = (at_ms, self._begin[1])
        elif self._player is not None and self.is_open:
            if self._player.playbackState() is QMediaPlayer.PlaybackState.StoppedState:
                self._player.pause()  # at its end; a stopped one shows no picture
            self._player.setPosition(at_ms)

    def set_speed(self, speed: float) -> None:
        """Play at `speed` times; the pitch of the voice stays."""
        self._speed = speed
        if self._player is not None:
            self._player.setPlaybackRate(speed)

    def _made(self) -> QMediaPlayer:
        if self._player is None:
            player = QMediaPlayer(self)
            player.setVideoSink(self._sink)
            device = QMediaDevices.defaultAudioOutput()
            if not device.isNull():
                self._sound = QAudioOutput(device, self)
                player.setAudioOutput(self._sound)
            player.setPitchCompensation(True)
            player.setPlaybackRate(self._speed)
            player.positionChanged.connect(self._at)
            player.playbackStateChanged.connect(self._changed)
            player.mediaStatusChanged.connect(self._status)
            player.errorOccurred.connect(self._failed)
            self._player = player
        return self._player

    @Slot(QMediaPlayer.MediaStatus)
    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in _LOADED and self._begin is not None and self._player is not None:
            (at_ms, plays), self._begin = self._begin, None
            if plays:
                self._player.play()
            else:
                self._player.pause()
            if at_ms:
                self._player.setPosition(at_ms)

    @Slot("qint64")
    def _at(self, at_ms: int) -> None:
        if self.is_open and self._begin is None:
            self.moved.emit(at_ms)

    @Slot(QMediaPlayer.PlaybackState)
    def _changed(self, state: QMediaPlayer.PlaybackState) -> None:
        self.running.emit(state is QMediaPlayer.PlaybackState.PlayingState)

    @Slot()
    def _failed(self) -> None:
        if self.is_open:
            self.broken.emit()

    @Slot(QVideoFrame)
    def _frame(self, frame: QVideoFrame) -> None:
        if self.is_open and frame.isValid():
            self.shown.emit(frame.toImage())
