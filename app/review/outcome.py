"""What was decided about an interview, whether it holds, and what a second reader may see before speaking. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.domain.competency import PassLine
from app.review.values import Decision, Stand
from app.store.review import Act, ActKind

VERDICTS = (Decision.INVITE, Decision.DECLINE)


class Spoken(Protocol):
    """What an outcome is made of: a decision and who gave it."""

    @property
    def actor(self) -> str: ...
    @property
    def body(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """decision: what holds, in FINAL; else None. spoke: whose verdict stands, in the order they gave it.

    handed_to: the colleague it was last handed to and who has said nothing since, or "".
    """

    stand: Stand
    decision: Decision | None = None
    spoke: tuple[str, ...] = ()
    handed_to: str = ""

    def hides_from(self, reader: str) -> bool:
        """True while `reader` is the second reader: what the first one said stays unseen until they spoke, too."""
        return self.stand is Stand.SECOND and reader not in self.spoke


def is_doubtful(composite: float | None, least_dimension: float | None, line: PassLine) -> bool:
    """True where two people must read whatever the first one says: review zone, a weak dimension, or no composite."""
    low, high = line.grey_zone
    is_weak = least_dimension is not None and least_dimension < line.dimension_floor
    return composite is None or low <= composite <= high or is_weak


def outcome_of(decisions: Iterable[Spoken], *, is_doubtful: bool) -> Outcome:
    """What holds after `decisions`, the oldest first.

    Of each person the newest verdict counts; a second look takes it back. A decline, and anything about a
    doubtful interview, holds once two people gave the same verdict and at most one another.
    """
    verdicts: dict[str, Decision] = {}
    handed_to = ""
    for each in decisions:
        decision = Decision(each.body["decision"])
        if decision is Decision.HAND_OVER:
            handed_to = str(each.body.get("to", ""))
            continue
        handed_to = "" if each.actor == handed_to else handed_to
        verdicts.pop(each.actor, None)
        if decision in VERDICTS:
            verdicts[each.actor] = decision
    spoke = tuple(verdicts)
    if not verdicts:
        return Outcome(Stand.OPEN, handed_to=handed_to)
    given = list(verdicts.values())
    if not is_doubtful and Decision.DECLINE not in given:
        return Outcome(Stand.FINAL, Decision.INVITE, spoke)
    for decision in VERDICTS:
        if given.count(decision) > max(1, len(given) - given.count(decision)):
            return Outcome(Stand.FINAL, decision, spoke)
    return Outcome(Stand.SECOND if len(given) == 1 else Stand.APART, None, spoke, handed_to)


def visible_to(reader: str, acts: Sequence[Act], outcome: Outcome) -> tuple[Act, ...]:
    """What `reader` may see of `acts`; while they are the second one, of whoever has decided only that they rated."""
    if not outcome.hides_from(reader):
        return tuple(acts)
    return tuple(
        without_words(act) if act.actor in outcome.spoke else act
        for act in acts
        if act.kind is ActKind.RATING or act.actor not in outcome.spoke
    )


def without_words(rating: Act) -> Act:
    """That a rating was given; neither figures nor reasons of it."""
    return replace(rating, body={**rating.body, "answers": []})
