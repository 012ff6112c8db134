"""Which microphones, cameras and loudspeakers are there, by the URIs that open them."""

from dataclasses import dataclass

from app.capture.camera import camera_names
from app.capture.microphone import PULSE_PORTS, SoundLibrary
from app.capture.pulse import default_sink, default_source, sinks, sources


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A device to choose from. is_default: what device:default opens."""

    uri: str
    name: str
    is_default: bool


def list_microphones(sound: SoundLibrary) -> tuple[FoundDevice, ...]:
    """Every microphone: the sound server's where there is one, else PortAudio's.

    A loudspeaker's monitor is none: the kiosk would record its own voice.
    """
    server_default = default_source()
    on_server = [source for source in sources() if not source.is_monitor]
    if on_server:
        return tuple(
            FoundDevice(
                f"device:{source.name}", source.description or source.name, source.name == server_default
            )
            for source in on_server
        )
    return _of_library(sound, "input")


def list_loudspeakers(sound: SoundLibrary | None) -> tuple[FoundDevice, ...]:
    """Every loudspeaker: the sound server's where there is one, else PortAudio's; `sound` None: it is missing."""
    server_default = default_sink()
    on_server = tuple(
        FoundDevice(f"device:{name}", description or name, name == server_default)
        for name, description in sinks()
    )
    return on_server or (() if sound is None else _of_library(sound, "output"))


def _of_library(sound: SoundLibrary, kind: str) -> tuple[FoundDevice, ...]:
    """PortAudio's devices of a kind, input or output."""
    names = [
        str(entry["name"])
        for entry in sound.query_devices()
        if entry[f"max_{kind}_channels"] > 0 and entry["name"] not in PULSE_PORTS
    ]
    if not names:
        return ()
    try:
        default = str(sound.query_devices(kind=kind)["name"])
    except (sound.PortAudioError, ValueError):
        default = ""
    return tuple(FoundDevice(f"device:{name}", name, name == default) for name in names)


def list_cameras() -> tuple[FoundDevice, ...]:
    """Every video device of this machine (Linux)."""
    names = camera_names()
    return tuple(
        FoundDevice(f"device:/dev/video{number}", name, number == min(names))
        for number, name in names.items()
    )
