"""Databases of the kiosk opened beside the program: to look into them, or to change what must not change."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlite_utils import Database

from app.sealed.stream import RECORD_MAX_BYTES, Sealer, unseal
from app.store import cipher
from app.store.cipher import PAGE_BYTES, DatabaseKey
from app.store.connection import open_database
from app.store.vault import Vault

MEDIA_KEY = bytes(range(32))


def keys_of(folder: Path) -> tuple[DatabaseKey, ...]:
    """The keys of the data folder; made if there are none."""
    vault = Vault.open(folder)
    vault.close()
    return vault.database_keys


def opened(path: Path, *, read_only: bool = False) -> Database:
    """The database as the store opens it."""
    return open_database(path, keys_of(path.parent), read_only=read_only)


def beside(path: Path) -> Any:
    """A connection of somebody who has the keys and does as he likes."""
    return cipher.connect(path, keys_of(path.parent)[0], 5.0).conn


def media_key(media_dir: Path, interview_id: str) -> bytes:
    """The key of the interview's recordings, in the data folder that holds `media_dir`."""
    vault = Vault.open(media_dir.parent)
    try:
        return vault.new_media_key(interview_id)
    finally:
        vault.close()


def seal(path: Path, content: bytes, key: bytes) -> None:
    """Write `content` as a sealed recording to `path`, in its interview's folder."""
    sealer = Sealer(key, f"{path.parent.name}/{path.name}")
    pieces = [content[at : at + RECORD_MAX_BYTES] for at in range(0, len(content), RECORD_MAX_BYTES)]
    path.write_bytes(b"".join([sealer.header, *map(sealer.record, pieces), sealer.record(b"", last=True)]))


def unsealed(path: Path, key: bytes = MEDIA_KEY) -> bytes:
    """The content of a recording of an engine that was given `key`."""
    return unseal(path.read_bytes(), key, f"{path.parent.name}/{path.name}").content


def pages_in_clear(path: Path) -> bytes:
    """Every page of a database and of its log decrypted, also those that hold nothing any more."""
    key, found = keys_of(path.parent)[0], []
    for file, skip in ((path, 0), (path.with_name(path.name + "-wal"), 24)):
        content = file.read_bytes() if file.exists() else b""
        at = 32 if skip else 0
        while at + skip + PAGE_BYTES <= len(content):
            page = content[at + skip : at + skip + PAGE_BYTES]
            body, iv = page[: PAGE_BYTES - 80], page[PAGE_BYTES - 80 : PAGE_BYTES - 64]
            start = 16 if at == 0 or body[:16] == key.salt else 0
            cipher_ = Cipher(algorithms.AES(key.key), modes.CBC(iv)).decryptor()
            found.append(cipher_.update(body[start:]) + cipher_.finalize())
            at += skip + PAGE_BYTES
    return b"".join(found)
