"""The key this kiosk signs with: audit exports and receipts of deletion can be checked without the kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.codec import canonical
from app.store.sealed_file import DEVICE_KEY, SealedFiles


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


def load_device_key(files: SealedFiles) -> DeviceKey:
    """The key of this kiosk, made at its first use. Raises KioskError device_key_unreadable."""
    raw = files.load(DEVICE_KEY, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return DeviceKey(Ed25519PrivateKey.from_private_bytes(raw))
