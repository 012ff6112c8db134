"""Passwords: how they are kept, and which are too easy to guess."""

import re
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ehr.problems import Kind, Problem

SHORTEST, LONGEST = 12, 128
WEAK_PASSWORD = Kind(
    "weak-password", 422,
    "Choose a longer or less common password: 12 characters or more, not your name, no common word or row of keys.",
    "请选择更长或更少见的密码：至少 12 个字符，不含登录名，也不是常见词或键盘顺序。",
)  # fmt: skip
LEET = str.maketrans("0134578@$!", "oieastbasi")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)

_hasher = PasswordHasher()  # Argon2id, RFC 9106's second choice: 64 MiB, 3 passes
_at_once = BoundedSemaphore(2)  # each takes 64 MiB and a processor for a while


def kept(password: str) -> str:
    """What is stored of a password."""
    with _at_once:
        return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """True if the password is the one kept. Takes as long where none is kept, so nobody learns who exists."""
    with _at_once:
        try:
            return _hasher.verify(password_hash or _nobody(), password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def check_strength(password: str, sign_in_name: str) -> None:
    """Raises Problem `weak-password`."""
    name = sign_in_name.lower().partition("@")[0]
    plain = password.lower()
    letters = re.sub(r"[^a-z]", "", plain.translate(LEET))
    is_weak = (
        not SHORTEST <= len(password) <= LONGEST
        or len(set(plain)) < 5
        or (len(name) > 3 and name in plain)
        or _is_repeated(plain)
        or _is_mostly_rows(plain)
        or any(_is_made_of(each, _common()) for each in (plain, letters, plain.rstrip("0123456789!?.#*-_")))
    )
    if is_weak:
        raise Problem(WEAK_PASSWORD)


@cache
def _nobody() -> str:
    return _hasher.hash("a password that is nobody's")


@cache
def _common() -> frozenset[str]:
    """Words that lists of leaked passwords are full of, alone or joined."""
    text = Path(__file__).with_name("common_passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split() if not line.startswith("#"))


def _is_repeated(text: str) -> bool:
    """One short piece, again and again."""
    return re.fullmatch(r"(.{1,6}?)\1+.?", text) is not None


def _is_mostly_rows(text: str) -> bool:
    """Two thirds or more are steps along the alphabet, the digits or a row of keys."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    steps = sum(any(pair in row or pair in row[::-1] for row in ROWS) for pair in pairs)
    return steps * 3 >= len(pairs) * 2


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """True if `text` is nothing but common words one after the other, perhaps with up to 4 digits behind."""
    if not text:
        return False
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and (text[start:end] in words) for start in range(max(0, end - 20), end)):
            reached.add(end)
    rest = max(reached)
    return rest > 0 and len(text) - rest <= 4 and re.fullmatch(r"[\d!?.#*_-]*", text[rest:]) is not None
