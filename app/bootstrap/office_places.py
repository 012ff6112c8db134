"""Where an export may go at a terminal: a drive that is plugged in, or the kiosk's own folder. Never a file dialog."""

import getpass
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from app.errors import KioskError
from app.office.audit_values import Place

EXPORTS = "exports"  # in the data folder
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Volume:
    """Something mounted. root: where. can_write: it is ready, and not read-only."""

    root: Path
    name: str
    free_bytes: int
    can_write: bool


def mounted() -> Iterator[Volume]:
    """What the system has mounted now."""
    for each in QStorageInfo.mountedVolumes():
        root = Path(each.rootPath())
        can_write = each.isValid() and each.isReady() and not each.isReadOnly()
        yield Volume(root, each.displayName() or root.name, each.bytesAvailable(), can_write)


def places(data_dir: Path, volumes: Iterable[Volume], user: str) -> tuple[Place, ...]:
    """The drives somebody plugged in, then the folder of exports."""
    homes = (Path("/media"), Path("/media") / user, Path("/run/media") / user)
    volumes = list(volumes)
    drives = [
        Place(each.root, _name(each), each.free_bytes // MB)
        for each in sorted(volumes, key=lambda each: each.root)
        if each.can_write and each.root.parent in homes and each.root not in homes
    ]
    own = max((each for each in volumes if data_dir.is_relative_to(each.root)), key=_depth, default=None)
    folder = Place(data_dir / EXPORTS, "", 0 if own is None else own.free_bytes // MB)
    return (*drives, folder)


def _name(volume: Volume) -> str:
    """Its label; one without has only the place where it is mounted, which says the same."""
    return volume.name if volume.name and "/" not in volume.name else volume.root.name


def _depth(volume: Volume) -> int:
    return len(volume.root.parts)


def terminal_places(data_dir: Path) -> tuple[Place, ...]:
    """The places of this terminal, with the folder of exports made. Raises KioskError disk_full."""
    try:
        (data_dir / EXPORTS).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KioskError("disk_full") from error
    return places(data_dir.absolute(), mounted(), getpass.getuser())
