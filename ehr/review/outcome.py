"""What was decided about an interview, whether it holds, and what a second reader may see before speaking. Pure.

The rule is the kiosk's (decision 0031, app/review/outcome.py), written a second time because the hub takes nothing
from there; tests/contract/outcomes.json holds both to the same cases.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

VERDICTS = ("invite", "decline")
OPEN, SECOND, APART, FINAL = "open", "second", "apart", "final"
BELOW_FLOOR = "below_floor"  # a dimension below the floor of its job


class Said(Protocol):
    """What an outcome is made of."""

    @property
    def kind(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def decision(self) -> str | None: ...
    @property
    def handed_person(self) -> str | None: ...
    @property
    def handed_to(self) -> str | None: ...


T = TypeVar("T", bound=Said)


@dataclass(frozen=True, slots=True)
class Outcome:
    """decision: what holds, in "final" alone. spoke: whose verdict stands, in the order they gave it.

    handed_to, handed_person: the colleague it was last handed to and who has said nothing since, or "".
    """

    stand: str
    decision: str | None = None
    spoke: tuple[str, ...] = ()
    handed_to: str = ""
    handed_person: str = ""

    def hides_from(self, reader: str) -> bool:
        """True while `reader` is the second reader: what the first one said stays unseen until they spoke, too."""
        return self.stand == SECOND and not any(is_same(reader, each) for each in self.spoke)


def is_same(one: str, other: str) -> bool:
    """True for one person: the same account or sign-in name, or an account that is called like a sign-in name.

    An account `li` of a kiosk and the user `li@example.test` are one: who has two must not be both readers.
    """
    if one == other:
        return True
    return ("@" in one) != ("@" in other) and one.partition("@")[0] == other.partition("@")[0]


def is_doubtful(composite: float | None, band: str, flags: Collection[str]) -> bool:
    """True where two people must read whatever the first one says: review zone, a weak dimension, or no composite."""
    return composite is None or band in ("grey_zone", "none") or BELOW_FLOOR in flags


def outcome_of(acts: Sequence[Said], *, is_doubtful: bool) -> Outcome:
    """What holds after `acts`, the oldest first.

    Of each person the newest verdict counts; a second look takes it back. A decline, and anything about a
    doubtful interview, holds once two people gave the same verdict and at most one another.
    """
    verdicts: dict[str, str] = {}
    handed = ("", "")
    for each in acts:
        if each.kind != "decision" or each.decision is None:
            continue
        if each.decision == "hand_over":
            handed = (each.handed_to or "", each.handed_person or "")
            continue
        if handed[1] and is_same(each.person, handed[1]):
            handed = ("", "")
        for known in [known for known in verdicts if is_same(known, each.person)]:
            del verdicts[known]
        if each.decision in VERDICTS:
            verdicts[each.person] = each.decision
    return _held(verdicts, handed, is_doubtful=is_doubtful)


def visible_to(reader: str, acts: Sequence[T], outcome: Outcome) -> tuple[T, ...]:
    """What `reader` may see of `acts`: nothing but ratings of whoever has decided, while they are the second reader."""
    if not outcome.hides_from(reader):
        return tuple(acts)
    return tuple(
        each
        for each in acts
        if each.kind == "rating" or not any(is_same(each.person, spoke) for spoke in outcome.spoke)
    )


def visible_blind(reader: str, acts: Sequence[T]) -> tuple[T, ...]:
    """What `reader` may see while the interview waits for a blind rating: their own, and that a candidate has left."""
    return tuple(each for each in acts if each.kind == "gone" or is_same(each.person, reader))


def _held(verdicts: dict[str, str], handed: tuple[str, str], *, is_doubtful: bool) -> Outcome:
    spoke, given = tuple(verdicts), list(verdicts.values())
    if not given:
        return Outcome(OPEN, None, (), *handed)
    if not is_doubtful and "decline" not in given:
        return Outcome(FINAL, "invite", spoke)
    for decision in VERDICTS:
        if given.count(decision) > max(1, len(given) - given.count(decision)):
            return Outcome(FINAL, decision, spoke)
    return Outcome(SECOND if len(given) == 1 else APART, None, spoke, *handed)
