"""Record files that fail, or count, instead of only writing."""

from pathlib import Path

from app.capture.record_file import PlainFile, RecordFile
from app.errors import KioskError


class FullDisk:
    """Opens files on a disk with room for so many bytes in each file whose name ends in `suffix`."""

    def __init__(self, room: int, suffix: str) -> None:
        self._room, self._suffix = room, suffix

    def __call__(self, path: Path) -> RecordFile:
        file = PlainFile(path)
        return _FullFile(file, self._room) if path.suffix == self._suffix else file


class _FullFile:
    def __init__(self, file: RecordFile, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes) -> int:
        if self._file.tell() + len(data) > self._room:
            self._file.write(data[: self._room - self._file.tell()])
            raise KioskError("disk_full")
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def sync(self) -> None:
        self._file.sync()

    def close(self) -> None:
        self._file.close()


class CountingFiles:
    """Opens plain files and counts how often each was synced."""

    def __init__(self) -> None:
        self.syncs: dict[str, int] = {}

    def __call__(self, path: Path) -> RecordFile:
        return _CountingFile(PlainFile(path), self.syncs, path.suffix)


class _CountingFile:
    def __init__(self, file: RecordFile, syncs: dict[str, int], name: str) -> None:
        self._file, self._syncs, self._name = file, syncs, name

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def sync(self) -> None:
        self._syncs[self._name] = self._syncs.get(self._name, 0) + 1
        self._file.sync()

    def close(self) -> None:
        self._file.close()
