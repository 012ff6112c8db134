"""Small secrets that lie beside the database, sealed with a key of the envelope: match.key, device.key, hub.key.

    file = "KSF1" | nonce (12) | AES-256-GCM ciphertext and tag; the file's name is authenticated with it

Versions before wrote them in clear: those are sealed at the next start, once, and overwritten.
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
HUB_KEY, HUB_ASKING = "hub.key", "hub.key.asking"  # JSON (app/sync/identity)
OF_32_BYTES, OF_THE_HUB = (MATCH_KEY, DEVICE_KEY), (HUB_KEY, HUB_ASKING)
# The sentence each ends in when it cannot be used.
CODES = {
    MATCH_KEY: "match_key_unusable",
    DEVICE_KEY: "device_key_unreadable",
    HUB_KEY: "hub_key_unreadable",
    HUB_ASKING: "hub_key_unreadable",
}


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

    def read(self, name: str) -> bytes | None:
        """What the file `name` holds, None where there is none. Raises KioskError hub_key_unreadable ..."""
        path = self.data_dir / name
        try:
            finish_wiping(path)
            content = _opened(self.keys, name, path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KioskError(CODES[name], file=name) from error
        if content is None:
            raise KioskError(CODES[name], file=name)
        return content

    def replace(self, name: str, content: bytes) -> None:
        """The file `name` holds this from now on, also after a power cut. Raises KioskError match_key_unusable ..."""
        try:
            replace_file(self.data_dir / name, _sealed(self.keys[0], name, content))
        except OSError as error:
            raise KioskError(CODES[name], file=name) from error

    def remove(self, name: str) -> None:
        """There is no such file. Raises KioskError hub_key_unreadable ..."""
        try:
            (self.data_dir / name).unlink(missing_ok=True)
        except OSError as error:
            raise KioskError(CODES[name], file=name) from error

    def seal(self, name: str) -> None:
        """A file that an older version wrote in clear is sealed, whole or not at all. Raises OSError."""
        path = self.data_dir / name
        path.with_name(name + ".part").unlink(missing_ok=True)  # of a write that was cut
        if not path.exists():
            return
        finish_wiping(path)
        content = path.read_bytes()
        if _is_clear(name, content):
            part = path.with_name(name + PART)
            replace_file(part, _sealed(self.keys[0], name, content))
            put_in_place(part, path)
        elif path.stat().st_mode & 0o077:
            path.chmod(0o600)

    def seal_all(self, names: Sequence[str]) -> None:
        """Each of these files that lies in clear is sealed. Raises KioskError match_key_unusable ..."""
        for name in names:
            try:
                self.seal(name)
            except OSError as error:
                raise KioskError(CODES[name], file=name) from error


def change_key(data_dir: Path, keys: Sequence[bytes], *, may_be_clear: Sequence[str]) -> bool:
    """True once every small secret is sealed with the first of `keys`; False if one opens with none of them.

    may_be_clear: names that an older version may have written so, and nobody has sealed yet.

    Raises:
        KioskError: match_key_unusable, device_key_unreadable, hub_key_unreadable: the disk refused.
    """
    done = True
    for name, code in CODES.items():
        path = data_dir / name
        try:
            if not path.exists():
                continue
            old = path.read_bytes()
            is_clear = name in may_be_clear and _is_clear(name, old)
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


def _is_clear(name: str, content: bytes) -> bool:
    return len(content) == CONTENT_BYTES if name in OF_32_BYTES else content.startswith(b"{")


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
        return content if name not in OF_32_BYTES or len(content) == CONTENT_BYTES else None
    return None
