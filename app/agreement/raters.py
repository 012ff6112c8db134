"""How each person rates beside the program and beside other people: counts and bias, in the order of the names.

Nobody is ranked: a bias says which anchors are to be read again, not who is the better judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.agreement.gate import RatedAnswer
from app.agreement.measures import Estimate, NotEstimated, Pair, bias

LATELY_S = 90 * 86_400.0  # what was given since is held against what was given before


@dataclass(frozen=True, slots=True)
class Rater:
    """answers: sub-dimensions of answers that were rated; shared: of those, rated by somebody else, too.

    beside_program, beside_others: own minus theirs, in points. earlier, lately: beside the program, which gives the
    same answer the same score at any time; so a difference of the two is the person's, or the candidates'.
    """

    name: str
    answers: int
    beside_program: Estimate | NotEstimated
    shared: int
    beside_others: Estimate | NotEstimated
    earlier: Estimate | NotEstimated
    lately: Estimate | NotEstimated


def raters_of(rated: Iterable[RatedAnswer], now: float) -> tuple[Rater, ...]:
    """Everybody whose ratings count. now: Unix seconds, UTC."""
    program: dict[str, list[tuple[float, Pair]]] = {}
    others: dict[str, list[Pair]] = {}
    for each in rated:
        first, score, second = each.pair.human, each.pair.program, each.second
        program.setdefault(each.rater, []).append((each.at, Pair(score, first)))
        if second is not None:
            program.setdefault(each.second_rater, []).append((each.second_at, Pair(score, second)))
            others.setdefault(each.rater, []).append(Pair(second, first))
            others.setdefault(each.second_rater, []).append(Pair(first, second))
    return tuple(
        Rater(
            name,
            len(pairs),
            bias([pair for _, pair in pairs]),
            len(others.get(name, ())),
            bias(others.get(name, [])),
            bias([pair for at, pair in pairs if at < now - LATELY_S]),
            bias([pair for at, pair in pairs if at >= now - LATELY_S]),
        )
        for name, pairs in sorted(program.items())
    )
