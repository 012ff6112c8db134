"""What happens in the child before and around its loop."""

import importlib
import os
import signal
import threading
import time
from multiprocessing.connection import Connection

PARENT_LOOK_EACH_S = 0.5
PARENT_GONE_WAIT_S = 3.0  # time for the loop to close its files when the kiosk process is gone


def main(arguments: list[str]) -> int:
    """Run the loop on the connection whose number is given; 0 when it ended in order."""
    fd, preview_name, analysis_module = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the kiosk process, which then says Shutdown
    _end_with_parent(os.getppid())
    loop = importlib.import_module("app.engine.loop")
    with Connection(int(fd)) as connection:
        loop.run(connection, preview_name, analysis_module)
    return 0


def _end_with_parent(parent: int) -> None:
    """End this process when the kiosk process is gone, even if the loop hangs."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_LOOK_EACH_S)
        time.sleep(PARENT_GONE_WAIT_S)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
