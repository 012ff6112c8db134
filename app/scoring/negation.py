"""Where a negator reaches: a cue that begins there was denied, not shown."""

from collections.abc import Sequence

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.text import Span, Text


def negated_spans(text: Text, clauses: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of the original in which what begins is negated; they end with the clause at the latest."""
    reach = _reach_zh(text) if text.language is Language.ZH else _reach_en(text)
    spans: list[Span] = []
    at = 0
    for start, end, negator in reach:
        while at < len(clauses) and clauses[at][1] <= negator:
            at += 1
        if at == len(clauses):
            break
        spans.append((start, min(end, clauses[at][1])))
    return tuple(span for span in spans if span[0] < span[1])


def is_taken_back(text: Text, end: int) -> bool:
    """True if right after `end` a negator takes back what was just said (…这种事我可不干)."""
    if text.language is not Language.ZH:
        return False
    return words_zh.NEGATED_AFTER.match(text.original, end) is not None


def _reach_zh(text: Text) -> list[tuple[int, int, int]]:
    form = text.normal
    found = []
    for match in words_zh.NEGATION.finditer(form.chars):
        if match.group("neg") is None:
            continue
        stop = min(match.end() + words_zh.SCOPE_CHARS, len(form.chars))
        ender = words_zh.SCOPE_ENDS.search(form.chars, match.end() + 2, stop)
        stop = ender.start() if ender else stop
        if stop > match.end():
            found.append((form.ends[match.end() - 1], form.ends[stop - 1], form.starts[match.start()]))
    return found


def _reach_en(text: Text) -> list[tuple[int, int, int]]:
    form = text.canon
    found = []
    for match in words_en.NEGATION.finditer(form.chars):
        if match.group("neg") is None:
            continue
        stop = match.end()
        for _ in range(words_en.SCOPE_WORDS):
            following = form.chars.find(" ", stop + 1)
            if following < 0:
                break
            stop = following
        first_word_end = form.chars.find(" ", match.end() + 1)
        ender = words_en.SCOPE_ENDS.search(form.chars, max(match.end(), first_word_end), stop + 1)
        stop = ender.start() if ender else stop
        if stop > match.end():
            found.append((form.ends[match.end() - 1], form.ends[stop - 1], form.starts[match.start() + 1]))
    return found
