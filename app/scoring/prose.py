"""How far a stretch of text is spoken language and not a list of keywords."""

import re

from app.domain.language import Language
from app.scoring import words_en, words_zh

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PIECES = re.compile(r"[\s,，。.、;；!！?？|/：:]+")
_SHORT = {Language.ZH: 5, Language.EN: 3}
_LIST_LIKE = 0.35


def size_of(text: str, language: Language) -> int:
    """How much was said: Chinese characters (other words count as two), or English words."""
    lower = text.lower()
    words = len(_WORD.findall(lower))
    han = len(_HAN.findall(lower))
    return han + 2 * words if language is Language.ZH else words + han // 2


def prose_share(text: str, language: Language) -> float:
    """0 for a bare list of keywords, 1 for ordinary speech, by the share of words that hold it together."""
    lower = text.lower()
    if language is Language.ZH:
        chars = _HAN.findall(lower)
        if not chars:
            return 0.0
        share = sum(char in words_zh.FUNCTION_CHARS for char in chars) / len(chars)
        low, high = words_zh.PROSE_LOW, words_zh.PROSE_HIGH
    else:
        words = _WORD.findall(lower)
        if not words:
            return 0.0
        share = sum(word in words_en.FUNCTION_WORDS for word in words) / len(words)
        low, high = words_en.PROSE_LOW, words_en.PROSE_HIGH
    return min(1.0, max(0.0, (share - low) / (high - low)))


def list_factor(text: str, language: Language) -> float:
    """1 for connected speech; 0.35 where it is cut into stubs or one formula is said over and over."""
    pieces = [piece for piece in _PIECES.split(text.strip()) if piece]
    sizes = [size_of(piece, language) for piece in pieces]
    if language is Language.EN:
        pieces = [piece for piece in re.split(r"[,.;!?\n|/:]+", text) if piece.strip()]
        sizes = [size_of(piece, language) for piece in pieces]
    total = size_of(text, language)
    if len(sizes) >= 6 and sum(s for s in sizes if s <= _SHORT[language]) > 0.6 * total:
        return _LIST_LIKE
    verbs = words_zh.OWN_VERBS[:3] if language is Language.ZH else words_en.OWN_VERBS[:2]
    for verb in verbs:
        said = text.lower().count(verb)
        length = len(verb) if language is Language.ZH else 2
        if said >= 5 and said * length > 0.22 * total:
            return _LIST_LIKE
    return 1.0
