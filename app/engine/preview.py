"""Preview pictures for the screen, written into shared memory."""

import time
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory
from typing import Final

from app.domain.media import VideoFrame
from app.domain.messages import PreviewReady
from app.engine.preview_memory import MAX_HEIGHT_PX, MAX_WIDTH_PX, SLOTS, memory_bytes

EACH_S: Final = 1 / 15


class PreviewWriter:
    """Writes at most 15 pictures a second into the block `name`, which the supervisor owns and removes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._memory = SharedMemory(name)
        # Python 3.11 takes whoever attaches for the owner and would remove the block when we end.
        resource_tracker.unregister(f"/{name}", "shared_memory")
        self._sequence = 0
        self._next_s = 0.0

    def write(self, frame: VideoFrame) -> PreviewReady | None:
        """Write the frame, made smaller; None when it is too early for the next picture."""
        now_s = time.monotonic()
        if now_s < self._next_s:
            return None
        self._next_s = now_s + EACH_S * 0.9
        import cv2

        height_px, width_px = frame.pixels.shape[:2]
        scale = min(1.0, MAX_WIDTH_PX / width_px, MAX_HEIGHT_PX / height_px)
        size_px = max(1, int(width_px * scale)), max(1, int(height_px * scale))
        small = cv2.resize(frame.pixels, size_px, interpolation=cv2.INTER_AREA)
        slot = self._sequence % SLOTS
        self._sequence += 1
        memory_bytes(self._memory)[slot * small.nbytes : (slot + 1) * small.nbytes] = small.tobytes()
        return PreviewReady(slot, size_px[0], size_px[1], self._sequence)

    def close(self) -> None:
        """Let the memory go; it stays until the supervisor removes it."""
        self._memory.close()
