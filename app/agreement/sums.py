"""Agreement from sums alone: for whoever has so many pairs that they are added up where they lie. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.agreement.gate import PAIRS_FOR_A_CLAIM, Standing, standing_of
from app.agreement.measures import LEAST_PAIRS, Estimate, NotEstimated, icc_of


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over `pairs` pairs of what a person gave and of what the other one did, exact. product: of both."""

    pairs: int
    human: Decimal
    other: Decimal
    human_squared: Decimal
    other_squared: Decimal
    product: Decimal

    @property
    def icc(self) -> Estimate | NotEstimated:
        """ICC(A,1), as `measures.icc_a1` has it of the pairs; its interval where `gate.standing_of` looks at it."""
        n = self.pairs
        if n < LEAST_PAIRS:
            return NotEstimated("too_few_pairs")
        human, other = Fraction(self.human), Fraction(self.other)
        apart = ((other - human) / n) ** 2
        humans = Fraction(self.human_squared) - human**2 / n
        others = Fraction(self.other_squared) - other**2 / n
        both = Fraction(self.product) - human * other / n
        rows, rest = (humans + others + 2 * both) / 2, (humans + others - 2 * both) / 2
        squares = float(rows / (n - 1)), float(n * apart / 2), float(rest / (n - 1))
        return icc_of(n, *squares, with_interval=n < PAIRS_FOR_A_CLAIM)


def hidden_by(program: Mapping[str, Sums], people: Mapping[str, Sums]) -> frozenset[str]:
    """Which sub-dimensions are hidden, of the sums by sub-dimension of person and program, and of two people."""
    return frozenset(
        sub for sub, sums in program.items() if standing_of(sub, sums, people.get(sub)) is Standing.BELOW
    )
