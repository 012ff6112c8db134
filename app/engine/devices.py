"""The microphone and the camera of the engine, opened together and started at the same moment."""

import time
from collections.abc import Callable
from pathlib import Path

from app.capture.audio_file import FileMicrophone
from app.capture.clock import EngineClock
from app.capture.guards import CameraGuard
from app.capture.microphone import load_sounddevice, relist_devices
from app.capture.sources import SourceKind, open_camera, open_microphone, parse_uri
from app.capture.watched_guard import WatchedMicGuard
from app.domain.media import AudioBlock, VideoFrame
from app.domain.messages import DeviceAlarm
from app.engine.opening import OPEN_LIMIT_S, Opened, Opening
from app.engine.station import Kind, Station
from app.engine.task import Task
from app.errors import KioskError


def _renew_microphone(uri: str) -> None:
    if parse_uri(uri).kind is SourceKind.DEVICE:
        relist_devices(load_sounddevice())


MICROPHONE: Kind[AudioBlock] = Kind(
    "microphone", open_microphone, _renew_microphone, WatchedMicGuard, lambda block: block.samples
)
CAMERA: Kind[VideoFrame] = Kind(
    "camera",
    open_camera,
    lambda _uri: None,
    lambda source, now_s: CameraGuard(now_s, source.live),
    lambda frame: frame.pixels,
)


class Devices:
    """Both stations. use() opens on a thread; poll `is_open` from the loop."""

    def __init__(self, clock: EngineClock, say: Callable[[DeviceAlarm], None]) -> None:
        self._clock = clock
        self.microphone: Station[AudioBlock] = Station(MICROPHONE, clock, say)
        self.camera: Station[VideoFrame] = Station(CAMERA, clock, say)
        self._opening: Task[tuple[Opened[AudioBlock], Opened[VideoFrame]]] | None = None

    def use(self, microphone: str | None, camera: str | None) -> None:
        """Let go what is open and open these; both begin at the same moment of the engine clock."""
        old = (self.microphone.retire(), self.camera.retire())
        before = self._opening

        def work() -> tuple[Opened[AudioBlock], Opened[VideoFrame]]:
            if before is not None and before.wait(OPEN_LIMIT_S):
                _close_all(before)
            for close in old:
                Task("close-device", close).wait(OPEN_LIMIT_S)
            sound = Opening(self.microphone, microphone)
            picture = Opening(self.camera, camera)
            deadline_s = time.monotonic() + OPEN_LIMIT_S
            for opening in (sound, picture):
                opening.wait_open(deadline_s)
            at_s = self._clock.now_s()
            for opening in (sound, picture):
                opening.begin(at_s)
            deadline_s = time.monotonic() + OPEN_LIMIT_S
            return sound.opened(deadline_s), picture.opened(deadline_s)

        self._opening = Task("open-devices", work)

    def just_opened(self) -> bool:
        """True once after each use(), when both devices are open or known to be missing."""
        if self._opening is None or not self._opening.is_done:
            return False
        sound, picture = self._opening.result()
        self._opening = None
        self.microphone.adopt(*sound)
        self.camera.adopt(*picture)
        return True

    def play(self, uri: str) -> None:
        """Play this recording as the microphone. Raises KioskError if that is no file, or cannot be read."""
        wanted = parse_uri(uri)
        source = self.microphone.source
        if wanted.kind is not SourceKind.FILE or not isinstance(source, FileMicrophone):
            raise KioskError("not_a_recording")
        source.play(Path(wanted.value))

    def close(self) -> None:
        """Let both devices go."""
        if self._opening is not None and self._opening.wait(2 * OPEN_LIMIT_S):
            self.just_opened()
        self.microphone.retire()()
        self.camera.retire()()


def all_files(*uris: str | None) -> bool:
    """Only recordings among these, so that they may be played faster than real time."""
    return all(
        parse_uri(uri).kind in (SourceKind.FILE, SourceKind.SILENCE) for uri in uris if uri is not None
    )


def _close_all(opening: "Task[tuple[Opened[AudioBlock], Opened[VideoFrame]]]") -> None:
    for _, source, _ in opening.result():
        if source is not None:
            source.close()
