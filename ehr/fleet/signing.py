"""What kiosks sign and how keys and codes are written (contract/v1/http.md). Pure."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEAD = "kiosk-hub/1"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
CODE_CHARS = 10
GROUPS, GROUP_CHARS = 6, 4
READ_AS = str.maketrans("OIL", "011", " -")


def key_id(public: bytes) -> str:
    """What a public key is called, 32 hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[:32]


def is_signed(public: bytes, signature: str, *lines: str) -> bool:
    """True if the holder of `public` signed the lines under the heading."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            bytes.fromhex(signature), "\n".join((HEAD, *lines)).encode()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def code_of(entry: str) -> str | None:
    """The enrolment code as it is signed and compared, however it was written; None where it is none."""
    code = entry.strip().upper().translate(READ_AS)
    return code if len(code) == CODE_CHARS and set(code) <= set(ALPHABET) else None


def shown(code: str) -> str:
    """A code as people read it: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def fingerprint(hub_id: str, public: bytes) -> str:
    """Six groups of four characters; the kiosk shows the same, so that people see that nobody sits between."""
    digest = hashlib.sha256(f"kiosk-hub-fingerprint/1\n{hub_id}\n{public.hex()}".encode()).digest()
    number, chars = int.from_bytes(digest[:15], "big"), GROUPS * GROUP_CHARS
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(chars)))
    return " ".join(text[start : start + GROUP_CHARS] for start in range(0, chars, GROUP_CHARS))
