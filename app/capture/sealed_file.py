"""A recording that is encrypted before it reaches the disk: a crash leaves what was sealed until then."""

from collections.abc import Callable
from pathlib import Path

from app.capture.record_file import PlainFile, RecordFile
from app.errors import KioskError
from app.sealed.stream import RECORD_MAX_BYTES, Sealer

RECORD_BYTES = 16_000  # half a second of plain sound; a film reaches it several times a second


class SealedFile:
    """Collects what is written and appends it to `file` as sealed records, at each sync at the latest.

    Nothing of the content is ever on the disk in clear; at most one second of it is in memory only.
    """

    def __init__(self, file: RecordFile, key: bytes, name: str) -> None:
        self._file = file
        self._sealer = Sealer(key, name)
        self._waiting = bytearray()
        self._size = 0
        self._is_broken = False  # a record is cut off: nothing may follow it
        self._append(self._sealer.header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        self._size += len(data)
        while len(self._waiting) >= RECORD_BYTES:
            self._seal()
        return len(data)

    def tell(self) -> int:
        return self._size

    def sync(self) -> None:
        if self._waiting:
            self._seal()
        self._file.sync()

    def close(self) -> None:
        try:
            if not self._is_broken:
                self._append(self._sealer.record(bytes(self._waiting), last=True))
        finally:
            self._waiting.clear()
            self._file.close()

    def _seal(self) -> None:
        content = bytes(self._waiting[:RECORD_MAX_BYTES])
        del self._waiting[:RECORD_MAX_BYTES]
        self._append(self._sealer.record(content))

    def _append(self, sealed: bytes) -> None:
        try:
            self._file.write(sealed)
        except KioskError:
            self._is_broken = True
            raise


def sealed_files(media_dir: Path, key: bytes) -> Callable[[Path], RecordFile]:
    """Opens new recordings below `media_dir`, each sealed with the interview's `key` under its own name."""

    def open_file(path: Path) -> RecordFile:
        file = PlainFile(path)
        try:
            return SealedFile(file, key, path.relative_to(media_dir).as_posix())
        except KioskError:
            file.close()
            raise

    return open_file
