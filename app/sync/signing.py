"""What a kiosk signs and how keys are named (contract/v1/http.md). Pure."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HEAD = "kiosk-hub/1"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
CODE_CHARS = 10
_GROUPS, _GROUP_CHARS = 6, 4
_READ_AS = str.maketrans("OIL", "011", " -")


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public key, 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def key_id(public: str) -> str:
    """What a key is called, 32 hexadecimal digits. public: 64 of them."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]


def signature(key: Ed25519PrivateKey, *lines: str) -> str:
    """Over the lines under the heading, 128 hexadecimal digits."""
    return key.sign("\n".join((HEAD, *lines)).encode()).hex()


def code_of(entry: str) -> str | None:
    """The enrolment code as it is signed, however it was written; None where it is none."""
    code = entry.strip().upper().translate(_READ_AS)
    return code if len(code) == CODE_CHARS and set(code) <= set(ALPHABET) else None


def fingerprint(hub_id: str, public: str) -> str:
    """Six groups of four characters that the kiosk and the hub both show: people see that nobody sits between."""
    digest = hashlib.sha256(f"kiosk-hub-fingerprint/1\n{hub_id}\n{public}".encode()).digest()
    number, chars = int.from_bytes(digest[:15]), _GROUPS * _GROUP_CHARS
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(chars)))
    return " ".join(text[start : start + _GROUP_CHARS] for start in range(0, chars, _GROUP_CHARS))
