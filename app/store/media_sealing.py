"""What older versions wrote in clear becomes sealed: recordings, receipts, voluntary answers, small keys."""

from pathlib import Path

from app.errors import KioskError
from app.private_file import replace_file
from app.sealed.stream import MAGIC, Ending, is_sealed, unseal
from app.store.cipher_migration import PART, PLAIN, finish_wiping, put_in_place
from app.store.demographics import FILE_NAME, seal_demographics
from app.store.receipts import receipts, sealed
from app.store.sealed_file import OF_32_BYTES, OF_THE_HUB
from app.store.vault import Vault


def seal_recordings(media_dir: Path, vault: Vault) -> None:
    """Seal every recording in clear in the folders of interviews; what was in clear is overwritten.

    Raises:
        KioskError: media_not_sealed, naming the first file that could not be sealed; it is as it was.
    """
    for path in sorted(media_dir.glob("*/*")) if media_dir.is_dir() else []:
        if path.is_file() and not path.is_symlink() and not path.name.endswith((PLAIN, PART)):
            _seal_once(path, path.parent.name, media_dir, vault)


def seal_receipts(media_dir: Path, vault: Vault) -> None:
    """Seal every receipt in clear. Raises KioskError as seal_recordings does."""
    for receipt in receipts(media_dir):
        path = media_dir / receipt.name
        if not path.is_symlink():
            _seal_once(path, receipt.interview_id, media_dir, vault)


def _seal_once(path: Path, interview_id: str, media_dir: Path, vault: Vault) -> None:
    try:
        finish_wiping(path)
        with path.open("rb") as file:
            is_done = is_sealed(file.read(len(MAGIC)))
        if not is_done:
            _seal(path, path.read_bytes(), vault.new_media_key(interview_id), media_dir)
    except OSError as error:
        raise KioskError("media_not_sealed", file=path.name) from error


def _seal(path: Path, content: bytes, key: bytes, media_dir: Path) -> None:
    name = path.relative_to(media_dir).as_posix()
    part = path.with_name(path.name + PART)
    replace_file(part, sealed(name, content, key))
    opened = unseal(part.read_bytes(), key, name)
    if opened.ending is not Ending.WHOLE or opened.content != content:
        raise KioskError("media_not_sealed", file=path.name)
    put_in_place(part, path)


def seal_the_rest(data_dir: Path, media_dir: Path, vault: Vault) -> None:
    """What versions after the first encryption still wrote in clear: receipts, voluntary answers, small keys.

    Once only: whatever lies there in clear later was not written by us.
    """
    hidden, files = vault.hidden, vault.sealed_files
    if not hidden.is_sealed:
        seal_receipts(media_dir, vault)
        seal_demographics(data_dir / FILE_NAME, vault.voluntary_keys)
        files.seal_all(OF_32_BYTES)
    if not hidden.is_hub_sealed:
        files.seal_all(OF_THE_HUB)
    if not (hidden.is_sealed and hidden.is_hub_sealed):
        vault.note_sealed()
