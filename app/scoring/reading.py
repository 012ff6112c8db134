"""An answer ready to be searched: sentences, clauses, and which stretches do not speak for the candidate."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.language import Language
from app.scoring.addressed import addressed_spans, blanked
from app.scoring.clauses import clauses_of, sentences_of
from app.scoring.negation import is_taken_back, negated_spans
from app.scoring.prose import list_factor, prose_share, size_of
from app.scoring.quotation import copied_spans, others_words
from app.scoring.text import Span, Text, cut, read_text

_ALONE = 14  # a sentence shorter than this is judged as prose together with the whole answer
_UNSURE = 0.5  # an answer of two such sentences is taken for half speech at least: it is too short to tell


@dataclass(frozen=True, slots=True)
class Reading:
    """One turn, read once.

    negated, others, copied, repeated: spans of the original that are denied, someone else's words, taken
    from the prompt, or said before in the same words. prose: one factor 0..1 per sentence.
    addressed: spans that speak to whoever scores the answer; asides: spans beside the point of the question.
    No sentence or clause holds either of them.
    """

    text: Text
    turn: int
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]
    negated: tuple[Span, ...]
    others: tuple[Span, ...]
    copied: tuple[Span, ...]
    repeated: tuple[Span, ...]
    prose: tuple[float, ...]
    addressed: tuple[Span, ...]
    asides: tuple[Span, ...]
    size: int  # own words: Chinese characters or English words outside copies and repeats

    @property
    def original(self) -> str:
        """The transcript as it is quoted."""
        return self.text.original

    def is_denied(self, span: Span) -> bool:
        """True if what stands at `span` was negated."""
        return _covers(self.negated, span[0]) or is_taken_back(self.text, span[1])

    def is_foreign(self, span: Span) -> bool:
        """True if `span` is not the candidate's own, first-time wording."""
        return any(_covers(spans, span[0]) for spans in (self.others, self.copied, self.repeated))

    def prose_at(self, span: Span) -> float:
        """The prose factor of the sentence in which `span` begins."""
        return self.prose[_index_of(self.sentences, span[0])] if self.sentences else 0.0

    def clause_at(self, at: int) -> int:
        """Number of the clause that holds position `at`, or the last one before it."""
        return _index_of(self.clauses, at)

    def quotable(self, span: Span) -> Span:
        """`span` widened to whole clauses, so that a reader understands the quote."""
        if not self.clauses:
            return span
        first = self.clauses[_index_of(self.clauses, span[0])]
        last = self.clauses[_index_of(self.clauses, max(span[0], span[1] - 1))]
        return min(span[0], first[0]), max(span[1], last[1])


def read(
    original: str,
    language: Language,
    turn: int,
    prompt: frozenset[str],
    *,
    is_whole: bool = False,
    asides: tuple[Span, ...] = (),
) -> Reading:
    """`original` read as one turn; `prompt` holds the n-grams of the question, to know copies.

    is_whole: nothing is left out as addressed to whoever scores the answer.
    asides: read as if nothing stood there.
    """
    text = read_text(original, language)
    addressed = () if is_whole else addressed_spans(text)
    if addressed:
        text = read_text(blanked(original, addressed), language)
    if asides:
        text = cut(text, asides)
    sentences = sentences_of(text)
    clauses = clauses_of(text, sentences)
    copied = copied_spans(text, sentences, prompt)
    repeated = _repeated(text, sentences)
    measured = text.measured
    dropped = sum(size_of(measured.part(span), language) for span in {*copied, *repeated})
    return Reading(
        text=replace(text, original=original),
        turn=turn,
        sentences=sentences,
        clauses=clauses,
        negated=negated_spans(text, clauses),
        others=others_words(text, clauses),
        copied=copied,
        repeated=repeated,
        prose=_prose(text, sentences),
        addressed=addressed,
        asides=asides,
        size=max(0, size_of(measured.chars, language) - dropped),
    )


def _prose(text: Text, sentences: Sequence[Span]) -> tuple[float, ...]:
    language, measured = text.language, text.measured
    whole = prose_share(measured.chars, language)
    if size_of(measured.chars, language) <= 2 * _ALONE:
        whole = max(whole, _UNSURE)
    factor = list_factor(text)
    shares = []
    for span in sentences:
        sentence = measured.part(span)
        own = prose_share(sentence, language)
        shares.append(factor * (whole if size_of(sentence, language) < _ALONE else (own + whole) / 2))
    return tuple(shares)


def _repeated(text: Text, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Sentences that were already said in the same words."""
    seen: set[str] = set()
    repeated = []
    for span in sentences:
        words = "".join(char for char in text.original[slice(*span)].lower() if char.isalnum())
        if words in seen:
            repeated.append(span)
        seen.add(words)
    return tuple(repeated)


def _covers(spans: Sequence[Span], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _index_of(spans: Sequence[Span], at: int) -> int:
    """Number of the last span that begins at or before `at` (0 where none does)."""
    return max(0, bisect_right(spans, (at, float("inf"))) - 1)
