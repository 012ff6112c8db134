"""The hub's key for recordings: kiosks seal each recording's own key to it (contract/v1/http.md)."""

import hashlib
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ehr.keys import DAMAGED, MasterKey
from ehr.problems import Problem

ABOUT = "recordings|key|{}|{}"


def public_key(master: MasterKey) -> dict[str, str]:
    """What kiosks are told: the key's id and its 32 bytes in hex."""
    public = _private(master).public_key().public_bytes_raw()
    return {"id": f"media-{hashlib.sha256(public).hexdigest()[:16]}", "public_key": public.hex()}


def opened(told: dict[str, Any], upload_id: str, master: MasterKey) -> bytes:
    """The 32-byte key of a recording from what its kiosk told. Raises Problem `damaged-secret`."""
    try:
        shared = _private(master).exchange(
            X25519PublicKey.from_public_bytes(bytes.fromhex(told["ephemeral"]))
        )
        info = f"kiosk-media-key/1\n{upload_id}".encode()
        wrapping = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
        return AESGCM(wrapping).decrypt(bytes(12), bytes.fromhex(told["sealed"]), upload_id.encode())
    except (InvalidTag, ValueError) as error:
        raise Problem(DAMAGED) from error


def wrapped(key: bytes, kiosk_id: UUID, upload_id: str, master: MasterKey) -> dict[str, str]:
    """The key of a recording as the hub keeps it: under its own key, which can be replaced."""
    return {"by": master.id, "wrapped": master.seal(key, ABOUT.format(kiosk_id, upload_id)).hex()}


def unwrapped(kept: dict[str, Any], kiosk_id: UUID, upload_id: str, master: MasterKey) -> bytes:
    """The 32-byte key of a recording from what the hub keeps. Raises Problem `damaged-secret`."""
    if "wrapped" not in kept:  # from before: as its kiosk told it
        return opened(kept, upload_id, master)
    return master.open(bytes.fromhex(kept["wrapped"]), ABOUT.format(kiosk_id, upload_id))


def _private(master: MasterKey) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(master.lasting_derived("media key"))
