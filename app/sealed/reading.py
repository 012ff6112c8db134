"""The one way to read a recording: decrypted in memory, never on the disk."""

from pathlib import Path

from app.errors import KioskError
from app.sealed.stream import Ending, Opened, unseal


def open_recording(media_dir: Path, name: str, key: bytes) -> Opened:
    """The recording with how it ends.

    Args:
        media_dir: The folder of recordings.
        name: The recording's name inside it, as the store has it.
        key: The interview's, 32 bytes.

    Raises:
        KioskError: media_missing.
    """
    try:
        sealed = (media_dir / name).read_bytes()
    except OSError as error:
        raise KioskError("media_missing") from error
    return unseal(sealed, key, name)


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
