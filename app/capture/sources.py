"""Microphones and cameras by URI."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from app.capture.clock import EngineClock
from app.domain.media import AudioBlock, VideoFrame
from app.errors import KioskError


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


class AudioSource(Protocol):
    """A microphone. live: a real device, so the guard's rules on identity and zeros hold."""

    name: str
    live: bool

    @property
    def dropped(self) -> int:
        """Blocks lost since the start because nobody fetched them."""

    @property
    def ended(self) -> bool:
        """The stream has stopped by itself."""

    def start(self, at_s: float) -> None:
        """Begin at that moment of the engine clock (a device begins at once)."""

    def take_blocks(self) -> list[AudioBlock]:
        """Blocks since the last call, oldest first."""

    def close(self) -> None:
        """Let the device go."""


class VideoSource(Protocol):
    """A camera. live: its picture is never exactly the same twice."""

    name: str
    live: bool

    @property
    def dropped(self) -> int:
        """Frames lost since the start because nobody fetched them in time."""

    @property
    def ended(self) -> bool:
        """Reading failed: no more frames will come."""

    def start(self, at_s: float) -> None:
        """Begin at that moment of the engine clock (a device begins at once)."""

    def take_frames(self) -> list[VideoFrame]:
        """Frames since the last call, oldest first."""

    def close(self) -> None:
        """Let the device go."""


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
