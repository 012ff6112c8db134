"""Keeps a hub running: whenever it was killed, the next one starts. python -m tests.hub.faults.hubs, told by EHR_*.

It imports the service once and forks, so that a hub is back as soon as a service manager would have it back on a
machine with time. Says "pid N" for each hub it starts. SIGTERM ends the hub and itself.
"""

import os
import signal
import sys
import time
from typing import NoReturn

from ehr.cli import main

LEAST_LIFE_S = 0.2


def started() -> int:
    """The process id of a new hub."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os._exit(main(["serve"]))
    print(f"pid {child}", flush=True)  # noqa: T201 - what the parent waits for
    return child


def run() -> None:
    hub = 0

    def end(*_: object) -> NoReturn:
        if hub:
            os.kill(hub, signal.SIGKILL)
            os.waitpid(hub, 0)
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    while True:
        hub = started()
        os.waitpid(hub, 0)
        hub = 0
        time.sleep(LEAST_LIFE_S)


if __name__ == "__main__":
    run()
