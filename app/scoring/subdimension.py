"""One sub-dimension of one answer: from what is shown and what speaks against it to half points.

The mapping is written out in docs/scoring.md. In short, on the 1-10 scale of the anchors:
floor 1 + substance (1.5 at most) + key points (5.5) + quality of telling (2) - what speaks against it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.evidence import Evidence
from app.domain.score import SCALE_MAX, SCALE_MIN, NotScored, Result, Score
from app.scoring.coverage import GENERAL_FULL, GENERAL_WEIGHT, Shown
from app.scoring.negatives import Against
from app.scoring.rulebook import Search
from app.scoring.uncertainty import answer_error

CONTENT_WORTH = (1.5, 5.5, 2.0)  # most points for substance, key points, quality of telling
FORM_WORTH = (3.0, 3.0, 3.0)  # of the form subs: how it is said is itself the behaviour
FORM_CAP_FREE, FORM_CAP_SLOPE = 4.5, 8.0  # form is worth no more than what it carries
SUBSTANCE = "substance"  # the rule that counts an answer of some length in own words
SUBSTANCE_ALONE = 0.4  # share of the substance points for words that show no key point of the question
QUALITY_ALONE = 0.3  # share of the quality points that counts where no key point is shown
MINOR_SHARE = 0.10  # a sub-dimension this small in a question is not asked for: silence says nothing
FORM = frozenset({"cm_clarity", "cm_wording"})


@dataclass(frozen=True, slots=True)
class Signs:
    """All that was found for one sub-dimension in the turns read so far."""

    sub: str
    share: float
    key_points: Sequence[Shown]
    general: Sequence[Shown]
    quality: Sequence[Shown]
    against: Sequence[Against]
    substance: Sequence[Shown]  # one per turn; credits sum to 1 at most
    size: int  # words or characters of the candidate's own, all turns
    answered: float = 1.0  # 0..1: how far the question as a whole is answered
    opens: bool = True  # this turn opens its subject; a follow-up that says nothing of it is no weak answer


@dataclass(frozen=True, slots=True)
class Part:
    """One addend of a score with its place in the answer."""

    rule: str
    turn: int
    start: int
    end: int
    points: float


def parts_of(signs: Signs) -> list[Part]:
    """The addends of the score above the floor; each stands on a span."""
    substance, coverage, quality = FORM_WORTH if signs.sub in FORM else CONTENT_WORTH
    unit = coverage / (len(signs.key_points) + GENERAL_WEIGHT)
    substance *= SUBSTANCE_ALONE + (1 - SUBSTANCE_ALONE) * min(1.0, 2 * signs.answered)
    parts = [_part(each, substance) for each in signs.substance]
    parts += [_part(each, unit) for each in signs.key_points if each.credit > 0]
    parts += [_part(each, unit * GENERAL_WEIGHT / GENERAL_FULL) for each in signs.general]
    covered = coverage_of(signs)
    weight = quality * (QUALITY_ALONE + (1 - QUALITY_ALONE) * covered)
    parts += [_part(each, weight) for each in signs.quality]
    return parts + [Part(each.rule, each.turn, each.start, each.end, each.points) for each in signs.against]


def coverage_of(signs: Signs) -> float:
    """0..1: how much of what the question asks of this sub-dimension is shown."""
    shown = sum(each.credit for each in signs.key_points)
    shown += GENERAL_WEIGHT * sum(each.credit for each in signs.general) / GENERAL_FULL
    return shown / (len(signs.key_points) + GENERAL_WEIGHT)


def _part(shown: Shown, worth: float) -> Part:
    return Part(shown.rule, shown.turn, shown.start, shown.end, shown.credit * worth)


def result_of(signs: Signs, parts: Sequence[Part], turn: int, confidence: float | None) -> Result:
    """The score of the turns up to `turn`, or why this turn says nothing about the sub-dimension."""
    speaks = [*signs.key_points, *signs.general]
    here = any(each.turn == turn and each.credit > 0 for each in speaks)
    here = here or any(each.turn == turn for each in signs.against)
    expected = signs.opens and (signs.share > MINOR_SHARE or signs.sub in FORM)
    if not signs.key_points or not (here or expected):
        return NotScored("not_observed")
    total = SCALE_MIN + sum(part.points for part in parts)
    total = min(total, *(each.cap for each in signs.against), _form_cap(signs), SCALE_MAX)
    value = max(SCALE_MIN, round(total * 2) / 2)
    return Score(value, answer_error(signs.size, confidence))


def _form_cap(signs: Signs) -> float:
    """The highest score good form can reach: an answer that misses the question is not clear to anyone."""
    if signs.sub not in FORM:
        return SCALE_MAX
    return FORM_CAP_FREE + FORM_CAP_SLOPE * signs.answered


def evidence_of(
    question_id: str, sub: str, parts: Iterable[Part], turn: int, search: Search
) -> list[Evidence]:
    """The parts that stand in this turn's transcript, as verbatim quotes; one per rule and place."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for part in parts:
        quote = search.reading.original[part.start : part.end]
        if part.turn != turn or not quote:
            continue
        key = (part.rule, part.start, part.end)
        earlier = found[key].points if key in found else 0.0
        points = round(earlier + part.points, 4)
        found[key] = Evidence(question_id, turn, sub, part.rule, part.start, part.end, quote, points)
    bare = [evidence for evidence in found.values() if evidence.rule != SUBSTANCE or evidence.points]
    return bare or list(found.values())  # a score that rests on nothing cites what was said instead
