"""Which cameras, microphones and loudspeakers are plugged in just now, and which of them the kiosk uses.

`python -m app.doctor.plugged URI URI` ("none" for none) asks in a process of its own, as app/doctor/devices does, and
says on stdout what it found.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.capture.devices import FoundDevice, list_cameras, list_loudspeakers, list_microphones
from app.capture.microphone import load_sounddevice
from app.capture.sources import SourceKind, parse_uri
from app.domain.codec import decode, encode
from app.errors import KioskError
from app.settings import Settings
from app.settings.rules import NO_SOURCE

TIMEOUT_S = 20.0
DEFAULT = "default"


class Use(StrEnum):
    """What the kiosk takes of one kind of device.

    missing: the one it should take is not plugged in. elsewhere: a recording or a stream instead of any.
    """

    PLUGGED = "plugged"
    MISSING = "missing"
    OFF = "off"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Plugged:
    """All devices of a kind: camera, microphone or loudspeaker. used: where in `names` the kiosk's own stands.

    wanted: what the settings call the device that is missing; empty: any would do.
    """

    kind: str
    use: Use
    names: tuple[str, ...] = ()
    used: int | None = None
    wanted: str = ""


def plugged_devices(settings: Settings, timeout_s: float = TIMEOUT_S) -> list[Plugged] | None:
    """Each kind of device; None where a driver got stuck."""
    uris = [settings.microphone or NO_SOURCE, settings.camera or NO_SOURCE]
    loudspeaker = "device:default" if settings.loudspeaker else NO_SOURCE
    command = [sys.executable, "-m", "app.doctor.plugged", *uris, loudspeaker]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=True)
        return [decode(Plugged, each) for each in json.loads(child.stdout.splitlines()[-1])]
    except (subprocess.SubprocessError, ValueError, LookupError, KioskError):
        return None


def plugged_of(kind: str, uri: str, found: Sequence[FoundDevice]) -> Plugged:
    """`found` as the kiosk uses them that takes `uri`."""
    names = tuple(each.name for each in found)
    if uri == NO_SOURCE:
        return Plugged(kind, Use.OFF, names)
    wanted = parse_uri(uri)
    if wanted.kind is not SourceKind.DEVICE:
        return Plugged(kind, Use.ELSEWHERE, names)  # never where: an address may hold a password
    used = _place(wanted.value, found)
    if used is None:
        return Plugged(kind, Use.MISSING, names, wanted="" if wanted.value == DEFAULT else wanted.value)
    return Plugged(kind, Use.PLUGGED, names, used)


def _place(wanted: str, found: Sequence[FoundDevice]) -> int | None:
    for at, each in enumerate(found):
        number = each.uri.removeprefix("device:/dev/video")
        if (
            each.is_default
            if wanted == DEFAULT
            else wanted in (each.uri.removeprefix("device:"), each.name, number)
        ):
            return at
    return None


def _microphones() -> Sequence[FoundDevice]:
    try:
        return list_microphones(load_sounddevice())
    except KioskError:
        return ()  # without PortAudio the kiosk hears none


def _loudspeakers() -> Sequence[FoundDevice]:
    try:
        return list_loudspeakers(load_sounddevice())
    except KioskError:
        return list_loudspeakers(None)


def main(uris: list[str]) -> int:
    """Print each kind's Plugged as JSON, in the order camera, microphone, loudspeaker."""
    microphone, camera, loudspeaker = uris
    kinds = (
        plugged_of("camera", camera, list_cameras()),
        plugged_of("microphone", microphone, _microphones()),
        plugged_of("loudspeaker", loudspeaker, _loudspeakers()),
    )
    sys.stdout.write(json.dumps([encode(each) for each in kinds]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
