"""What the long report and the explanation say: plain values, words already in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum

from app.review.values import AnchorLine, Card, Quote, ScoreLine

Facts = tuple[tuple[str, str], ...]


class Report(StrEnum):
    """Which paper."""

    HR = "hr"  # one page
    HR_FULL = "hr-full"  # five pages
    CANDIDATE = "candidate"  # one page
    EXPLANATION = "explanation"  # for a candidate who asks


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of what was said. sign: plus, minus, note or nothing; numbers: of the evidence that ends here."""

    text: str
    sign: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a quote counts for. number: of the quote, 0: the claim names them. at: second of the take, or empty."""

    claim: str
    number: int
    quote: str
    at: str
    points: str


@dataclass(frozen=True, slots=True)
class ScoredSub:
    """One sub-dimension of one answer: its score, or why there is none, and its evidence.

    points: those that moved the score, the weightiest first; others: how many more are in the program.
    """

    name: str
    score: str
    points: tuple[Point, ...]
    others: int


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """One answer: what was asked, the words that are scored, the recogniser's own where a person changed them.

    short: its number, as in a matrix. states: what is to be known of its words and recording.
    """

    head: str
    short: str
    asked: tuple[str, ...]
    facts: tuple[str, ...]
    states: tuple[str, ...]
    words: tuple[Marked, ...]
    no_words: str
    recognised: str
    subs: tuple[ScoredSub, ...]


@dataclass(frozen=True, slots=True)
class MeasureCell:
    """One measure of one answer. value: without its unit; "": not measured. is_far: from the own warm-up."""

    value: str
    is_far: bool
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure over the answers; a cell for each column."""

    name: str
    unit: str
    cells: tuple[MeasureCell, ...]


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """What was measured, as a matrix. columns: short names of the answers.

    once: measured in few answers, or in the work sample alone: name and value, and where. doubts: (reason, where).
    What was measured in no answer is not here; why is among the gaps.
    """

    columns: tuple[str, ...]
    rows: tuple[MeasureRow, ...]
    once: Facts
    doubts: Facts


@dataclass(frozen=True, slots=True)
class AnchoredSub:
    """A sub-dimension. anchors: the one that was reached and the next above; none without a score."""

    line: ScoreLine
    anchors: tuple[AnchorLine, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ReportedDimension:
    """A dimension and what it is made of."""

    line: ScoreLine
    subs: tuple[AnchoredSub, ...]


@dataclass(frozen=True, slots=True)
class RatedOne:
    """What a person gave one answer, and why. values: (sub-dimension, figure; "": not observed)."""

    head: str
    values: Facts
    reason: str


@dataclass(frozen=True, slots=True)
class Rated:
    """One blind rating. at: Unix seconds, UTC."""

    by: str
    at: float
    answers: tuple[RatedOne, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """When it goes, Unix seconds; None: no term is known. asked: a deletion was asked for, and is due then."""

    recordings: float | None
    whole: float | None
    asked: float | None


@dataclass(frozen=True, slots=True)
class LongReport:
    """Everything for HR. interval: where the composite lies with 95 %, or None."""

    card: Card
    interval: tuple[float, float] | None
    facts: Facts
    decides: str
    dimensions: tuple[ReportedDimension, ...]
    answers: tuple[ReportedAnswer, ...]
    measures_are: str
    measures: MeasureTable
    provenance: Facts
    consents: tuple[tuple[str, bool], ...]
    keeping: Keeping
    ratings: tuple[Rated, ...]


@dataclass(frozen=True, slots=True)
class CountedAnswer:
    """What one answer counted for. subs: names; quotes: verbatim, and what each was taken for. why_not: or why none."""

    head: str
    subs: tuple[str, ...]
    spoke_for: Facts
    spoke_against: Facts
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a candidate may ask for. weights: dimension and its share of the whole in percent, as the job has it.

    acts: (rating, override or decision; when, Unix seconds): that a person did it, never how it came out.
    hidden: of what the program's score is not used.
    """

    interview_id: str
    job: str
    weights: tuple[tuple[str, float | None], ...]
    consents: tuple[tuple[str, bool], ...]
    answers: tuple[CountedAnswer, ...]
    hidden: tuple[str, ...]
    gaps: tuple[str, ...]
    acts: tuple[tuple[str, float], ...]
    versions: Facts
    keeping: Keeping
