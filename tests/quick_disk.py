"""Where tests write: into the memory, where that has room for it.

A store waits for the disk after each fact, and a hub's test copies a whole database: thousands of waits that show
nothing. What must be on a disk when the power goes is shown by tests/crash, from the calls themselves.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

MEMORY = Path("/dev/shm")
ROOM_BYTES = 6 << 30  # a whole run needs half of it
PREFIX = "t-"  # short: sockets lie in it
LOCK = "owner.lock"


def write_into_memory(memory: Path = MEMORY, room_bytes: int = ROOM_BYTES) -> Path | None:
    """The folder that TMPDIR names from now on, gone at the end; None where TMPDIR is set or memory has no room.

    What runs that were killed left there is taken away first.
    """
    if "TMPDIR" in os.environ:
        if (Path(os.environ["TMPDIR"]) / LOCK).exists():  # a worker of a run: it may outlive who started it
            _hold(Path(os.environ["TMPDIR"]) / LOCK)
        return None
    remove_left(memory)
    if not _suits(memory, room_bytes):
        return None
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory))
    lock = folder / f"{LOCK}.new"
    lock.touch(0o600)
    _hold(lock)
    lock.rename(folder / LOCK)  # whoever sees it sees it held
    folder.chmod(0o711)  # under root PostgreSQL is another user
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    atexit.register(_remove, folder, os.getpid())
    return folder


def remove_left(memory: Path) -> list[Path]:
    """The folders of runs that are over, which are gone now. One without a lock may be of a run that just begins."""
    gone = []
    for folder in memory.glob(f"{PREFIX}*"):
        try:
            descriptor = os.open(folder / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # somebody of its run goes on
        else:
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder)
        finally:
            os.close(descriptor)
    return gone


def _hold(lock: Path) -> None:
    """Hold it, with others of the same run, until this process ends, however it ends. Programs it starts do not."""
    descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)  # never closed: the system lets it go


def _remove(folder: Path, owner: int) -> None:
    """A child that was forked and ends in the usual way must not take its parent's files away."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _suits(memory: Path, room_bytes: int) -> bool:
    """Tests run programs that they write, so it must allow that, too."""
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        return False
    return shutil.disk_usage(memory).free >= room_bytes and not os.statvfs(memory).f_flag & os.ST_NOEXEC
