"""How far a stretch of text is spoken language and not a list of keywords."""

import re

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.stems import stem
from app.scoring.text import Text

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PIECES = re.compile(r"[\s,，。.、;；!！?？|/：:]+")
_SHORT = {Language.ZH: 5, Language.EN: 3}
_EN_PIECES = re.compile(r"[,.;!?\n|/:]+")
_LIST_LIKE = 0.35
FUNCTION_STEMS = frozenset(stem(word) for word in words_en.FUNCTION_WORDS)
MISHEARD = 1  # persons who may have been spoken of and not been understood
_FORMULA_SIZE = 2  # characters of a formula in Chinese, words in English


def size_of(text: str, language: Language) -> int:
    """How much was said: Chinese characters (other words count as two), or English words."""
    lower = text.lower()
    words = len(_WORD.findall(lower))
    han = len(_HAN.findall(lower))
    return han + 2 * words if language is Language.ZH else words + han // 2


def prose_share(measured: str, language: Language) -> float:
    """0 for a bare list of keywords, 1 for ordinary speech, by the share of words that hold it together.

    measured: text in the form of Text.measured.
    """
    if language is Language.ZH:
        words, holding = _HAN.findall(measured), words_zh.FUNCTION_CHARS
        low, high = words_zh.PROSE_LOW, words_zh.PROSE_HIGH
    else:
        words, holding = _WORD.findall(measured), FUNCTION_STEMS
        low, high = words_en.PROSE_LOW, words_en.PROSE_HIGH
    if not words:
        return 0.0
    share = sum(word in holding for word in words) / len(words)
    return min(1.0, max(0.0, (share - low) / (high - low)))


def list_factor(text: Text) -> float:
    """1 for connected speech; 0.35 where it is cut into stubs, one formula is said over and over, or nobody
    speaks or is spoken to, as in a recited description."""
    measured, language = text.measured.chars, text.language
    total = size_of(measured, language)
    if _is_cut_up(text.normal.chars, language, total) or _is_formula(measured, language, total):
        return _LIST_LIKE
    return _LIST_LIKE if _is_impersonal(measured, language, total) else 1.0


def _is_cut_up(lower: str, language: Language, total: int) -> bool:
    pieces = (_PIECES if language is Language.ZH else _EN_PIECES).split(lower.strip())
    sizes = [size_of(piece, language) for piece in pieces if piece.strip()]
    return len(sizes) >= 6 and sum(size for size in sizes if size <= _SHORT[language]) > 0.6 * total


def _is_formula(lower: str, language: Language, total: int) -> bool:
    formulas = words_zh.FORMULAS if language is Language.ZH else words_en.FORMULAS
    return any(
        (said := lower.count(formula)) >= 5 and said * _FORMULA_SIZE > 0.22 * total for formula in formulas
    )


def _is_impersonal(lower: str, language: Language, total: int) -> bool:
    if language is Language.ZH:
        persons, low, long = words_zh.PERSONS, words_zh.PERSONS_LOW, words_zh.PERSONS_FROM
    else:
        persons, low, long = words_en.PERSONS, words_en.PERSONS_LOW, words_en.PERSONS_FROM
    spoken = len(persons.findall(lower))
    return total >= long and (spoken == 0 or spoken + MISHEARD < low * total)
