"""Cues said almost as they stand: one character or word replaced, lost or added, as recognisers do.

Only what speaks for an answer is looked for like this, and only where a cue is long enough that the rest of it still
says the same. A negator never stands in such a stretch, and nobody in a cue is exchanged for somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.prose import FUNCTION_STEMS
from app.scoring.stems import stem
from app.scoring.text import Span

SHORTEST = (
    3  # characters or words of a cue that is found in this way; from one more its edges may be wrong too
)
CONTENT_LEFT = {
    Language.ZH: 2,
    Language.EN: 1,
}  # parts with a meaning of their own that must stand as they are
LET = "let"  # may be wrong at an edge too: "me check" and "them finish" stand after little else
_NEGATORS = {Language.ZH: words_zh.NEGATORS, Language.EN: frozenset(map(stem, words_en.NEGATORS))}
_PERSONS = {Language.ZH: words_zh.WHO, Language.EN: frozenset(map(stem, words_en.WHO))}
_GRAMMAR = {Language.ZH: words_zh.FUNCTION_CHARS, Language.EN: FUNCTION_STEMS}
_OTHER = {  # what may stand in a cue by mistake: any one character or word that negates nothing
    Language.ZH: rf"[^\W_{''.join(sorted(words_zh.NEGATORS))}]",
    Language.EN: rf" (?!(?:{'|'.join(sorted(_NEGATORS[Language.EN]))})(?= ))\S+",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A literal of a cue; halves: its two halves, one of which stands wherever only one part is wrong."""

    literal: str
    halves: tuple[str, str]
    language: Language


def near_of(literal: str, language: Language) -> Near | None:
    """`literal` to be found with one part wrong, or None where too little of it would be left to tell."""
    units = _units(literal, language)
    if not _forms(units, language):
        return None
    middle = len(units) // 2
    if language is Language.ZH:
        return Near(literal, (literal[:middle], literal[middle:]), language)
    return Near(literal, (f" {' '.join(units[:middle])} ", f" {' '.join(units[middle:])} "), language)


def near_spans(near: Sequence[Near], canon: str) -> Iterator[Span]:
    """Where any of `near` stands in `canon`, text in its compared form, with one part wrong."""
    for each in near:
        if each.halves[0] in canon or each.halves[1] in canon:
            edge = 1 if each.language is Language.EN else 0  # the space before the first word
            for match in _pattern(each.literal, each.language).finditer(canon):
                yield match.start() + edge, match.end()


@lru_cache(maxsize=8192)
def _pattern(literal: str, language: Language) -> re.Pattern[str]:
    return re.compile("|".join(_forms(_units(literal, language), language)))


def _units(literal: str, language: Language) -> list[str]:
    return list(literal) if language is Language.ZH else literal.split()


def _forms(units: Sequence[str], language: Language) -> list[str]:
    """A pattern for each place of `units` that may be wrong: replaced or lost, or something added before it."""
    if len(units) < SHORTEST or not all(_is_plain(unit, language) for unit in units):
        return []
    content = [unit not in _GRAMMAR[language] for unit in units]
    if sum(content) < CONTENT_LEFT[language]:
        return []
    lead = "" if language is Language.ZH else " "
    said = [lead + re.escape(unit) for unit in units]
    after = "" if language is Language.ZH else "(?= )"
    forms = []
    for at in range(len(units)):
        if _may_be_wrong(at, units, content, language):
            is_lost = language is Language.ZH or len(units) > SHORTEST
            other = f"(?:{_OTHER[language]}){'?' if is_lost else ''}"
            forms.append("".join([*said[:at], other, *said[at + 1 :]]) + after)
        if at > 0:
            forms.append("".join([*said[:at], _OTHER[language], *said[at:]]) + after)
    return forms


def _may_be_wrong(at: int, units: Sequence[str], content: Sequence[bool], language: Language) -> bool:
    """Whether the rest still says the same. Grammar at the edge of a cue narrows it down, so it must stand."""
    if units[at] in _PERSONS[language]:
        return False
    is_edge = at in (0, len(units) - 1)
    if not content[at]:
        return not is_edge or units[at] == LET
    if language is Language.EN or (is_edge and len(units) == SHORTEST):
        return False  # an English word that carries content is a cue of its own, not a part of one
    return sum(content) - 1 >= CONTENT_LEFT[language]


def _is_plain(unit: str, language: Language) -> bool:
    return unit.isalnum() and unit not in _NEGATORS[language]
