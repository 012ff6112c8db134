"""A child process: listens to the microphone for a moment and says on stdout how loud it was.

`python -m app.doctor.level URI`. A process of its own, as app/doctor/devices: a driver that hangs hangs nobody.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from app.capture.clock import EngineClock
from app.capture.level import FLOOR_DB, level_db
from app.capture.sources import Source, open_microphone
from app.doctor.first_data import LOOK_S, first_data
from app.domain.media import AudioBlock
from app.errors import KioskError

LISTEN_S = 1.5
FIRST_WITHIN_S = (
    6.0  # a sound server gives the first piece after 1.4 to 1.7 s, later where the machine is busy
)
TIMEOUT_S = 20.0


def heard_db(
    uri: str,
    open_source: Callable[[str, EngineClock], Source[AudioBlock]] = open_microphone,
    listen_s: float = LISTEN_S,
    first_within_s: float = FIRST_WITHIN_S,
) -> float | None:
    """RMS of what came within `listen_s` of the first piece, dB to full scale.

    None: nothing came within `first_within_s`, or nothing but silence.
    """
    clock = EngineClock()
    try:
        source = open_source(uri, clock)
    except KioskError:
        return None
    try:
        source.start(clock.now_s())
        blocks = list(first_data(source, first_within_s))
        if blocks:
            deadline_s = time.monotonic() + listen_s
            while time.monotonic() < deadline_s:
                time.sleep(LOOK_S)
                blocks += source.take_all()
    except KioskError:
        return None
    finally:
        source.close()
    if not blocks:
        return None
    level, _ = level_db(np.concatenate([each.samples for each in blocks]))
    return level if level > FLOOR_DB else None


def microphone_level(uri: str | None, timeout_s: float = TIMEOUT_S) -> float | None:
    """As `heard_db`, in a child process; None too where that got stuck."""
    if uri is None:
        return None
    try:
        command = [sys.executable, "-m", "app.doctor.level", uri]
        child = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=True)
        level = json.loads(child.stdout.splitlines()[-1])["level_db"]
        return None if level is None else float(level)
    except (subprocess.SubprocessError, ValueError, LookupError, TypeError):
        return None


def main(uris: list[str]) -> int:
    """Print {"level_db": ...} as JSON."""
    sys.stdout.write(json.dumps({"level_db": heard_db(uris[0])}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
