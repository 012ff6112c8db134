"""The key this kiosk signs with: audit exports and receipts of deletion can be checked without the kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.codec import canonical
from app.errors import KioskError
from app.private_file import replace_file

NAME = "device.key"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """Signs documents (Ed25519). public_hex: what a checker must have been told in another way."""

    private: Ed25519PrivateKey

    @property
    def public_hex(self) -> str:
        """The public key, 64 hex digits."""
        return self.private.public_key().public_bytes_raw().hex()

    def signed(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """`document` with `key` and, over the canonical JSON of both, `signature` (hex)."""
        whole = {**document, "key": self.public_hex}
        return {**whole, "signature": self.private.sign(canonical(whole).encode()).hex()}


def load_device_key(data_dir: Path) -> DeviceKey:
    """The key of this kiosk, made at its first use. Raises KioskError device_key_unreadable."""
    path = data_dir / NAME
    try:
        if not path.exists():
            replace_file(path, Ed25519PrivateKey.generate().private_bytes_raw())
        raw = path.read_bytes()
        return DeviceKey(Ed25519PrivateKey.from_private_bytes(raw))
    except (OSError, ValueError) as error:
        raise KioskError("device_key_unreadable", file=NAME) from error
