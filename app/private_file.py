"""Small files of the program itself: replaced whole or not at all, readable by their owner only."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import KioskError

if sys.platform != "win32":
    import fcntl


def replace_file(path: Path, data: bytes) -> None:
    """`path` holds `data` and survives a power cut; before that, whatever it held. Raises OSError.

    A device or pipe is refused: under root it would be replaced, for every program of the machine.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def check_ends(file: Path) -> None:
    """Reading `file` comes to an end, or it is not there. Raises KioskError file_endless for a pipe or a device.

    A pipe that nobody writes into would be waited for, for ever and without a word.
    """
    try:
        ends = not file.exists() or file.is_file() or file.is_dir()
    except OSError:  # what is wrong with it, whoever opens it says
        return
    if not ends:
        raise KioskError("file_endless", file=str(file))


def ready_folder(folder: Path) -> None:
    """`folder` is there, made if need be. Raises KioskError folder_unusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KioskError("folder_unusable", folder=str(folder)) from error


def check_folder(folder: Path) -> None:
    """`folder` can be read, or is not there and can be made. Makes nothing. Raises KioskError folder_unusable."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise KioskError("folder_unusable", folder=str(folder)) from error


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut. Windows knows no such call, and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """In the block no other process is in a block of the same `path`.

    Where the folder cannot be written, or on Windows, nobody is kept out.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
