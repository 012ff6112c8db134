"""Sentences and clauses of an answer as spans of the original, also without punctuation."""

import re
from collections.abc import Iterator

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.text import Form, Span, Text

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』\"]*|(?<!\d)\.(?!\d)[”’\"]*|\.(?=\s|$)[”’\"]*")
_CLAUSE_END = re.compile(r"[,，:：()（）—…|/]+|-{2,}| - |(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LONG = {Language.ZH: 45, Language.EN: 140}
_CONNECTIVES = {Language.ZH: words_zh.CONNECTIVES, Language.EN: words_en.CONNECTIVES}


def sentences_of(text: Text) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order, without the white space around them."""
    return tuple(_pieces(text.normal, (0, len(text.normal.chars)), _SENTENCE_END))


def clauses_of(text: Text, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of the clauses: cut at commas, and at connectives where a clause is very long."""
    form = text.normal
    clauses: list[Span] = []
    at = 0
    for sentence in sentences:
        start, at = _index_range(form, sentence, at)
        for clause in _pieces(form, (start, at), _CLAUSE_END):
            clauses += _short_enough(text, clause)
    return tuple(clauses)


def _index_range(form: Form, span: Span, at: int) -> Span:
    """The indices into form.chars that stand for `span`, looking from index `at` on."""
    size = len(form.chars)
    while at < size and form.starts[at] < span[0]:
        at += 1
    start = at
    while at < size and form.ends[at] <= span[1]:
        at += 1
    return start, at


def _pieces(form: Form, within: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    done, stop = within
    for match in separator.finditer(form.chars, done, stop):
        yield from _trimmed(form, done, match.start())
        done = match.end()
    yield from _trimmed(form, done, stop)


def _trimmed(form: Form, start: int, end: int) -> Iterator[Span]:
    while start < end and form.chars[start].isspace():
        start += 1
    while end > start and form.chars[end - 1].isspace():
        end -= 1
    if start < end:
        yield form.origin(start, end)


def _short_enough(text: Text, clause: Span) -> list[Span]:
    limit = _LONG[text.language]
    if clause[1] - clause[0] <= limit:
        return [clause]
    cuts = [clause[0]]
    for match in _CONNECTIVES[text.language].finditer(text.original.lower(), clause[0], clause[1]):
        if match.start() - cuts[-1] >= limit // 4:
            cuts.append(match.start())
    ends = [*cuts[1:], clause[1]]
    return list(zip(cuts, ends, strict=True))
