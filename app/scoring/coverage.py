"""How far the key points of a question, and the general signs of a sub-dimension, are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.competency import QuestionTemplate
from app.scoring.lexicon import SECOND_TURN, STEADY, Hit
from app.scoring.rulebook import Rulebook, Search
from app.scoring.similarity import coverage, sentence_terms
from app.scoring.steadiness import steadiness
from app.scoring.text import Span

MOVES: Mapping[str, tuple[str, ...]] = {
    "co_listening": ("m2_playback",),
    "co_empathy": ("m1_safety", "m3_impact", "m4_apology"),
    "co_proactive": ("m5_own",),
    "ps_need": ("m6_diagnose",),
    "ps_solution": ("m7_option", "m8_limit"),
    "ps_closure": ("m9_time", "m10_confirm", "m11_record"),
    "it_rules": ("m8_limit",),
    "it_team": ("m11_record",),
    "ec_boundary": ("m8_limit", "m11_record"),
    "ec_stability": ("m5_own", "m2_playback"),
    "cm_wording": ("m5_own", "m9_time", "m8_limit"),
}
GENERAL_WEIGHT = 0.4  # what the general signs of a sub-dimension weigh beside one key point
GENERAL_FULL = 2  # so many different general signs weigh that much
GENERAL_MOST = 4  # so many may count where key points leave room
SOFT_FROM, SOFT_FULL, SOFT_MOST = 0.22, 0.55, 0.5  # share of a key point's own words that is said


@dataclass(frozen=True, slots=True)
class Shown:
    """How far something is shown, 0..1, and where; turn 0 means nowhere."""

    rule: str
    credit: float
    turn: int
    start: int = 0
    end: int = 0


def key_points_shown(
    book: Rulebook, question: QuestionTemplate, searches: Sequence[Search]
) -> dict[str, list[Shown]]:
    """Per sub-dimension, each key point that the turns read so far gave an opportunity for."""
    has_second = searches[-1].reading.turn > 1
    windows = [sentence_terms(search.reading) for search in searches]
    shown: dict[str, list[Shown]] = {}
    for point in question.key_points:
        rule = f"{question.id}.{point.id}"
        if book.has_mark(rule, SECOND_TURN) and not has_second:
            continue
        best = Shown(rule, 0.0, 0)
        about_second = book.has_mark(rule, SECOND_TURN) or book.has_mark(rule, STEADY)
        turns = list(zip(searches, windows, strict=True))
        for search, terms in reversed(turns) if about_second else turns:  # the first of equals is cited
            found = _found(book, rule, search, terms)
            if found is not None and found.credit > best.credit:
                best = found
        if book.has_mark(rule, STEADY) and len(searches) > 1:
            best = _steadied(best, searches)
        shown.setdefault(point.sub, []).append(best)
    return shown


def _found(book: Rulebook, rule: str, search: Search, terms: list[tuple[Span, set[str]]]) -> Shown | None:
    """The best hit of a key point and its best paraphrase: where each is a part only, the two add up."""
    hit = _best_hit(search, rule)
    if hit is not None and hit.credit == 1.0:
        return hit
    soft = _soft(book, rule, search, terms)
    if hit is None or soft is None:
        return hit or soft
    stronger = hit if hit.credit >= soft.credit else soft
    return replace(stronger, credit=1.0 - (1.0 - hit.credit) * (1.0 - soft.credit))


def _best_hit(search: Search, rule: str) -> Shown | None:
    credited = [(hit.strength * search.reading.prose_at(hit.span), hit) for hit in search.hits(rule)]
    credited = [(credit, hit) for credit, hit in credited if credit > 0]
    if not credited:
        return None
    credit, hit = max(credited, key=lambda pair: (pair[0], -pair[1].start))
    return _shown(search, hit, credit)


def _shown(search: Search, hit: Hit, credit: float) -> Shown:
    start, end = search.reading.quotable(hit.span)
    return Shown(hit.rule, credit, search.reading.turn, start, end)


def _soft(
    book: Rulebook,
    rule: str,
    search: Search,
    windows: list[tuple[Span, set[str]]],
) -> Shown | None:
    """A paraphrase: enough of the key point's own words within two sentences."""
    share, where = coverage(book.key_points[rule], windows)
    if where is None or share < SOFT_FROM or search.reading.is_denied(where):
        return None
    credit = min(1.0, (share - SOFT_FROM) / (SOFT_FULL - SOFT_FROM)) * SOFT_MOST
    credit *= search.reading.prose_at(where)
    return Shown(rule, credit, search.reading.turn, *where) if credit > 0 else None


def _steadied(best: Shown, searches: Sequence[Search]) -> Shown:
    """`best` as far as the second turn stayed steady against the first (science.md E.3)."""
    share = steadiness(searches[0], searches[-1])
    return Shown(best.rule, best.credit * share, best.turn, best.start, best.end)


def general_shown(sub: str, searches: Sequence[Search], key_points: Sequence[Shown]) -> list[Shown]:
    """Different general signs of `sub`: good behaviour and service moves, each cited once.

    There are two in any case, and more as far as `key_points` of the sub-dimension are not shown: what was said in
    other words, or not understood, is made up for by what else shows the same behaviour.
    """
    found: list[Shown] = []
    seen: set[tuple[int, int]] = set()
    for search in searches:
        for rule in (f"high.{sub}", *MOVES.get(sub, ())):
            for hit in search.full(rule):
                shown = _shown(search, hit, search.reading.prose_at(hit.span))
                clause = (shown.turn, search.reading.clause_at(hit.start))
                if shown.credit > 0 and clause not in seen:
                    seen.add(clause)
                    found.append(shown)
    found.sort(key=lambda each: (-each.credit, each.turn, each.start, each.rule))
    return _within(found[:GENERAL_MOST], len(key_points) - sum(each.credit for each in key_points))


def _within(general: Sequence[Shown], missing: float) -> list[Shown]:
    """`general` as far as it counts beside key points of which `missing` are not shown."""
    room = GENERAL_FULL * (1.0 + missing / GENERAL_WEIGHT)
    counted = []
    for each in general:
        credit = min(each.credit, room)
        if credit <= 0:
            break
        counted.append(replace(each, credit=credit))
        room -= credit
    return counted
