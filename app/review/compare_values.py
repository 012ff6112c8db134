"""Candidates side by side: plain values, words already in the reviewer's language."""

from dataclasses import dataclass

from app.review.values import Card, Quote

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What one candidate's answers to a question count for. why_not: the words why there is no score.

    quotes: verbatim, those that weigh most first. is_asked: False where the question was not put to them.
    """

    score: float | None
    why_not: str
    quotes: tuple[Quote, ...]
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A question with one cell for each candidate."""

    question_id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ApartLine:
    """first, second: places in the comparison. apart: first minus second, in points, or None: one has no score.

    error: the standard error of the difference. is_apart: False where the difference lies within it.
    """

    first: int
    second: int
    apart: float | None
    error: float | None
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """cards: the candidates, in the order asked for. pairs: each two of them once, on the composite."""

    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    pairs: tuple[ApartLine, ...]
