"""The layout of the preview's shared memory, and how the kiosk process reads it."""

from multiprocessing.shared_memory import SharedMemory
from typing import Final

from app.domain.messages import PreviewReady

SLOTS: Final = 3
MAX_WIDTH_PX: Final = 320
MAX_HEIGHT_PX: Final = 240
MEMORY_BYTES: Final = SLOTS * MAX_WIDTH_PX * MAX_HEIGHT_PX * 3


def memory_bytes(memory: SharedMemory) -> "memoryview[int]":
    """The bytes of a block that is not closed."""
    assert memory.buf is not None
    return memory.buf


def picture_in(memory: SharedMemory, message: PreviewReady) -> bytes:
    """A copy of the picture: height * width * 3 bytes, RGB, rows without padding."""
    size = message.width_px * message.height_px * 3
    return bytes(memory_bytes(memory)[message.slot * size : (message.slot + 1) * size])
