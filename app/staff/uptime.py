"""A clock that nobody can set: how long this computer has been running, and which run it is."""

import time
from pathlib import Path

from app.staff.lockout import Moment

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def this_moment() -> Moment:
    """Now. Where the system does not name its runs, a clock that went back tells a new one."""
    try:
        boot = BOOT_ID.read_text("ascii").strip()
    except OSError:
        boot = ""
    clock = getattr(time, "CLOCK_BOOTTIME", None)  # unlike CLOCK_MONOTONIC, it goes on while asleep
    return Moment(boot, time.monotonic() if clock is None else time.clock_gettime(clock))
