"""How much of a description an answer's words cover: character pairs in Chinese, stemmed words in English."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.domain.language import Language
from app.scoring.prose import FUNCTION_STEMS
from app.scoring.reading import Reading
from app.scoring.text import Span, read_text
from app.scoring.words_zh import FUNCTION_CHARS

_WINDOW = 2  # sentences read together


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The content terms of a description."""

    terms: frozenset[str]


def vocabulary_of(texts: Iterable[str], language: Language) -> Vocabulary:
    """The content terms of `texts`."""
    terms: set[str] = set()
    for text in texts:
        terms |= terms_of(read_text(text, language).canon.chars, language)
    return Vocabulary(frozenset(terms))


def terms_of(canon: str, language: Language) -> set[str]:
    """The content terms of `canon`, text in its compared form."""
    if language is Language.EN:
        return {word for word in canon.split() if len(word) > 2 and word not in FUNCTION_STEMS}
    return {
        a + b
        for a, b in pairwise(canon)
        if a.isalnum() and b.isalnum() and not (a in FUNCTION_CHARS and b in FUNCTION_CHARS)
    }


def pairs_of(canon: str) -> set[str]:
    """The pairs of neighbouring English words in `canon`, without those that only hold a sentence together."""
    return {
        f"{a} {b}" for a, b in pairwise(canon.split()) if not (a in FUNCTION_STEMS and b in FUNCTION_STEMS)
    }


def sentence_terms(reading: Reading) -> list[tuple[Span, set[str]]]:
    """The content terms of each window of sentences, with the span of the window's first sentence."""
    own = [span for span in reading.sentences if not reading.is_foreign(span)]
    single = [terms_of(reading.text.canon.part(span), reading.text.language) for span in own]
    return [(span, set().union(*single[at : at + _WINDOW])) for at, span in enumerate(own)]


def coverage(vocabulary: Vocabulary, windows: list[tuple[Span, set[str]]]) -> tuple[float, Span | None]:
    """The largest share of `vocabulary` in one window, and that window's sentence; (0, None) without any."""
    best, where = 0.0, None
    for span, terms in windows:
        share = len(vocabulary.terms & terms) / len(vocabulary.terms) if vocabulary.terms else 0.0
        if share > best:
            best, where = share, span
    return best, where


def overlap(vocabulary: Vocabulary, windows: list[tuple[Span, set[str]]]) -> float:
    """The share of the answer's own terms that belong to `vocabulary`."""
    terms = set().union(*(found for _, found in windows)) if windows else set()
    return len(vocabulary.terms & terms) / len(terms) if terms else 0.0
