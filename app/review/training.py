"""Calibration training: rate twelve gold answers, see each gap, and pass before real ratings count (decision 0032)."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.agreement.measures import Agreement, Estimate, NotEstimated, Pair, agreement_of
from app.domain.competency import CompetencyModel, SubDimension
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.desk import check_value
from app.review.gold import SETS, GoldAnswer, gold_set
from app.review.hub_account import SIGNED_OUT, UNSURE
from app.review.reading import to_rate
from app.review.training_book import RatedGold, RoundDone, TrainingBook
from app.review.training_values import (
    GapLine,
    Interval,
    TrainingGap,
    TrainingItem,
    TrainingResult,
    TrainingStand,
)
from app.review.values import AnchorLine, AnswerLine
from app.sync.report_words import Names, ReportWords

LEAST_ICC, MOST_BIAS = (
    0.60,
    0.5,
)  # ICC(A,1) at least, and mean difference in points at most (science A.6, item 9)
LATER = (*UNSURE, SIGNED_OUT, "hub_too_many")  # it was not stored, or nobody knows: the round is kept


@dataclass(slots=True)
class Round:
    """One round of one reviewer. given: by answer, in the order of `answers`. key: what it is stored as, once.

    is_waiting: it came to its end, and nobody knows whether it was stored.
    """

    actor: str
    language: Language
    version: str
    answers: tuple[GoldAnswer, ...]
    given: list[dict[str, float]] = field(default_factory=list)
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    is_waiting: bool = False


def shuffled(answers: tuple[GoldAnswer, ...]) -> tuple[GoldAnswer, ...]:
    """The answers in an order nobody can know."""
    mixed = list(answers)
    secrets.SystemRandom().shuffle(mixed)
    return tuple(mixed)


class TrainingDesk:
    """Lives where the console's desk lives. A round is in memory until its end: one that is left begins anew.

    A round that could not be stored at its end, since the line was cut, stays until it is.
    """

    def __init__(
        self,
        book: TrainingBook,
        model: CompetencyModel,
        resources: Path,
        mixed: Callable[[tuple[GoldAnswer, ...]], tuple[GoldAnswer, ...]] = shuffled,
    ) -> None:
        self._book, self._model, self._resources, self._mixed = book, model, resources, mixed
        self._round: Round | None = None

    def forget(self) -> None:
        """Nothing of anybody stays in memory."""
        self._round = None

    def stand(self) -> TrainingStand:
        """Where the reviewer is. Raises KioskError staff_signed_out, staff_role_missing; so do all the others."""
        self._send_waiting()
        return self._stand()

    def begin(self, language: Language) -> TrainingItem:
        """The first answer of a new round; one that was under way is forgotten."""
        self._send_waiting()
        reader, rounds = self._book.reader(), self._book.past().rounds
        found = gold_set(self._resources, language, SETS[rounds % len(SETS)])
        self._round = Round(reader, language, found.version, self._mixed(found.answers))
        return self._item(self._round)

    def give(self, values: Mapping[str, float]) -> TrainingGap:
        """What the gold scores of the answer are, now that it is rated; a rating given is not changed.

        Raises:
            KioskError: training_not_begun, review_incomplete.
            BugError: a value that is not on the scale.
        """
        going = self._going()
        gold = going.answers[len(going.given)]
        if set(values) != set(gold.scores):
            raise KioskError("review_incomplete")
        for value in values.values():
            check_value(value)
        going.given.append(dict(values))
        names = self._names(going.language)
        subs = {sub.id: sub for dimension in names.model.dimensions for sub in dimension.sub_dimensions}
        lines = tuple(
            GapLine(names.thing(sub), values[sub], score, _nearest(subs[sub], score, going.language))
            for sub, score in gold.scores.items()
        )
        return TrainingGap(len(going.given), len(going.answers), lines, gold.reason)

    def following(self) -> TrainingItem | TrainingResult:
        """The next answer; after the last one how the round ended, which is stored then."""
        going = self._going()
        if len(going.given) < len(going.answers):
            return self._item(going)
        return self._ended(going)

    def _stand(self) -> TrainingStand:
        past = self._book.past()
        is_good = past.good_until is not None and self._book.now() < past.good_until
        return TrainingStand(
            past.rounds,
            past.good_until,
            is_good,
            LEAST_ICC,
            MOST_BIAS,
            self._book.left_out(),
            past.same,
            self._book.is_hub,
        )

    def _send_waiting(self) -> None:
        going, reader = self._round, self._book.reader()
        if going is not None and going.is_waiting and going.actor == reader:
            self._store(going, _agreement(going))

    def _going(self) -> Round:
        reader = self._book.reader()
        if self._round is None or self._round.actor != reader:
            raise KioskError("training_not_begun")
        return self._round

    def _names(self, language: Language) -> Names:
        words = ReportWords.read(self._resources / "report", language)
        return Names.of(self._model, language, words)

    def _item(self, going: Round) -> TrainingItem:
        place = len(going.given)
        if place >= len(going.answers):
            raise BugError("a round has no answer after its last")
        names = self._names(going.language)
        return TrainingItem(place + 1, len(going.answers), _line(going.answers[place], names))

    def _ended(self, going: Round) -> TrainingResult:
        found = _agreement(going)
        passed = self._store(going, found)
        return TrainingResult(
            passed,
            found.pairs,
            _interval(found.icc),
            _figure(found.kappa),
            _interval(found.bias),
            _figure(found.exact),
            _figure(found.adjacent),
            self._stand(),
        )

    def _store(self, going: Round, found: Agreement) -> bool:
        """Whether the round is passed, which is stored now. Raises KioskError hub_away ...: then it waits."""
        passed = is_passed(found)
        answers = tuple(
            RatedGold(gold.id, gold.scores, given)
            for gold, given in zip(going.answers, going.given, strict=True)
        )
        content = f"{self._model.version} {going.version}"
        icc, bias = _interval(found.icc), _interval(found.bias)
        going.is_waiting = True
        try:
            self._book.add(RoundDone(going.key, content, answers, icc, bias, passed))
        except KioskError as error:
            if error.code not in LATER:
                self._round = None
            raise
        self._round = None
        return passed


def is_passed(found: Agreement) -> bool:
    """True if both figures are known and good enough."""
    icc, bias = found.icc, found.bias
    return (
        isinstance(icc, Estimate)
        and isinstance(bias, Estimate)
        and icc.value >= LEAST_ICC
        and abs(bias.value) <= MOST_BIAS
    )


def _agreement(going: Round) -> Agreement:
    """Of gold and reviewer: gold first, so that a bias above 0 is a reviewer who gives more."""
    return agreement_of(
        [
            Pair(gold.scores[sub], value)
            for gold, given in zip(going.answers, going.given, strict=True)
            for sub, value in given.items()
        ]
    )


def _line(gold: GoldAnswer, names: Names) -> AnswerLine:
    question = names.questions[gold.question]
    return AnswerLine(
        question_id=gold.question,
        turn=1,
        title=names.title(gold.question),
        asked="\n".join(names.prompts(gold.question, 1, None)),
        text=gold.text,
        raw=None,
        not_transcribed="",
        spans=(),
        to_rate=to_rate(question, names),
    )


def _nearest(sub: SubDimension, score: float, language: Language) -> AnchorLine:
    found = min(sub.anchors, key=lambda each: (abs(each.level - score), each.level))
    return AnchorLine(found.level, found.words.text(language))


def _interval(found: Estimate | NotEstimated) -> Interval | None:
    return (found.value, found.low, found.high) if isinstance(found, Estimate) else None


def _figure(found: Estimate | float | NotEstimated) -> float | None:
    if isinstance(found, NotEstimated):
        return None
    return found.value if isinstance(found, Estimate) else found
