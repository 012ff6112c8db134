"""How far people and program agree, as the console shows it: plain values."""

from dataclasses import dataclass

from app.agreement.changes import Changed, Pull
from app.agreement.gate import By, Standing
from app.agreement.measures import Agreement, NotEstimated
from app.agreement.raters import Rater

UNKNOWN = NotEstimated("too_few_pairs")


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One group of ratings. standing, least_icc: None but for a sub-dimension.

    people: two people on the same answers, or None: nobody rated after somebody else. of_ceiling: agreement of
    program and person as a share of what two people allow. is_behind: the program agrees less than two people do,
    by more than is allowed; None: nobody knows. changed: what people did with scores they saw; pull: whether seeing
    them first pulls people; both None where nothing was seen, or no score of this kind is.
    """

    name: str
    agreement: Agreement
    least_icc: float | None = None
    standing: Standing | None = None
    people: Agreement | None = None
    of_ceiling: float | NotEstimated = UNKNOWN
    is_behind: bool | None = None
    changed: Changed | None = None
    pull: Pull | NotEstimated | None = None


@dataclass(frozen=True, slots=True)
class AgreementGroup:
    """All groups of one kind, in the order of their names. raters: in the last one, where an administrator asks."""

    by: By
    lines: tuple[AgreementLine, ...]
    raters: tuple[Rater, ...] = ()
