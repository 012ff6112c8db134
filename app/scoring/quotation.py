"""Words in an answer that are not the candidate's own: quoted customers and copies of the prompt."""

import re
from collections.abc import Iterator, Sequence

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.text import Span, Text

_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"), ('"', '"'))
_LOOK_BACK = {Language.ZH: 22, Language.EN: 60}
_REPORT_CHARS = {Language.ZH: 40, Language.EN: 110}
_OTHER = {Language.ZH: words_zh.OTHER_SPEAKS, Language.EN: words_en.OTHER_SPEAKS}
_OWN = {Language.ZH: words_zh.OWN_SPEAKS, Language.EN: words_en.OWN_SPEAKS}
_OWN_TURN = {Language.ZH: words_zh.OWN_TURN, Language.EN: words_en.OWN_TURN}
_BREAK = re.compile(r"[。！？!?；;\n]|[.](?=\s|$)")
_COPIED = 0.85
NGRAM = 4
MOSTLY_COPIED = 0.7


def others_words(text: Text, clauses: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches in which the candidate repeats what somebody else said, with or without quotation marks."""
    quoted = _quoted(text.original)
    return tuple(
        sorted([span for span in quoted if _is_others(text, span)] + _reported(text, quoted, clauses))
    )


def _quoted(original: str) -> list[Span]:
    spans: list[Span] = []
    for opening, closing in _QUOTES:
        at = original.find(opening)
        while at >= 0:
            end = original.find(closing, at + 1)
            if end < 0:
                break
            spans.append((at + 1, end))
            at = original.find(opening, end + 1)
    return sorted(spans)


def _is_others(text: Text, quoted: Span) -> bool:
    lower = text.original.lower()
    before = lower[max(0, quoted[0] - 1 - _LOOK_BACK[text.language]) : quoted[0] - 1]
    other = max((match.end() for match in _others_speak(before, text.language)), default=-1)
    own = max((match.end() for match in _OWN[text.language].finditer(before)), default=-1)
    if other > own:
        return True
    after = lower[quoted[1] + 1 : quoted[1] + 40]
    return own < 0 and text.language is Language.EN and words_en.SPOKEN_AFTER.match(after) is not None


def _others_speak(lower: str, language: Language) -> Iterator[re.Match[str]]:
    """Where somebody else is said to speak; not where they are spoken to."""
    for match in _OTHER[language].finditer(lower):
        before = lower[max(0, match.start() - 6) : match.start()]
        if language is Language.EN or not words_zh.SPOKEN_TO.search(before):
            yield match


def _reported(text: Text, quoted: Sequence[Span], clauses: Sequence[Span]) -> list[Span]:
    """Reported speech without marks: from the verb of saying to the candidate's own turn or the end."""
    lower = text.original.lower()
    spans = []
    for match in _others_speak(lower, text.language):
        start = match.end()
        if any(a <= start <= b or 0 <= a - start <= 3 for a, b in quoted):
            continue
        limit = min(start + _REPORT_CHARS[text.language], len(lower))
        stop = next((end for _, end in clauses if end > start + 2), limit)
        for pattern in (_BREAK, _OWN_TURN[text.language]):
            found = pattern.search(lower, start + 2, limit)
            if found:
                stop = min(stop, found.start())
        spans.append((start, min(stop, limit)))
    return spans


def ngrams_of(canon: str, language: Language) -> list[str]:
    """Sequences of four in `canon`: characters in Chinese, stemmed words in English."""
    if language is Language.ZH:
        chars = "".join(char for char in canon if char.isalnum())
        return [chars[i : i + NGRAM] for i in range(len(chars) - NGRAM + 1)]
    words = canon.split()
    return [" ".join(words[i : i + NGRAM]) for i in range(len(words) - NGRAM + 1)]


def copied_spans(text: Text, sentences: Sequence[Span], prompt: frozenset[str]) -> tuple[Span, ...]:
    """Sentences that stand in the prompt word for word; all that touch it where most of the answer does."""
    grams = [ngrams_of(text.canon.part(span), text.language) for span in sentences]
    known = [sum(gram in prompt for gram in own) for own in grams]
    mostly = sum(known) >= max(MOSTLY_COPIED * sum(map(len, grams)), NGRAM)
    found = []
    for span, own, hits in zip(sentences, grams, known, strict=True):
        is_copy = hits >= _COPIED * len(own) and len(own) > NGRAM
        if is_copy or (mostly and (hits or not own)):
            found.append(span)
    return tuple(found)
