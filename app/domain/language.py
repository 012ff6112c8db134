"""The languages a candidate can choose, and a text in each of them."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the kiosk; Chinese comes first."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in every language of the kiosk."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The text in `language`."""
        return self.zh if language is Language.ZH else self.en
