"""The cues of a competency model, compiled once, and where they hit in a reading."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.competency import Cue, CueGroup
from app.domain.language import Language
from app.scoring.nearly import Near, near_of, near_spans
from app.scoring.reading import Reading
from app.scoring.text import GAP_CHARS, Form, Span, canon_phrase

REGEX = "re:"
REPORTED = "reported"  # marks: what someone else said counts too
EVEN_NEGATED = "even_negated"  # what is denied counts too: the rule itself is about limits or gaps
SECOND_TURN = "second_turn"  # asked for in the second turn only
STEADY = "steady"  # as far as the second turn stays steady against the first
MARKS = frozenset({REPORTED, EVEN_NEGATED, SECOND_TURN, STEADY})
# Rules that speak for an answer: key points, good behaviour, moves, and how it is told.
SPEAKS_FOR = re.compile(r"\.k\d+$|^(?:high|star|spec|order)\.|^m\d+_")
SHORTEST_CANON = 2
PARTIAL_OF_TWO, PARTIAL_OF_MORE = 0.4, 0.6  # strength when one of the groups is missing
MOST_HITS = 12  # of one phrase: enough for any rule, and a bound for a text of 20,000 characters


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives: literals, and sequences of literals with gaps, for `canon`; patterns for `normal`.

    near: literals that count with one part wrong too, where no alternative stands as it is.
    """

    literals: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    patterns: tuple[re.Pattern[str], ...]
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way a rule shows itself: all groups, at most `within` characters apart."""

    groups: tuple[Group, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Rule:
    """id as cited in evidence; marks: what the lexicon writes after it (JD-Q08.r1.co_proactive)."""

    id: str
    marks: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule at [start:end] of the original. strength: 1 when every group was found, less for a part."""

    rule: str
    start: int
    end: int
    strength: float

    @property
    def span(self) -> Span:
        """start and end as one value."""
        return self.start, self.end


def compile_rules(cues: Sequence[Cue], language: Language) -> dict[str, Rule]:
    """The rules of `cues` in `language`, by id; several cues of one rule are alternatives."""
    patterns: dict[str, list[Pattern]] = {}
    marks: dict[str, tuple[str, ...]] = {}
    for cue in cues:
        groups = cue.groups.get(language)
        if groups is None:
            continue
        name, found = _named(cue.rule)
        marks[name] = (*marks.get(name, ()), *found)
        compiled = (_group(group, language) for group in groups)
        if SPEAKS_FOR.search(name):
            compiled = (_with_near(group, language) for group in compiled)
        patterns.setdefault(name, []).append(Pattern(tuple(compiled), cue.within))
    return {name: Rule(name, marks[name], tuple(found)) for name, found in patterns.items()}


def _named(rule: str) -> tuple[str, list[str]]:
    """The id of a lexicon's rule and the marks after it."""
    parts = rule.split(".")
    size = 1 if len(parts) > 1 and parts[1] in MARKS else 2
    return ".".join(parts[:size]), parts[size:]


def _group(group: CueGroup, language: Language) -> Group:
    phrases: dict[tuple[str, ...], None] = {}
    patterns = []
    for text in group.any_of:
        canon = canon_phrase(text, language)
        if text.startswith(REGEX):
            patterns.append(re.compile(text.removeprefix(REGEX)))
        elif _lost_too_much(text, canon):
            patterns.append(re.compile(re.escape(text)))
        elif canon:
            phrases[canon] = None
    return group_of(phrases, patterns)


def _with_near(group: Group, language: Language) -> Group:
    near = (near_of(literal, language) for literal in group.literals)
    return replace(group, near=tuple(each for each in near if each is not None))


def group_of(phrases: Iterable[tuple[str, ...]], patterns: Sequence[re.Pattern[str]] = ()) -> Group:
    """The group of `phrases`, each a tuple of literals in order; empty ones are left out."""
    known = dict.fromkeys(phrase for phrase in phrases if phrase)
    return Group(
        literals=tuple(phrase[0] for phrase in known if len(phrase) == 1),
        sequences=tuple(phrase for phrase in known if len(phrase) > 1),
        patterns=tuple(patterns),
    )


def _lost_too_much(text: str, canon: tuple[str, ...]) -> bool:
    """True if so little of a Chinese phrase is left without its particles that it would mean more."""
    left = sum(map(len, canon))
    return left <= SHORTEST_CANON and left < len(text) and not text.isascii()


def spans_of(group: Group, reading: Reading) -> list[Span]:
    """Where any alternative of `group` stands in `canon`, in order, with no say on its meaning."""
    spans: set[Span] = set()
    text = reading.text
    chars = text.canon.chars
    for literal in group.literals:
        if literal in chars:
            spans.update(_phrase_spans((literal,), text.canon, 0))
    for sequence in group.sequences:
        if sequence[0] in chars:
            spans.update(_phrase_spans(sequence, text.canon, GAP_CHARS[text.language]))
    for pattern in group.patterns:
        for count, match in enumerate(pattern.finditer(text.normal.chars)):
            if count == MOST_HITS:
                break
            if match.end() > match.start():
                spans.add(text.canon.inside(text.normal.origin(*match.span())))
    return sorted(spans)


def _phrase_spans(parts: tuple[str, ...], form: Form, gap: int) -> Iterator[Span]:
    chars = form.chars
    first = parts[0]
    at = chars.find(first)
    for _ in range(MOST_HITS):
        if at < 0:
            return
        end = at + len(first)
        for part in parts[1:]:
            overlap = 1 if part.startswith(" ") else 0  # English literals share the space between them
            found = chars.find(part, end - overlap, end + gap + len(part))
            if found < 0:
                break
            end = found + len(part)
        else:
            start, stop = (at + 1, end - 1) if first.startswith(" ") else (at, end)
            yield start, stop
        at = chars.find(first, at + 1)


def hits_of(
    rule: Rule, reading: Reading, *, count_others: bool = False, count_negated: bool = False
) -> list[Hit]:
    """Where `rule` is shown in the candidate's own, not negated words, the strongest first.

    count_others: also in words the candidate reports from someone else. count_negated: also denied words.
    """

    canon = reading.text.canon

    def counts(span: Span) -> bool:
        origin = canon.origin(*span)
        if not count_negated and reading.is_denied(origin):
            return False
        return count_others or not reading.is_foreign(origin)

    def found_in(group: Group) -> list[Span]:
        spans = [span for span in spans_of(group, reading) if counts(span)]
        if spans or not group.near:
            return spans
        return [span for span in sorted(set(near_spans(group.near, canon.chars))) if counts(span)]

    hits: list[Hit] = []
    for pattern in rule.patterns:
        groups = [found_in(group) for group in pattern.groups]
        for span, strength in _found(groups, pattern.within):
            hits.append(Hit(rule.id, *canon.origin(*span), strength))
    return sorted(hits, key=lambda hit: (-hit.strength, hit.start, hit.end))


def _found(groups: Sequence[Sequence[Span]], within: int) -> Iterator[tuple[Span, float]]:
    """Where all groups stand together; where one of several is missing or too far off, a weaker hit."""
    present = [spans for spans in groups if spans]
    missing = len(groups) - len(present)
    if not present or missing > 1 or (missing and len(groups) == 1):
        return
    partial = PARTIAL_OF_TWO if len(groups) == 2 else PARTIAL_OF_MORE
    for anchor in present[0][:MOST_HITS]:
        span = _joined(anchor, present[1:], within)
        if span is not None:
            yield span, partial if missing else 1.0
        elif not missing and len(groups) == 2:
            yield anchor, partial


def _joined(anchor: Span, others: Sequence[Sequence[Span]], within: int) -> Span | None:
    """The stretch that holds `anchor` and the nearest span of each other group, or None if too far apart."""
    start, end = anchor
    for spans in others:
        nearest = min(spans, key=lambda span: max(span[0] - end, start - span[1], 0))
        if max(nearest[0] - end, start - nearest[1], 0) > within:
            return None
        start, end = min(start, nearest[0]), max(end, nearest[1])
    return (start, end) if end - start <= 2 * within else None
