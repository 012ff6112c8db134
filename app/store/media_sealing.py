"""Recordings in clear, as versions before encryption wrote them, become sealed ones."""

from pathlib import Path

from app.errors import KioskError
from app.private_file import replace_file
from app.sealed.stream import RECORD_MAX_BYTES, Ending, Sealer, is_sealed, unseal
from app.store.cipher_migration import PART, PLAIN, finish_wiping, put_in_place
from app.store.vault import Vault


def seal_recordings(media_dir: Path, vault: Vault) -> None:
    """Seal every recording in clear in the folders of interviews; what was in clear is overwritten.

    Raises:
        KioskError: media_not_sealed, naming the first file that could not be sealed; it is as it was.
    """
    for path in sorted(media_dir.glob("*/*")) if media_dir.is_dir() else []:
        if not path.is_file() or path.is_symlink() or path.name.endswith((PLAIN, PART)):
            continue
        try:
            finish_wiping(path)
            content = path.read_bytes()
            if not is_sealed(content):
                _seal(path, content, vault.new_media_key(path.parent.name), media_dir)
        except OSError as error:
            raise KioskError("media_not_sealed", file=path.name) from error


def _seal(path: Path, content: bytes, key: bytes, media_dir: Path) -> None:
    name = path.relative_to(media_dir).as_posix()
    sealer = Sealer(key, name)
    starts = range(0, len(content), RECORD_MAX_BYTES)
    records = [sealer.record(content[at : at + RECORD_MAX_BYTES]) for at in starts]
    part = path.with_name(path.name + PART)
    replace_file(part, b"".join([sealer.header, *records, sealer.record(b"", last=True)]))
    opened = unseal(part.read_bytes(), key, name)
    if opened.ending is not Ending.WHOLE or opened.content != content:
        raise KioskError("media_not_sealed", file=path.name)
    put_in_place(part, path)
