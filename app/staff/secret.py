"""Secrets of people: what counts as strong, how they are hashed (Argon2id), the unlock code."""

import secrets
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

PIN_DIGITS = 8
PASSWORD_CHARACTERS = 10
DISTINCT_DIGITS, DISTINCT_CHARACTERS = 4, 5
LONGEST = 256
CODE_GROUPS, GROUP_DIGITS = (
    6,
    5,
)  # 30 digits: 99 bits, so it needs no lock-out; digits, for the pad on the screen


def _argon2id() -> PasswordHasher:
    """About 0.15 s and 64 MiB for a check (reliability.md 2.3)."""
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, type=Type.ID)


@dataclass(frozen=True, slots=True)
class Hashing:
    """Hashes and checks secrets. hasher: tests take a cheaper one."""

    hasher: PasswordHasher = field(default_factory=_argon2id)

    def hash(self, secret: str) -> str:
        """The Argon2id hash with its salt and parameters."""
        return self.hasher.hash(_plain(secret))

    def fits(self, hashed: str, secret: str) -> bool:
        """True if `secret` is the one that was hashed."""
        try:
            return self.hasher.verify(hashed, _plain(secret))
        except (VerificationError, InvalidHashError):
            return False


def is_pin(secret: str) -> bool:
    """True if digits alone: such a secret can be typed on the screen."""
    return secret.isascii() and secret.isdigit()


def is_strong(secret: str) -> bool:
    """True if it may be used: long enough, not one sign again and again, not digits in a row."""
    plain = _plain(secret)
    if len(plain) > LONGEST:
        return False
    if not is_pin(plain):
        return len(plain) >= PASSWORD_CHARACTERS and len(set(plain)) >= DISTINCT_CHARACTERS
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(plain)}
    return len(plain) >= PIN_DIGITS and len(set(plain)) >= DISTINCT_DIGITS and len(steps) > 1


def new_code() -> str:
    """An unlock code, in groups as it is printed."""
    groups = (secrets.randbelow(10**GROUP_DIGITS) for _ in range(CODE_GROUPS))
    return " ".join(f"{group:0{GROUP_DIGITS}}" for group in groups)


def code_digits(typed: str) -> str:
    """The digits of an unlock code, however it was typed."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed) if is_pin(letter))


def _plain(secret: str) -> str:
    """One form for one secret: full-width digits of a Chinese keyboard are digits; halves of pairs can be hashed."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
