"""A phone number as a keyed hash: it can be compared with another one, and never read back from the database.

HMAC-SHA256 under 32 random bytes in a file beside the database, sealed under the envelope. Without that file the
few billion numbers there are cannot be tried out; somebody who holds both and can open them can.
"""

import hashlib
import hmac
import re
import secrets

from app.store.sealed_file import CONTENT_BYTES, MATCH_KEY, SealedFiles

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


def load_secret(files: SealedFiles) -> bytes:
    """The kiosk's key for phone numbers, made at the first call. Raises KioskError match_key_unusable."""
    return files.load(MATCH_KEY, lambda: secrets.token_bytes(CONTENT_BYTES))
