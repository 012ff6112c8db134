"""Small secrets that lie beside the database, sealed with a key of the envelope: match.key, device.key.

    file = "KSF1" | nonce (12) | AES-256-GCM ciphertext and tag; the file's name is authenticated with it

Versions before wrote their 32 bytes in clear: those are sealed at the next start, once, and overwritten.
"""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import KioskError
from app.private_file import replace_file
from app.store.cipher_migration import PART, finish_wiping, put_in_place

MAGIC: Final = b"KSF1"
NONCE_BYTES, CONTENT_BYTES = 12, 32
MATCH_KEY, DEVICE_KEY = "match.key", "device.key"
# The sentence each ends in when it cannot be used.
CODES = {MATCH_KEY: "match_key_unusable", DEVICE_KEY: "device_key_unreadable"}


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """The small secrets of one data folder. keys: tried in this order; a new file is sealed with the first."""

    data_dir: Path
    keys: tuple[bytes, ...] = field(repr=False)

    def load(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The 32 bytes of the file `name`, made by `make` at the first call and sealed from then on.

        Raises:
            KioskError: match_key_unusable, device_key_unreadable: altered, damaged, or under another key.
        """
        path = self.data_dir / name
        try:
            if not path.exists():
                replace_file(path, _sealed(self.keys[0], name, make()))
            finish_wiping(path)
            content = _opened(self.keys, name, path.read_bytes())
        except OSError as error:
            raise KioskError(CODES[name], file=name) from error
        if content is None:
            raise KioskError(CODES[name], file=name)
        return content

    def replace(self, name: str, content: bytes) -> None:
        """The file `name` holds these 32 bytes from now on. Raises KioskError match_key_unusable ..."""
        try:
            replace_file(self.data_dir / name, _sealed(self.keys[0], name, content))
        except OSError as error:
            raise KioskError(CODES[name], file=name) from error

    def seal(self, name: str) -> None:
        """A file that an older version wrote in clear is sealed, whole or not at all. Raises OSError."""
        path = self.data_dir / name
        if not path.exists():
            return
        finish_wiping(path)
        content = path.read_bytes()
        if len(content) == CONTENT_BYTES:
            part = path.with_name(name + PART)
            replace_file(part, _sealed(self.keys[0], name, content))
            put_in_place(part, path)
        elif path.stat().st_mode & 0o077:
            path.chmod(0o600)

    def seal_all(self) -> None:
        """Every file that lies in clear is sealed. Raises KioskError match_key_unusable ..."""
        for name, code in CODES.items():
            try:
                self.seal(name)
            except OSError as error:
                raise KioskError(code, file=name) from error


def change_key(data_dir: Path, keys: Sequence[bytes], *, may_be_clear: bool) -> bool:
    """True once every small secret is sealed with the first of `keys`; False if one opens with none of them.

    may_be_clear: an older version may have written it so, and nobody has sealed it yet.

    Raises:
        KioskError: match_key_unusable, device_key_unreadable: the disk refused.
    """
    done = True
    for name, code in CODES.items():
        path = data_dir / name
        try:
            if not path.exists():
                continue
            old = path.read_bytes()
            is_clear = may_be_clear and len(old) == CONTENT_BYTES
            content = old if is_clear else _opened(keys, name, old)
            if content is None:
                done = False
            elif _opened(keys[:1], name, old) is None:
                part = path.with_name(name + PART)
                replace_file(part, _sealed(keys[0], name, content))
                put_in_place(part, path)
        except OSError as error:
            raise KioskError(code, file=name) from error
    return done


def _sealed(key: bytes, name: str, content: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return MAGIC + nonce + AESGCM(key).encrypt(nonce, content, MAGIC + os.fsencode(name))


def _opened(keys: Sequence[bytes], name: str, sealed: bytes) -> bytes | None:
    if not sealed.startswith(MAGIC):
        return None
    nonce, rest = sealed[len(MAGIC) : len(MAGIC) + NONCE_BYTES], sealed[len(MAGIC) + NONCE_BYTES :]
    for key in keys:
        try:
            content = AESGCM(key).decrypt(nonce, rest, MAGIC + os.fsencode(name))
        except (InvalidTag, ValueError):
            continue
        return content if len(content) == CONTENT_BYTES else None
    return None
