"""What the routes of calibration training take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, FiniteFloat, StringConstraints

from ehr.candidates.schemas import Strict
from ehr.dossier.schemas import HalfPoint, SubDimension
from ehr.review.schemas import Frozen, Version

GOLD_ANSWERS = 12  # of a round (decision 0032)
MOST_ROUNDS = 200
GoldId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Scores = Annotated[dict[SubDimension, HalfPoint], Field(min_length=1, max_length=40)]
Interval = tuple[FiniteFloat, FiniteFloat, FiniteFloat]  # value, low, high; 95 %


class RatedGold(Strict):
    """One gold answer: its scores, and what the reader gave before they saw them."""

    id: GoldId
    gold: Scores
    given: Scores


class NewTraining(Strict):
    """A round that came to its end. key: made by the client, so that sending twice is storing once.

    content: versions of model and gold answers. icc, bias: the figures as they were shown, null where they cannot be
    told. passed: must be what the pairs say.
    """

    key: UUID
    content: Version
    answers: Annotated[tuple[RatedGold, ...], Field(min_length=GOLD_ANSWERS, max_length=GOLD_ANSWERS)]
    icc: Interval | None
    bias: Interval | None
    passed: bool


class TrainingLine(Frozen):
    """A round of the reader's own. number: from 1, the oldest first."""

    number: int
    at: datetime
    passed: bool
    content: str


class KioskAccount(Frozen):
    """An account of a kiosk that is the reader, as an administrator said there."""

    kiosk: str
    account: str


class Trainings(Frozen):
    """The reader's own rounds, the newest first. good_until: their ratings count till then; None: none passed.

    rounds: how many there are, of which at most 200 are told. accounts: whose rounds at kiosks are theirs; those on
    the content that was asked with move good_until, and are not among the items.
    """

    items: tuple[TrainingLine, ...]
    rounds: int
    good_until: datetime | None
    accounts: tuple[KioskAccount, ...] = ()
