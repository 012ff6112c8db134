"""Where rounds of calibration training are kept: what TrainingDesk asks of it, and a kiosk's store as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.review.desk import ReviewDesk
from app.review.training_values import Interval


@dataclass(frozen=True, slots=True)
class Past:
    """What a reader did before. rounds: how many; good_until: ratings count till then, Unix seconds, or None."""

    rounds: int
    good_until: float | None


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


@dataclass(frozen=True, slots=True)
class StoreTrainings:
    """A kiosk's store."""

    desk: ReviewDesk

    def reader(self) -> str:
        """The account that is signed in."""
        return self.desk.reader()

    def now(self) -> float:
        """Unix seconds, UTC."""
        return self.desk.clock_s()

    def past(self) -> Past:
        """What is stored of the reader."""
        reader, trainings = self.reader(), self.desk.journal.reviews.trainings
        return Past(len(trainings.of(reader)), trainings.good_until(reader))

    def left_out(self) -> int:
        """How many blind ratings in this store do not count."""
        return self.desk.journal.reviews.trainings.ratings_that_do_not()

    def add(self, done: RoundDone) -> None:
        """Store a round; gold is not stored again: `content` says which it was."""
        answers = [{"id": each.id, "given": dict(each.given)} for each in done.answers]
        body = {"answers": answers, "icc": done.icc, "bias": done.bias}
        self.desk.journal.reviews.trainings.add(
            self.reader(), done.content, body, passed=done.passed, now=self.now()
        )
