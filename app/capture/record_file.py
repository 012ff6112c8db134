"""Where recorded bytes go: append only, made safe once a second, never over an older file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.errors import KioskError

DISK_FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class RecordFile(Protocol):
    """What a recording is written to; an encrypted file can stand in its place."""

    def write(self, data: bytes) -> int:
        """Append all of `data`. Raises KioskError "disk_full" or "recording_failed"."""

    def tell(self) -> int:
        """Bytes written so far."""

    def sync(self) -> None:
        """Return when everything written is on the disk. Raises like write."""

    def close(self) -> None:
        """Sync and let the file go."""


OpenFile = Callable[[Path], RecordFile]


class PlainFile:
    """A new file, readable by this user only. Raises KioskError when it cannot be made."""

    def __init__(self, path: Path) -> None:
        try:
            self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise disk_error(error) from error
        self._size = 0

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        try:
            while rest:
                written = os.write(self._fd, rest)
                self._size += written
                rest = rest[written:]
        except OSError as error:
            raise disk_error(error) from error
        return len(data)

    def tell(self) -> int:
        return self._size

    def sync(self) -> None:
        try:
            os.fdatasync(self._fd)
        except OSError as error:
            raise disk_error(error) from error

    def close(self) -> None:
        try:
            self.sync()
        finally:
            os.close(self._fd)


def disk_error(error: OSError) -> KioskError:
    """The same failure as a KioskError."""
    if error.errno in DISK_FULL_ERRORS:
        return KioskError("disk_full")
    return KioskError("recording_failed", detail=errno.errorcode.get(error.errno or 0, "unknown"))


def sync_folder(folder: Path) -> None:
    """Return when the folder's list of names is on the disk. Raises KioskError."""
    try:
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        raise disk_error(error) from error
