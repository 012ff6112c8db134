"""The values between reading and parsing: the words of a file with the place of each, or why there are none."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

# CJK radicals, compatibility ideographs, full-width ASCII.
_COMPATIBILITY = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"), ("\uff01", "\uff5e"))
# Radicals that Unicode gives no usual letter for, though printing programs use them as one; 戶 comes from fonts that
# share one drawing with 户.
_RADICALS = dict(
    zip(
        "⺠⻓⻔⻋⻅⻆⻉⻘⻙⻚⻛⻜⻝⻢⻥⻦⻩⻬⻰⻳⻣⻤⻁⺟⻄⻨⻮⺮⺼戶",
        "民长门车见角贝青韦页风飞食马鱼鸟黄齐龙龟骨鬼虎母西麦齿竹肉户",
        strict=True,
    )
)


class Format(StrEnum):
    """The files that are read."""

    PDF = "pdf"
    DOCX = "docx"


class Refusal(StrEnum):
    """Why a file gave no words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"  # decided by its first bytes, never by its name
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    UNPACKS_TOO_LARGE = "unpacks_too_large"  # a zip bomb
    DAMAGED = "damaged"
    NO_WORDS = "no_words"  # a picture of a page; nobody reads letters out of pictures here
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"


class Notice(StrEnum):
    """What a file had besides words. None of it is opened, run or fetched."""

    ACTIVE_CONTENT = "active_content"  # JavaScript, macros, actions at opening
    EMBEDDED_FILES = "embedded_files"
    OUTSIDE_LINKS = "outside_links"  # parts that a word processor would fetch from elsewhere
    REPAIRED = "repaired"  # its table of contents was broken and was built again
    CUT = "cut"  # longer than the limit; what came after was not read


class PartKind(StrEnum):
    """What a place in a file is called."""

    PAGE = "page"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Part:
    """A page or paragraph: number counts from 1, text[start:end] are its words, in code points."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ResumeText:
    """The words of a file. Letters of other shapes (full width, radicals) are written in their usual one."""

    format: Format
    part_kind: PartKind
    text: str
    parts: tuple[Part, ...]
    notices: frozenset[Notice] = frozenset()

    def part_at(self, offset: int) -> int:
        """Number of the page or paragraph that holds the character at `offset`; the last one after the end."""
        for part in self.parts:
            if offset < part.end:
                return part.number
        return self.parts[-1].number


@dataclass(frozen=True, slots=True)
class Refused:
    """The file gave no words, and why."""

    reason: Refusal


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Its defaults let a résumé of 30 pages through many times over."""

    file_bytes: int = 10_000_000
    unpacked_bytes: int = 60_000_000
    entries: int = 2_000
    pages: int = 50
    characters: int = 60_000
    wall_s: float = 20.0
    processor_s: int = 10
    memory_bytes: int = 768_000_000


def usual_letters(text: str) -> str:
    """`text` with letters of compatibility forms written as usual, as many characters as before.

    Printing programs store 用 as the radical U+2F64 and forms are filled in with full-width digits; both look the
    same to a reader and must to a parser. Only one-to-one changes are made, so that offsets stay true.
    """
    return "".join(_usual(letter) for letter in text)


def _usual(letter: str) -> str:
    if letter < "\x80":
        return " " if letter in "\t\x0b\x0c\r" or (letter < "\x20" and letter != "\n") else letter
    if letter in "\u00a0\u3000\u2002\u2003\u2009":
        return " "
    if "\ud800" <= letter <= "\udfff":
        return "\ufffd"
    if letter in _RADICALS:
        return _RADICALS[letter]
    if not any(low <= letter <= high for low, high in _COMPATIBILITY):
        return letter
    folded = unicodedata.normalize("NFKC", letter)
    return folded if len(folded) == 1 else letter
