"""Was there a database here before? One that is gone is never begun anew unseen: somebody has to say so."""

from pathlib import Path

from app.errors import KioskError
from app.private_file import check_folder

# What the program lays beside its database, and never before it: the keys and secrets of what was stored.
TRACES = ("keys.db", "voluntary.db", "match.key", "device.key", "hub.key")
OF_MEDIA = (".mkv", ".pcm", ".pdf")


def is_there(database: Path, media_dir: Path) -> bool:
    """True unless this kiosk never had a database: one that is gone counts, and opening it says so.

    Raises:
        KioskError: folder_unusable: whether there is one cannot be known.
    """
    check_folder(database.parent)
    return database.exists() or _has_traces(database, media_dir)


def refuse_if_gone(database: Path, media_dir: Path, *, is_begun: bool) -> None:
    """Returns where there is a database, or never was one. is_begun: the envelope says that there was.

    Raises:
        KioskError: database_gone: it is missing or empty. Nothing was changed.
    """
    if (is_begun or _has_traces(database, media_dir)) and _size(database) == 0:
        raise KioskError("database_gone", file=database.name, folder=str(database.parent))


def _has_traces(database: Path, media_dir: Path) -> bool:
    folder = database.parent
    return (
        any((folder / name).exists() for name in TRACES)
        or _size(database.with_name(database.name + "-wal")) > 0
        or any((folder / "backup").glob("*.db"))
        or any(path.suffix in OF_MEDIA for path in media_dir.rglob("*"))
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
