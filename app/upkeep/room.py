"""Gives the ballast back where a running interview would otherwise meet a full disk."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import KioskError
from app.store.ballast import Ballast

log = logging.getLogger(__name__)

RELEASE_BELOW_MB = 64  # recordings meet a full disk in another process, which cannot ask for the ballast


@dataclass(frozen=True, slots=True)
class WithRoom:
    """Does what `task` does; on a full disk once more, with the room of the ballast."""

    task: Callable[[object], object]
    ballast: Ballast

    def __call__(self, request: object) -> object:
        """What `task` returns. Raises what it raises."""
        try:
            return self.task(request)
        except KioskError as error:
            if error.code != "disk_full" or not self.ballast.release():
                raise
        log.warning("the disk is full: the ballast was given back")
        return self.task(request)


def make_room(ballast: Ballast, free_mb: int) -> bool:
    """True if the ballast of a running interview was given back, because so little room was left."""
    return free_mb < RELEASE_BELOW_MB and ballast.release()
