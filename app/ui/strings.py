"""The words of the screen in one language, and the sentence for every error code."""

import logging
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from app.domain.language import Language, Words
from app.errors import BugError

log = logging.getLogger(__name__)

NEUTRAL_CODE = "unexpected"
_GAP = re.compile(r"\{[^{}]*\}")


class Strings:
    """Looks words up in `language`. screen: resources/i18n, sections joined by dots; messages: by code."""

    def __init__(self, language: Language, screen: Mapping[str, str], messages: Mapping[str, str]) -> None:
        self.language = language
        self._screen = screen
        self._messages = messages

    def text(self, key: str, **params: str | float) -> str:
        """The screen's words for `key`. Raises BugError if there are none, or a gap stays open."""
        try:
            return self._screen[key].format(**params)
        except (KeyError, IndexError, ValueError) as error:
            raise BugError(f"no words in {self.language} for {key} ({error!r})") from error

    def known(self, key: str) -> str:
        """The screen's words for `key`, a name that others make; empty where there are none."""
        return self._screen.get(key, "")

    def message(self, code: str, **params: str | float) -> str:
        """The sentence for an error code; the neutral one where the code has no words yet."""
        try:
            return self._messages[code].format(**params)
        except (KeyError, IndexError, ValueError):
            log.error("no sentence in %s for the code %s", self.language, code)
            return self._messages[NEUTRAL_CODE]

    def reason(self, code: str) -> str:
        """The sentence for a code that came without parameters; empty where there is none."""
        text = self._messages.get(code, "")
        return "" if "{" in text else text

    def gist(self, code: str) -> str:
        """The sentence for a code whose parameters nobody kept: each gap is left open; empty where there is none."""
        return _GAP.sub("…", self._messages.get(code, ""))

    def of(self, words: Words) -> str:
        """The content text in this language."""
        return words.text(self.language)


def load_strings(resources: Path) -> dict[Language, Strings]:
    """Strings for every language, from resources/i18n/<lang>.toml and resources/messages/<lang>.toml."""
    return {
        language: Strings(
            language,
            read_words(resources / "i18n" / f"{language}.toml"),
            read_words(resources / "messages" / f"{language}.toml"),
        )
        for language in Language
    }


def read_words(path: Path) -> dict[str, str]:
    """Every text of a TOML file under its dotted key. Raises BugError for a value that is no text."""
    return dict(_parsed(path.read_text("utf-8")))


@lru_cache(maxsize=16)  # every window reads the same few files
def _parsed(text: str) -> Mapping[str, str]:
    return _flat(tomllib.loads(text), "")


def _flat(table: Mapping[str, object], prefix: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            words |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            words[prefix + name] = value
        else:
            raise BugError(f"{prefix}{name} is not a text")
    return words
