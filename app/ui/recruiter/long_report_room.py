"""How much the long report tells, from everything down to what fits in any case."""

from dataclasses import dataclass

from app.review.report_values import ReportedAnswer

SHARED_FROM = 3  # answers


@dataclass(frozen=True, slots=True)
class Room:
    """How much is told, so that it fits; what is left out is counted on the paper, and is in the program.

    words, asked, line: characters of an answer, of a question, of a quote, reason or gap. points: of each sub-dimension
    of an answer. quotes: of each sub-dimension. said: how many of the newest things people said, and ratings.
    """

    words: int
    asked: int
    line: int
    points: int
    quotes: int
    said: int


ALL = 1_000_000
ROOMS = (
    Room(ALL, ALL, ALL, 3, 2, ALL),
    Room(ALL, 160, 200, 3, 2, 20),
    Room(ALL, 80, 160, 3, 2, 10),
    Room(ALL, 0, 160, 3, 1, 10),
    Room(ALL, 0, 160, 2, 1, 10),
    Room(ALL, 0, 120, 1, 1, 8),
    Room(700, 0, 120, 1, 1, 8),
    Room(500, 0, 90, 1, 1, 6),
    Room(360, 0, 60, 1, 1, 4),
    Room(240, 0, 40, 1, 1, 3),
    Room(120, 0, 30, 1, 1, 2),
    Room(60, 0, 20, 1, 0, 1),
    Room(40, 0, 20, 0, 0, 1),
    Room(40, 0, 20, 0, 0, 0),
)


def shared(answers: tuple[ReportedAnswer, ...]) -> dict[str, list[str]]:
    """What is the same of many answers, and of which: told once, where there is little room."""
    where: dict[str, list[str]] = {}
    for answer in answers:
        for each in (*answer.facts[:1], *answer.states):
            where.setdefault(each, []).append(answer.short)
    return {what: found for what, found in where.items() if len(found) >= SHARED_FROM}
