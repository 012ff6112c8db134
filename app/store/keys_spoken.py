"""Secrets that people keep: an administrator's passphrase, and the recovery code on paper."""

import base64
import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw

from app.errors import KioskError
from app.store.cipher import KEY_BYTES
from app.store.envelope import NAME, Envelope, Seal, make_seal, open_seal

PASSPHRASE, RECOVERY = "passphrase", "recovery"
SHORTEST: Final = 12  # characters
ROUNDS, MEMORY_KIB, LANES = 3, 256 * 1024, 4  # 0.8 s on the reference machine
MEMORY_MAX_KIB, ROUNDS_MAX, LANES_MAX = 1024 * 1024, 20, 16
CODE_GROUP = 4


def seal_with_passphrase(
    envelope_id: str, master: bytes, passphrase: str, *, memory_kib: int | None = None
) -> Seal:
    """The master key under a passphrase (Argon2id). Raises KioskError passphrase_short.

    memory_kib: what an attacker pays for each guess; None: as this version ships.
    """
    if len(passphrase) < SHORTEST:
        raise KioskError("passphrase_short", least=SHORTEST)
    details = {
        "salt": secrets.token_hex(16),
        "rounds": ROUNDS,
        "memory_kib": memory_kib or MEMORY_KIB,
        "lanes": LANES,
    }
    return make_seal(envelope_id, PASSPHRASE, _stretched(passphrase, details), master, details)


def open_with_passphrase(envelope: Envelope, passphrase: str) -> bytes:
    """The master key. Raises KioskError passphrase_wrong, keys_altered."""
    for seal in envelope.seals:
        if seal.kind == PASSPHRASE:
            master = open_seal(envelope.id, seal, _stretched(passphrase, seal.details))
            if master is not None:
                return master
    raise KioskError("passphrase_wrong")


def seal_with_code(envelope_id: str, master: bytes) -> tuple[Seal, str]:
    """The master key under a new recovery code, and the code: written on paper, it is kept nowhere else."""
    secret = secrets.token_bytes(KEY_BYTES)
    return make_seal(envelope_id, RECOVERY, secret, master, {}), _code(secret)


def open_with_code(envelope: Envelope, code: str) -> bytes:
    """The master key. Raises KioskError recovery_code_wrong: mistyped, or of another kiosk or rotation."""
    secret = _secret(code)
    for seal in envelope.seals:
        if seal.kind == RECOVERY and secret is not None:
            master = open_seal(envelope.id, seal, secret)
            if master is not None:
                return master
    raise KioskError("recovery_code_wrong")


def _stretched(passphrase: str, details: Mapping[str, Any]) -> bytes:
    try:
        salt, lanes = bytes.fromhex(details["salt"]), int(details["lanes"])
        rounds, memory_kib = int(details["rounds"]), int(details["memory_kib"])
    except (ValueError, TypeError, KeyError):
        raise KioskError("keys_altered", file=NAME) from None
    if not (
        1 <= rounds <= ROUNDS_MAX and 1 <= lanes <= LANES_MAX and 8 * lanes <= memory_kib <= MEMORY_MAX_KIB
    ):
        raise KioskError("keys_altered", file=NAME)  # else it could eat the machine's memory
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(typed, salt, rounds, memory_kib, lanes, KEY_BYTES, Type.ID)


def _code(secret: bytes) -> str:
    text = base64.b32encode(secret + hashlib.sha256(secret).digest()[:3]).decode()
    return "-".join(text[at : at + CODE_GROUP] for at in range(0, len(text), CODE_GROUP))


def _secret(code: str) -> bytes | None:
    """The secret of a code, however it was typed; None if the check says that it was mistyped."""
    text = "".join(code.upper().split()).replace("-", "").replace("0", "O").replace("1", "I")
    try:
        whole = base64.b32decode(text)
    except ValueError:
        return None
    secret, check = whole[:KEY_BYTES], whole[KEY_BYTES:]
    return secret if hashlib.sha256(secret).digest()[:3] == check and len(check) == 3 else None
