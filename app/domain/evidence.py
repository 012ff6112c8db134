"""The span of a transcript that supports a point."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """`quote` stands in the transcript of (question_id, turn) at [start:end], and `rule` counts it.

    start, end: character offsets; text[start:end] == quote.
    points: what it adds to or takes from the sub-dimension's anchor level, in scale points.
    """

    question_id: str
    turn: int
    sub_dimension: str
    rule: str
    start: int
    end: int
    quote: str
    points: float = 0.0

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise ValueError(f"{self.rule}: evidence needs a verbatim span")
