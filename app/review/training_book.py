"""Where rounds of calibration training are kept: what TrainingDesk asks of it, and a kiosk's store as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.review.desk import ReviewDesk
from app.review.training_values import Interval

HUB_ANSWERS = "status"  # what sync remembers of its hub, once there is one


@dataclass(frozen=True, slots=True)
class Past:
    """What a reader did before. rounds: how many; good_until: ratings count till then, Unix seconds, or None.

    same: who they are at the other place, as far as an administrator said so; None: there is no other place, or it
    tells nothing.
    """

    rounds: int
    good_until: float | None
    same: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RatedGold:
    """One gold answer. gold, given: by sub-dimension."""

    id: str
    gold: Mapping[str, float]
    given: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RoundDone:
    """A round that came to its end. key: what it is called, so that sent twice it is stored once.

    content: versions of model and gold answers. icc, bias: None where they cannot be told.
    """

    key: str
    content: str
    answers: tuple[RatedGold, ...]
    icc: Interval | None
    bias: Interval | None
    passed: bool


class TrainingBook(Protocol):
    """Each call is about whoever is signed in."""

    @property
    def is_hub(self) -> bool:
        """True: rounds are kept at the hub."""

    def reader(self) -> str:
        """Who it is. Raises KioskError staff_signed_out, staff_role_missing."""

    def now(self) -> float:
        """Unix seconds, UTC."""

    def past(self) -> Past:
        """What the reader did before."""

    def left_out(self) -> int | None:
        """How many blind ratings of anybody do not count; None where that is not told."""

    def add(self, done: RoundDone) -> None:
        """Store a round of the reader's."""


def told_answers(done: RoundDone) -> list[dict[str, Any]]:
    """The answers of a round as they are stored, here or at a hub."""
    return [{"id": each.id, "gold": dict(each.gold), "given": dict(each.given)} for each in done.answers]


@dataclass(frozen=True, slots=True)
class StoreTrainings:
    """A kiosk's store."""

    desk: ReviewDesk

    @property
    def is_hub(self) -> bool:
        """False: in the store of this kiosk."""
        return False

    def reader(self) -> str:
        """The account that is signed in."""
        return self.desk.reader()

    def now(self) -> float:
        """Unix seconds, UTC."""
        return self.desk.clock_s()

    def past(self) -> Past:
        """What is stored of the reader."""
        reader, trainings = self.reader(), self.desk.journal.reviews.trainings
        return Past(len(trainings.of(reader)), trainings.good_until(reader), self._same(reader))

    def _same(self, reader: str) -> tuple[str, ...] | None:
        """Who the reader is at the hub; None at a kiosk that knows of no hub."""
        at_hub = self.desk.journal.reviews.links.of_all().get(reader)
        if at_hub is not None:
            return (at_hub,)
        return None if self.desk.journal.sync_state.get(HUB_ANSWERS) is None else ()

    def left_out(self) -> int:
        """How many blind ratings in this store do not count."""
        return self.desk.journal.reviews.trainings.ratings_that_do_not()

    def add(self, done: RoundDone) -> None:
        """Store a round, with gold: the hub, where it may go, finds anew whether it is passed."""
        body = {"answers": told_answers(done), "icc": done.icc, "bias": done.bias}
        self.desk.journal.reviews.trainings.add(
            self.reader(), done.content, body, passed=done.passed, now=self.now()
        )
