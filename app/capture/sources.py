"""Microphones and cameras by URI."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import unquote

from app.capture.clock import EngineClock
from app.domain.media import AudioBlock, VideoFrame
from app.errors import KioskError

Item_co = TypeVar("Item_co", covariant=True)


class SourceKind(StrEnum):
    """Where sound or picture comes from."""

    DEVICE = "device"
    FILE = "file"
    SILENCE = "silence"  # a microphone of tests and the demo that waits for PlayNext
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class SourceUri:
    """A source, taken apart. value: device name, file path or the whole address of a stream."""

    kind: SourceKind
    value: str


def parse_uri(uri: str) -> SourceUri:
    """`uri` taken apart. Raises KioskError "source_unknown" for a scheme we do not have."""
    scheme, colon, rest = uri.partition(":")
    if scheme in ("rtsp", "rtsps", "http", "https") and rest.startswith("//"):
        return SourceUri(SourceKind.STREAM, uri)
    if colon and scheme == "device":
        return SourceUri(SourceKind.DEVICE, rest or "default")
    if colon and scheme == "file" and rest:
        return SourceUri(SourceKind.FILE, unquote(rest[2:]) if rest.startswith("//") else rest)
    if uri == "silence:":
        return SourceUri(SourceKind.SILENCE, "")
    raise KioskError("source_unknown", scheme=scheme if colon else "")


class Source(Protocol[Item_co]):
    """A microphone or a camera.

    live: a real device, so the guard's rules on its signal hold.
    identity: the sound server's name of the source that the stream is tied to; None where there is none.
    """

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def live(self) -> bool: ...

    @property
    def identity(self) -> str | None: ...

    @property
    def dropped(self) -> int:
        """Blocks or frames lost since the start because nobody fetched them in time."""

    @property
    def ended(self) -> bool:
        """It stopped by itself: nothing more will come."""

    def start(self, at_s: float) -> None:
        """Begin at that moment of the engine clock (a device begins at once). Raises KioskError."""

    def take_all(self) -> Sequence[Item_co]:
        """What came since the last call, oldest first."""

    def close(self) -> None:
        """Let the device go."""


AudioSource = Source[AudioBlock]
VideoSource = Source[VideoFrame]


def open_microphone(uri: str, clock: EngineClock) -> AudioSource:
    """The microphone behind `uri`, not yet started. Raises KioskError with the reason."""
    source = parse_uri(uri)
    if source.kind is SourceKind.STREAM:
        raise KioskError("source_unknown", scheme=uri.partition(":")[0])
    if source.kind is SourceKind.DEVICE:
        from app.capture.microphone import Microphone, load_sounddevice

        return Microphone(source.value, clock, load_sounddevice())
    from app.capture.audio_file import FileMicrophone

    return FileMicrophone(Path(source.value) if source.kind is SourceKind.FILE else None, clock)


def open_camera(uri: str, clock: EngineClock) -> VideoSource:
    """The camera behind `uri`, not yet started. Raises KioskError with the reason."""
    source = parse_uri(uri)
    if source.kind is SourceKind.SILENCE:
        raise KioskError("source_unknown", scheme="silence")
    if source.kind is SourceKind.FILE:
        from app.capture.video_file import FileCamera

        return FileCamera(Path(source.value), clock)
    from app.capture.camera import Camera

    return Camera(source, clock)
