"""One file of a pack on its way in: goes on where it broke off, is on the disk when done, is what it should be."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.analysis.packs import sha256_of
from app.errors import KioskError
from app.modelpacks.catalogue import KnownFile, KnownPack
from app.modelpacks.sources import BrokenOffError, Piece, Source, Wanted

PART = ".part"
STATE = "state.json"
TRIES = 4  # in a row without a new byte
WAIT_S = 2.0
SPARE_BYTES = 100_000_000


class TooLongError(Exception):
    """More came than was told, or than a file of this pack can have."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one file stands. total_bytes None: the source did not say."""

    file: str
    done_bytes: int
    total_bytes: int | None


@dataclass
class Staging:
    """The folder beside the packs where a pack comes together; it remembers what it needs to go on.

    facts: file -> {"mark", "total", "sha256"} as the source told them.
    """

    folder: Path
    origin: str
    revision: str | None = None
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, origin: str) -> "Staging":
        """The staging that was left there if it was for the same source, else an empty one."""
        staging = cls(folder, origin)
        try:
            state = json.loads((folder / STATE).read_text("utf-8"))
            if state["origin"] == origin:
                staging.revision, staging.facts = state["revision"], dict(state["facts"])
        except (OSError, ValueError, KeyError, TypeError):
            staging.facts = {}
        if not staging.facts or any(path.is_symlink() for path in (folder, *folder.rglob("*"))):
            staging.remove()  # a link would lead what is written out of here
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return staging

    def save(self) -> None:
        """Remember what is known."""
        state = {"origin": self.origin, "revision": self.revision, "facts": self.facts}
        (self.folder / STATE).write_text(json.dumps(state), "utf-8")

    def remove(self) -> None:
        """Leave nothing."""
        if self.folder.is_symlink():
            self.folder.unlink()
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):  # it holds another pack, or was never there
            self.folder.parent.rmdir()


def fetch(
    source: Source,
    pack: KnownPack,
    file: KnownFile,
    staging: Staging,
    show: Callable[[Progress], None],
    wait_s: float = WAIT_S,
) -> Path:
    """The file in the staging folder, whole and checked.

    Raises:
        KioskError: pack_download_broken (what came is kept for the next try), pack_file_wrong,
            pack_disk_full, and what the source raises.
    """
    target = staging.folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    tries = TRIES
    while not target.exists():
        before = _size(_part(target))
        try:
            _go_on(source, pack, file, staging, show)
        except TooLongError as error:
            raise KioskError("pack_file_wrong", pack=pack.name, file=file.path) from error
        except BrokenOffError as error:
            tries = TRIES if _size(_part(target)) > before else tries - 1
            if tries <= 0:
                raise KioskError("pack_download_broken", pack=pack.name, file=file.path) from error
            if tries == 1:  # perhaps what is there is the trouble
                _part(target).unlink(missing_ok=True)
            threading.Event().wait(wait_s)
    expected = file.sha256 or staging.facts.get(file.path, {}).get("sha256")
    if expected is not None and sha256_of(target) != expected:
        raise KioskError("pack_file_wrong", pack=pack.name, file=file.path)
    return target


def _go_on(
    source: Source, pack: KnownPack, file: KnownFile, staging: Staging, show: Callable[[Progress], None]
) -> None:
    """One try: the rest of the file, then its name. Raises BrokenOffError when less came than was told."""
    target = staging.folder / file.path
    part = _part(target)
    facts = staging.facts.get(file.path, {})
    start = _size(part) if facts.get("mark") else 0
    if not (start and start == facts.get("total")):
        with source.open(Wanted(pack, file, start, facts.get("mark"), staging.revision)) as piece:
            staging.revision = staging.revision or piece.revision
            staging.facts[file.path] = {"mark": piece.mark, "total": piece.total, "sha256": piece.sha256}
            staging.save()
            _check_room(pack, part.parent, piece)
            _write(part, piece, file.path, show, _most(pack))
            if piece.total is not None and _size(part) != piece.total:
                raise BrokenOffError
    part.rename(target)


def _most(pack: KnownPack) -> int:
    """More bytes than this no file of the pack has, whatever its source says: an endless one ends here."""
    return 2 * pack.size_mb * 1_000_000 + SPARE_BYTES


def _write(part: Path, piece: Piece, name: str, show: Callable[[Progress], None], most: int) -> None:
    with part.open("r+b" if piece.start else "wb") as content:
        content.seek(piece.start)
        content.truncate()
        done = piece.start
        for chunk in piece.chunks:
            done += len(chunk)
            if done > most or (piece.total is not None and done > piece.total):
                raise TooLongError
            content.write(chunk)
            show(Progress(name, done, piece.total))
        content.flush()
        os.fsync(content.fileno())


def _check_room(pack: KnownPack, folder: Path, piece: Piece) -> None:
    if (piece.total or 0) > _most(pack):
        raise TooLongError
    need = (piece.total or 0) - piece.start + SPARE_BYTES
    if shutil.disk_usage(folder).free < need:
        raise KioskError("pack_disk_full", pack=pack.name, need_mb=-(-need // 1_000_000))


def _part(target: Path) -> Path:
    return target.with_name(target.name + PART)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
