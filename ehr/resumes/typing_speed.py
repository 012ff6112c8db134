"""The typing speed a résumé claims. Standards in use: Chinese characters, or English words, each minute."""

import re

from ehr.resumes.facts import TypingSpeed, TypingUnit
from ehr.resumes.sections import Reading

_NUMBER = r"(?P<n>\d{2,3})(?:[ ]?[-–~～至][ ]?\d{2,3})?\+?"
_CLAIMS = (
    (
        TypingUnit.CHARACTERS,
        re.compile(rf"{_NUMBER}[ ]?(?:字|个字)[ ]?(?:以上)?[ ]?(?:/|每)[ ]?(?:分钟?|min)"),
    ),
    (TypingUnit.CHARACTERS, re.compile(rf"(?:每分钟|一分钟)[^\n\d]{{0,6}}{_NUMBER}[ ]?(?:个)?(?:字|汉字)")),
    (TypingUnit.CHARACTERS, re.compile(rf"打字(?:速度)?[^\n\d]{{0,8}}{_NUMBER}[ ]?(?:字|个字|/分)")),
    (TypingUnit.WORDS, re.compile(rf"{_NUMBER}[ ]?(?:wpm\b|words (?:per|a) minute)", re.IGNORECASE)),
)
# Faster than any champion, slower than any use: a misread number.
_POSSIBLE = {TypingUnit.CHARACTERS: (10, 300), TypingUnit.WORDS: (10, 220)}


def find_typing(reading: Reading) -> TypingSpeed | None:
    """The first possible claim; of a range its lower end. None where there is none."""
    for unit, pattern in _CLAIMS:
        low, high = _POSSIBLE[unit]
        for hit in pattern.finditer(reading.text):
            if low <= int(hit["n"]) <= high:
                return TypingSpeed(float(hit["n"]), unit, reading.span(hit.start(), hit.end()), 0.9)
    return None
