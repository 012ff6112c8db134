"""The words of the pages in one language, and the words of codes that interviews carry."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent / "words"
# The kiosk's report and the hub call the same codes by the same words.
REPORT_FOLDER = Path(__file__).parents[2] / "resources" / "report"


@dataclass(frozen=True, slots=True)
class Words:
    """One language: `pages` by "section.key", `codes` by section and code."""

    language: str
    pages: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **gaps: str | int | float) -> str:
        """The words of `key` with its gaps filled. Raises KeyError for a key that does not exist."""
        return self.pages[key].format(**gaps) if gaps else self.pages[key]

    def code(self, section: str, code: str) -> str:
        """What `code` means; the code itself where nobody has written its words."""
        return self.pages.get(f"{section}.{code}") or self.codes.get(section, {}).get(code, code)


@cache
def words_of(language: str) -> Words:
    """The words of `zh` or `en`."""
    pages = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    flat = {f"{section}.{key}": text for section, texts in pages.items() for key, text in texts.items()}
    codes = tomllib.loads((REPORT_FOLDER / f"words.{language}.toml").read_text("utf-8"))
    return Words(language, MappingProxyType(flat), MappingProxyType(codes))
