"""The words of the trade that a recogniser is told beforehand, and the sign that it only echoes them."""

from functools import cache
from importlib.resources import files

import yaml

from app.domain.language import Language

MOST_TOKENS = 60  # performance.md 1.4
ECHOED_FROM = 4  # terms: no answer lists so many of them and nothing else
MOSTLY = 0.7  # of the characters


@cache
def role_terms(language: Language) -> tuple[str, ...]:
    """The terms of `language`, most important first."""
    text = files("app.analysis").joinpath("role_terms.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)[language.value])


def is_echo(bare_text: str, bare_terms: tuple[str, ...]) -> bool:
    """Is the text (small letters, no marks) little more than a list of terms, as told beforehand?"""
    left, found = bare_text, 0
    for term in sorted(bare_terms, key=len, reverse=True):
        found += term in left
        left = left.replace(term, "")
    return found >= ECHOED_FROM and len(left) <= (1 - MOSTLY) * len(bare_text)
