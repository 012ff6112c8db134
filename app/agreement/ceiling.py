"""Agreement of program and people as a share of what can be reached at all: how far people agree with each other."""

import math

from app.agreement.gate import PAIRS_FOR_A_DOUBT
from app.agreement.measures import Agreement, NotEstimated

# The program is a pure function of the answer: the same answer gives the same score, so its retest reliability is 1.
PROGRAM_RETEST = 1.0


def share_of_ceiling(program: Agreement, people: Agreement | None) -> float | NotEstimated:
    """r of program and person over the root of r of two people times the program's own retest; may be above 1.

    Refuses with fewer than 30 answers that two people rated: the root of a chance figure is a chance figure.
    Source: correction for attenuation (Spearman 1904), for both raters.
    """
    if people is None or min(program.pairs, people.pairs) < PAIRS_FOR_A_DOUBT:
        return NotEstimated("too_few_pairs")
    reached, possible = program.r, people.r
    if isinstance(reached, NotEstimated):
        return reached
    if isinstance(possible, NotEstimated):
        return possible
    if possible.value <= 0:
        return NotEstimated("people_disagree")
    return reached.value / math.sqrt(possible.value * PROGRAM_RETEST)
