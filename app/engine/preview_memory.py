"""The preview's shared memory: how it is laid out, made, read, and swept away after a program that was killed."""

import os
import secrets
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Final

from app.domain.messages import PreviewReady

SLOTS: Final = 3
MAX_WIDTH_PX: Final = 320
MAX_HEIGHT_PX: Final = 240
MEMORY_BYTES: Final = SLOTS * MAX_WIDTH_PX * MAX_HEIGHT_PX * 3
BLOCKS: Final = Path("/dev/shm")  # where Linux keeps them; Windows forgets a block with its last user
PREFIX: Final = "kiosk-preview-"


def new_memory() -> SharedMemory:
    """A block whose name says which process owns it."""
    name = f"{PREFIX}{os.getpid()}-{secrets.token_hex(2)}"
    return SharedMemory(name, create=True, size=MEMORY_BYTES)


def sweep() -> None:
    """Remove the blocks of programs that were killed: the last picture of a candidate lies in each."""
    for block in BLOCKS.glob(f"{PREFIX}*"):
        owner = block.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not Path("/proc", owner).exists():
            with suppress(OSError):  # another user's
                block.unlink()


def memory_bytes(memory: SharedMemory) -> "memoryview[int]":
    """The bytes of a block that is not closed."""
    assert memory.buf is not None
    return memory.buf


def picture_in(memory: SharedMemory, message: PreviewReady) -> bytes:
    """A copy of the picture: height * width * 3 bytes, RGB, rows without padding."""
    size = message.width_px * message.height_px * 3
    return bytes(memory_bytes(memory)[message.slot * size : (message.slot + 1) * size])
