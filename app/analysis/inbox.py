"""A bounded queue between two threads that never makes the giver wait: what does not fit is counted."""

import queue
from typing import Generic, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """Put on one thread, take on another. close() lets the taker empty it, then end."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._queue: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        self._is_closed = False
        self.dropped = 0

    def put(self, item: T) -> bool:
        """False: the inbox is full or closed and the item is lost (counted when full)."""
        if self._is_closed:
            return False
        if self._queue.qsize() >= self._room:
            self.dropped += 1
            return False
        self._queue.put(item)
        return True

    def take(self, timeout_s: float | None = None) -> T | None:
        """The next item; None at the end, or after `timeout_s` without one (see is_finished)."""
        try:
            item = self._queue.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if item is None:
            self._queue.put(None)  # stays for every later take
        return item

    @property
    def is_finished(self) -> bool:
        """Closed and empty: nothing will come any more."""
        return self._is_closed and len(self) == 0

    def close(self) -> None:
        """Nothing more comes in; what is in is still given out."""
        if not self._is_closed:
            self._is_closed = True
            self._queue.put(None)

    def __len__(self) -> int:
        return max(0, self._queue.qsize() - self._is_closed)
