"""A phone number as a keyed hash: it can be compared with another one, and never read back from the database.

HMAC-SHA256 under 32 random bytes in a file beside the database. Without that file the few billion numbers
there are cannot be tried out; somebody who holds both can, so the file belongs in no copy that is handed on.
"""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from app.errors import KioskError

KEY_BYTES = 32
_SHORTEST, _LONGEST = 7, 15  # digits; E.164 has 15 at most
_WRITTEN = re.compile(r"\+?[\d\s().-]+")


def digits_of(entry: str) -> str | None:
    """The digits of what looks like a phone number, without China's prefix; None for anything else."""
    if not _WRITTEN.fullmatch(entry.strip()):
        return None
    digits = re.sub(r"\D", "", entry)
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) == len("13800000000"):
            digits = digits[len(prefix) :]
    return digits if _SHORTEST <= len(digits) <= _LONGEST else None


def phone_key(secret: bytes, entry: str) -> str | None:
    """64 hexadecimal digits for a phone number, the same however it is written; None where it is none."""
    digits = digits_of(entry)
    return None if digits is None else hmac.new(secret, digits.encode(), hashlib.sha256).hexdigest()


def load_secret(file: Path) -> bytes:
    """The kiosk's key, made at the first call; only this user may read it. Raises KioskError match_key_unusable."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError:
        raise KioskError("match_key_unusable", file=file.name) from None
    if len(secret) != KEY_BYTES:
        raise KioskError("match_key_unusable", file=file.name)
    return secret


def _make(file: Path) -> None:
    """Whole or not at all: half a key would make every number a stranger."""
    part = file.with_name(file.name + ".part")
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secrets.token_bytes(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
