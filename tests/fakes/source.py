"""A source and a guard that do as a test says."""

import threading
from typing import Any

from app.domain.media import AudioBlock
from app.errors import KioskError


class FakeSource:
    """Gives `waiting`, once."""

    live = True
    dropped = 0
    ended = False

    def __init__(self, name: str = "fake", identity: str | None = None) -> None:
        self.name, self.identity = name, identity
        self.waiting: list[AudioBlock] = []
        self.started_at_s: float | None = None
        self.is_closed = threading.Event()
        self.start_error: KioskError | None = None

    def start(self, at_s: float) -> None:
        if self.start_error is not None:
            raise self.start_error
        self.started_at_s = at_s

    def take_all(self) -> list[AudioBlock]:
        taken, self.waiting = self.waiting, []
        return taken

    def close(self) -> None:
        self.is_closed.set()


class FakeGuard:
    """Finds what a test puts into `code`."""

    def __init__(self) -> None:
        self.code: str | None = None
        self.is_closed = False

    def arrived(self, data: Any, now_s: float) -> None:
        """Sees nothing by itself."""

    def ended(self) -> None:
        self.code = "microphone_lost"

    def check(self, now_s: float) -> str | None:
        return self.code

    def close(self) -> None:
        self.is_closed = True
