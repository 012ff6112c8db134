"""May the program's score of a sub-dimension be shown? Minimum agreement with people, by construct."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from app.agreement.measures import Agreement, Estimate, NotEstimated, Pair, agreement_of

# Least ICC(A,1) by sub-dimension (decision 0025). Pace is a measurement, so it is held to more; integrity varies least.
LEAST_ICC: Mapping[str, float] = MappingProxyType(
    {
        "ps_need": 0.60,
        "ps_solution": 0.60,
        "ps_closure": 0.60,
        "co_listening": 0.60,
        "co_proactive": 0.60,
        "co_empathy": 0.55,
        "cm_wording": 0.60,
        "cm_clarity": 0.60,
        "cm_intelligibility": 0.60,
        "cm_pace": 0.80,
        "ec_stability": 0.55,
        "ec_recovery": 0.55,
        "ec_boundary": 0.55,
        "it_rules": 0.50,
        "it_team": 0.50,
    }
)
LEAST_ICC_ELSEWHERE = 0.60
PAIRS_FOR_A_CLAIM = 100  # with fewer the interval is wider than the scale of the thresholds
PAIRS_FOR_A_DOUBT = 30  # from here on an interval that lies wholly below the threshold is believed
MOST_BELOW_PEOPLE = (
    0.10  # how far the program may agree less with a person than two people do (decision 0033)
)


class Standing(StrEnum):
    """What the pairs so far say about a sub-dimension's score."""

    UNPROVEN = "unproven"  # too few to say: shown, and said to be unproven
    PROVEN = "proven"
    BELOW = "below"  # hidden: people score it alone


class Agreed(Protocol):
    """What is judged of an agreement: its ICC, and of how many pairs it is."""

    @property
    def pairs(self) -> int: ...
    @property
    def icc(self) -> Estimate | NotEstimated: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A sub-dimension's agreement, the least it needs, and where it stands. people: of two people, where known."""

    sub_dimension: str
    agreement: Agreement
    least_icc: float
    standing: Standing
    people: Agreement | None = None

    @property
    def is_shown(self) -> bool:
        """False where the program's score is to be hidden."""
        return self.standing is not Standing.BELOW


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """One sub-dimension of one answer, rated by both, and where and by what it was scored.

    second: what another person gave it, who knew neither, or None. rater, at: whose rating, and when (Unix seconds).
    """

    sub_dimension: str
    question_id: str
    site: str
    model_version: str
    pair: Pair
    second: float | None = None
    rater: str = ""
    at: float = 0.0
    second_rater: str = ""
    second_at: float = 0.0


class By(StrEnum):
    """What ratings can be told apart by: the names of RatedAnswer's fields."""

    SUB_DIMENSION = "sub_dimension"
    QUESTION = "question_id"
    SITE = "site"
    MODEL_VERSION = "model_version"


def agreement_by(rated: Iterable[RatedAnswer], by: By) -> dict[str, Agreement]:
    """The agreement of each group, in the order of the groups' names."""
    groups: dict[str, list[Pair]] = {}
    for each in rated:
        groups.setdefault(str(getattr(each, by.value)), []).append(each.pair)
    return {name: agreement_of(groups[name]) for name in sorted(groups)}


def people_by(rated: Iterable[RatedAnswer], by: By) -> dict[str, Agreement]:
    """How far two people agree on the same answers; only groups in which somebody rated after somebody else."""
    groups: dict[str, list[Pair]] = {}
    for each in rated:
        if each.second is not None:
            pair = Pair(each.pair.human, each.second)
            groups.setdefault(str(getattr(each, by.value)), []).append(pair)
    return {name: agreement_of(groups[name]) for name in sorted(groups)}


def is_behind_people(program: Agreed, people: Agreed | None) -> bool | None:
    """True if the program agrees with a person less than two people do, by more than is allowed; None: nobody knows.

    From 100 pairs of both on the values decide; from 30 on only an interval of two people that lies above wholly.
    """
    if people is None or min(program.pairs, people.pairs) < PAIRS_FOR_A_DOUBT:
        return None
    if not isinstance(program.icc, Estimate) or not isinstance(people.icc, Estimate):
        return None
    allowed = program.icc.value + MOST_BELOW_PEOPLE
    if min(program.pairs, people.pairs) >= PAIRS_FOR_A_CLAIM:
        return people.icc.value > allowed
    return True if people.icc.low > allowed else None


def judge(sub_dimension: str, agreement: Agreement, people: Agreement | None = None) -> Judged:
    """Where the sub-dimension stands, and by what."""
    least = LEAST_ICC.get(sub_dimension, LEAST_ICC_ELSEWHERE)
    return Judged(sub_dimension, agreement, least, standing_of(sub_dimension, agreement, people), people)


def standing_of(sub_dimension: str, agreement: Agreed, people: Agreed | None = None) -> Standing:
    """Where the sub-dimension stands. Agreement that cannot be computed proves nothing, and hides nothing."""
    least = LEAST_ICC.get(sub_dimension, LEAST_ICC_ELSEWHERE)
    standing, icc = Standing.UNPROVEN, agreement.icc
    if isinstance(icc, Estimate):
        if agreement.pairs >= PAIRS_FOR_A_CLAIM:
            standing = Standing.PROVEN if icc.value >= least else Standing.BELOW
        elif agreement.pairs >= PAIRS_FOR_A_DOUBT and icc.high < least:
            standing = Standing.BELOW
    return Standing.BELOW if is_behind_people(agreement, people) else standing


def judge_all(rated: Iterable[RatedAnswer]) -> dict[str, Judged]:
    """Each sub-dimension that has ratings, and where it stands."""
    every = tuple(rated)
    people = people_by(every, By.SUB_DIMENSION)
    found = agreement_by(every, By.SUB_DIMENSION)
    return {name: judge(name, each, people.get(name)) for name, each in found.items()}
