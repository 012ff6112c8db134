"""Preview pictures of the media engine, read from shared memory as images."""

from multiprocessing.shared_memory import SharedMemory

from PySide6.QtGui import QImage

from app.domain.messages import PreviewReady


def image_of(pixels: bytes, width_px: int, height_px: int) -> QImage:
    """A picture of its own from height * width * 3 bytes, RGB, rows without padding."""
    return QImage(pixels, width_px, height_px, width_px * 3, QImage.Format.Format_RGB888).copy()


class PreviewReader:
    """Reads the block that the engine's supervisor owns; a block that is gone gives no picture."""

    def __init__(self) -> None:
        self._memory: SharedMemory | None = None

    def open(self, name: str | None) -> None:
        """Read from the block `name` from now on; None: from none."""
        self.close()
        if name is not None:
            try:
                self._memory = SharedMemory(name)
            except FileNotFoundError:
                self._memory = None

    def read(self, message: PreviewReady) -> QImage | None:
        """The picture that `message` announces, or None when it cannot be there."""
        size = message.width_px * message.height_px * 3
        start = message.slot * size
        pixels = self._memory.buf if self._memory is not None else None
        if pixels is None or size <= 0 or start + size > len(pixels):
            return None
        return image_of(bytes(pixels[start : start + size]), message.width_px, message.height_px)

    def close(self) -> None:
        """Let the block go."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None
