"""A file that only takes up room: given back when a running interview would otherwise meet a full disk."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.private_file import sync_folder

NAME = "ballast"
MB = 1_000_000
PIECE = b"\0" * MB


@dataclass(frozen=True, slots=True)
class Ballast:
    """The file in `folder`, `size_mb` large; 0: there is none."""

    folder: Path
    size_mb: int

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / NAME

    @property
    def is_held(self) -> bool:
        """True while it takes up all its room."""
        try:
            return self.size_mb > 0 and self.path.stat().st_size >= self.size_mb * MB
        except OSError:
            return False

    def hold(self, free_mb: int, keep_mb: int) -> bool:
        """True when it lies there afterwards; not begun where less than `keep_mb` would stay free."""
        if self.is_held or self.size_mb == 0:
            return self.is_held
        if free_mb - self.size_mb < keep_mb:
            return False
        try:
            self._write()
        except OSError:
            self.release()
        return self.is_held

    def release(self) -> bool:
        """True if it lay there; its room is free now."""
        try:
            self.path.unlink()
            sync_folder(self.folder)
        except OSError:
            return False
        return True

    def _write(self) -> None:
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):  # real blocks at once, no writing
                os.posix_fallocate(descriptor, 0, self.size_mb * MB)
            else:
                for _ in range(self.size_mb):
                    os.write(descriptor, PIECE)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
