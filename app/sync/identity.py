"""Who this kiosk is at its hub: one small sealed file (store/sealed_file), replaced whole or not at all."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import KioskError
from app.store.sealed_file import HUB_ASKING, HUB_KEY, SealedFiles
from app.sync.signing import key_id, public_hex

FORMAT = "kiosk-hub/1"
FIELDS = ("key", "hub_url", "kiosk_id", "hub_id", "hub_name", "site", "media_key", "next_key")


@dataclass(frozen=True, slots=True)
class MediaKey:
    """The hub's X25519 key for recordings, 64 hexadecimal digits."""

    id: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file holds. key, next_key: seeds of Ed25519 keys, 64 hexadecimal digits.

    kiosk_id: empty while the hub was only asked. site: its name at the hub. next_key: one that is coming in, or None.
    """

    key: str = field(repr=False)
    hub_url: str
    kiosk_id: str = ""
    hub_id: str = ""
    hub_name: str = ""
    site: str = ""
    media_key: MediaKey | None = None
    next_key: str | None = field(default=None, repr=False)

    @property
    def is_enrolled(self) -> bool:
        """True once the hub said yes."""
        return bool(self.kiosk_id)

    @property
    def private(self) -> Ed25519PrivateKey:
        """The key this kiosk signs with now."""
        return private_of(self.key)

    def moved_on(self) -> "Identity":
        """With the next key in place of the old one."""
        return self if self.next_key is None else replace(self, key=self.next_key, next_key=None)


def new_seed() -> str:
    """A key by chance, as the file holds it."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def private_of(seed: str) -> Ed25519PrivateKey:
    """The key of a seed."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def key_id_of(seed: str) -> str:
    """What the key of a seed is called."""
    return key_id(public_hex(private_of(seed)))


def is_known(data_dir: Path) -> bool:
    """True where this kiosk was let in at a hub, as far as can be told without its keys."""
    return (data_dir / HUB_KEY).exists()


class IdentityFile:
    """The one place that reads and writes it. files: the small secrets of this kiosk, whose keys are open."""

    def __init__(self, files: SealedFiles, name: str = HUB_KEY) -> None:
        self._files, self._name = files, name

    @property
    def asking(self) -> "IdentityFile":
        """The key with which a hub was only asked: it spoils no other until the hub said yes."""
        return type(self)(self._files, HUB_ASKING)

    def remove(self) -> None:
        """There is no such file. Raises KioskError hub_key_unreadable."""
        self._files.remove(self._name)

    def read(self) -> Identity | None:
        """What the file says; None where there is none. Raises KioskError hub_key_unreadable."""
        content = self._files.read(self._name)
        if content is None:
            return None
        try:
            return _identity(json.loads(content))
        except (ValueError, KeyError, TypeError) as error:
            raise KioskError("hub_key_unreadable", file=self._name) from error

    def write(self, identity: Identity) -> None:
        """The file says this from now on, also after a power cut. Raises KioskError hub_key_unreadable."""
        told = {"format": FORMAT, **asdict(identity)}
        self._files.replace(self._name, json.dumps(told, ensure_ascii=False).encode())


def _identity(told: dict[str, Any]) -> Identity:
    if told["format"] != FORMAT:
        raise ValueError
    media = told["media_key"]
    identity = Identity(**{name: told[name] for name in FIELDS})
    for seed in (identity.key, identity.next_key):
        if seed is not None:
            private_of(seed)
    return replace(identity, media_key=None if media is None else MediaKey(**media))
