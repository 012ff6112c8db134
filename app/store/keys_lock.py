"""Who may change the keys: nobody while another process uses them."""

import fcntl
import os
from pathlib import Path

from app.errors import KioskError

NAME = "keys.lock"


class KeysLock:
    """Shared by all that use the keys; held alone by the one that changes them. Ends with the process."""

    def __init__(self, data_dir: Path) -> None:
        try:
            self._descriptor = os.open(data_dir / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise KioskError("keys_unreadable", file=NAME) from error
        try:
            self.share()
        except KioskError:
            os.close(self._descriptor)
            raise

    def share(self) -> None:
        """Use the keys. Raises KioskError keys_in_use while somebody changes them."""
        if not self._take(fcntl.LOCK_SH):
            raise KioskError("keys_in_use")

    def alone(self) -> bool:
        """True if nobody else uses the keys, and nobody can until share() or release()."""
        return self._take(fcntl.LOCK_EX)

    def wait_alone(self) -> None:
        """Wait until nobody else uses the keys: for the moment in which they are made."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _take(self, how: int) -> bool:
        try:
            fcntl.flock(self._descriptor, how | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
