"""Where tests write: into the memory, where that has room for it.

A store waits for the disk after each fact, and a hub's test copies a whole database: thousands of waits that show
nothing. What must be on a disk when the power goes is shown by tests/crash, from the calls themselves.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM_BYTES = 6 << 30  # a whole run needs half of it


def write_into_memory(memory: Path = MEMORY, room_bytes: int = ROOM_BYTES) -> Path | None:
    """The folder that TMPDIR names from now on, gone at the end; None where TMPDIR is set or memory has no room."""
    if "TMPDIR" in os.environ or not _suits(memory, room_bytes):
        return None
    folder = Path(tempfile.mkdtemp(prefix="t-", dir=memory))  # short: sockets lie in it
    folder.chmod(0o711)  # under root PostgreSQL is another user
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: Path, owner: int) -> None:
    """A child that was forked and ends in the usual way must not take its parent's files away."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _suits(memory: Path, room_bytes: int) -> bool:
    """Tests run programs that they write, so it must allow that, too."""
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        return False
    return shutil.disk_usage(memory).free >= room_bytes and not os.statvfs(memory).f_flag & os.ST_NOEXEC
