"""One sender for a data folder: the kiosk's own thread, or `kiosk sync`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import KioskError

if sys.platform != "win32":
    import fcntl

NAME = "sync.lock"


@contextmanager
def sending_alone(data_dir: Path) -> Iterator[None]:
    """In the block nobody else sends from `data_dir`. On Windows nobody is kept out: a repeat is a 208.

    Raises:
        KioskError: sync_runs_already.
    """
    try:
        descriptor = os.open(data_dir / NAME, os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        raise KioskError("hub_key_unreadable", file=NAME) from None
    try:
        if sys.platform != "win32":
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise KioskError("sync_runs_already") from None
        yield
    finally:
        os.close(descriptor)
