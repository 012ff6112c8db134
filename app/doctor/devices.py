"""A child process: opens microphone and camera, waits for their first data, says on stdout how they are.

`python -m app.doctor.devices URI URI` ("none" for none). It is a process of its own because cv2 must never
meet Qt, and a driver that hangs must not hang the doctor.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from app.capture.clock import EngineClock
from app.capture.sources import Source, open_camera, open_microphone
from app.doctor.first_data import first_data
from app.domain.codec import encode
from app.domain.messages import DeviceState
from app.errors import KioskError

FIRST_DATA_S = 3.0
NONE = "none"


def device_state(
    device: str,
    uri: str,
    open_source: Callable[[str, EngineClock], Source[Any]],
    wait_s: float = FIRST_DATA_S,
) -> DeviceState:
    """How the device behind `uri` is; present only when it gave data within `wait_s`."""
    clock = EngineClock()
    if uri == NONE:
        return DeviceState(False, code=f"no_{device}")
    try:
        source = open_source(uri, clock)
    except KioskError as error:
        return DeviceState(False, code=error.code)
    try:
        source.start(clock.now_s())
        if not first_data(source, wait_s):
            return DeviceState(False, source.name, "device_gives_nothing")
        return DeviceState(True, source.name)
    except KioskError as error:
        return DeviceState(False, source.name, error.code)
    finally:
        source.close()


def main(uris: list[str]) -> int:
    """Print {"microphone": DeviceState, "camera": DeviceState} as JSON."""
    microphone, camera = uris
    states = {
        "microphone": encode(device_state("microphone", microphone, open_microphone)),
        "camera": encode(device_state("camera", camera, open_camera)),
    }
    sys.stdout.write(json.dumps(states) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
