"""What lies between a device's thread and the engine's loop."""

from collections import deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class BoundedBuffer(Generic[Item]):
    """A queue that takes no lock, never grows over `capacity` and counts what it had to drop.

    One thread puts, one takes. When it is full the oldest item goes: late sound is worth more than old.
    """

    def __init__(self, capacity: int) -> None:
        self._items: deque[Item] = deque(maxlen=capacity)
        self._capacity = capacity
        self.dropped = 0

    def put(self, item: Item) -> None:
        """Add an item; cheap enough for a device callback."""
        if len(self._items) >= self._capacity:
            self.dropped += 1
        self._items.append(item)

    def take_all(self) -> list[Item]:
        """Everything that arrived since the last call, oldest first."""
        taken: list[Item] = []
        while self._items:
            taken.append(self._items.popleft())
        return taken
