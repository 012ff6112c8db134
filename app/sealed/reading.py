"""The one way to read a recording: decrypted in memory, never on the disk."""

from pathlib import Path

from app.errors import BugError, KioskError
from app.sealed.stream import Ending, Opened, pieces_of, unseal


def open_recording(media_dir: Path, name: str, key: bytes) -> Opened:
    """The recording with how it ends.

    Args:
        media_dir: The folder of recordings.
        name: The recording's name inside it, as the store has it.
        key: The interview's, 32 bytes.

    Raises:
        KioskError: media_missing: also for a name that leads out of the folder.
    """
    try:
        sealed = _inside(media_dir, name).read_bytes()
    except OSError as error:
        raise KioskError("media_missing") from error
    return unseal(sealed, key, name)


def ending_of(media_dir: Path, name: str, key: bytes) -> Ending:
    """How the recording ends, after all of it was decrypted, record by record. Raises like open_recording."""
    try:
        with _inside(media_dir, name).open("rb") as file:
            for piece in pieces_of(file, key, name):
                if isinstance(piece, Ending):
                    return piece
    except OSError as error:
        raise KioskError("media_missing") from error
    raise BugError("a recording has no end")


def read_recording(media_dir: Path, name: str, key: bytes) -> bytes:
    """The recording in clear. One that a crash cut is read as far as it goes.

    Raises:
        KioskError: media_missing; media_altered; media_key_wrong.
    """
    opened = open_recording(media_dir, name, key)
    if opened.ending is Ending.ALTERED:
        raise KioskError("media_altered", file=name)
    if opened.ending is Ending.OTHER_KEY:
        raise KioskError("media_key_wrong", file=name)
    return opened.content


def _inside(media_dir: Path, name: str) -> Path:
    home = media_dir.resolve()
    try:
        path = (home / name).resolve()
    except (ValueError, OSError) as error:  # e.g. a NUL in it
        raise KioskError("media_missing") from error
    if not path.is_relative_to(home):
        raise KioskError("media_missing")
    return path
