"""Calibration training: rate twelve gold answers, see each gap, and pass before real ratings count (decision 0032)."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.agreement.measures import Agreement, Estimate, NotEstimated, Pair, agreement_of
from app.domain.competency import SubDimension
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.desk import ReviewDesk, check_value
from app.review.gold import SETS, GoldAnswer, gold_set
from app.review.reading import to_rate
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


@dataclass(slots=True)
class Round:
    """One round of one reviewer. given: by answer, in the order of `answers`."""

    actor: str
    language: Language
    version: str
    answers: tuple[GoldAnswer, ...]
    given: list[dict[str, float]] = field(default_factory=list)


def shuffled(answers: tuple[GoldAnswer, ...]) -> tuple[GoldAnswer, ...]:
    """The answers in an order nobody can know."""
    mixed = list(answers)
    secrets.SystemRandom().shuffle(mixed)
    return tuple(mixed)


class TrainingDesk:
    """Lives where the ReviewDesk lives. A round is in memory until its end: one that is left begins anew."""

    def __init__(
        self,
        desk: ReviewDesk,
        resources: Path,
        mixed: Callable[[tuple[GoldAnswer, ...]], tuple[GoldAnswer, ...]] = shuffled,
    ) -> None:
        self._desk, self._resources, self._mixed = desk, resources, mixed
        self._round: Round | None = None

    def stand(self) -> TrainingStand:
        """Where the reviewer is. Raises KioskError staff_signed_out, staff_role_missing; so do all the others."""
        reader, trainings = self._desk.reader(), self._desk.journal.reviews.trainings
        good_until = trainings.good_until(reader)
        is_good = good_until is not None and self._desk.clock_s() < good_until
        left_out = trainings.ratings_that_do_not()
        return TrainingStand(len(trainings.of(reader)), good_until, is_good, LEAST_ICC, MOST_BIAS, left_out)

    def begin(self, language: Language) -> TrainingItem:
        """The first answer of a new round; one that was under way is forgotten."""
        reader = self._desk.reader()
        rounds = len(self._desk.journal.reviews.trainings.of(reader))
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
        self._round = None
        return self._ended(going)

    def _going(self) -> Round:
        reader = self._desk.reader()
        if self._round is None or self._round.actor != reader:
            raise KioskError("training_not_begun")
        return self._round

    def _names(self, language: Language) -> Names:
        words = ReportWords.read(self._resources / "report", language)
        return Names.of(self._desk.model, language, words)

    def _item(self, going: Round) -> TrainingItem:
        place = len(going.given)
        if place >= len(going.answers):
            raise BugError("a round has no answer after its last")
        names = self._names(going.language)
        return TrainingItem(place + 1, len(going.answers), _line(going.answers[place], names))

    def _ended(self, going: Round) -> TrainingResult:
        pairs = [
            Pair(gold.scores[sub], value)
            for gold, given in zip(going.answers, going.given, strict=True)
            for sub, value in given.items()
        ]
        found = agreement_of(pairs)
        passed = is_passed(found)
        answers = [
            {"id": gold.id, "given": given} for gold, given in zip(going.answers, going.given, strict=True)
        ]
        body = {"answers": answers, "icc": _interval(found.icc), "bias": _interval(found.bias)}
        content = f"{self._desk.model.version} {going.version}"
        self._desk.journal.reviews.trainings.add(
            going.actor, content, body, passed=passed, now=self._desk.clock_s()
        )
        return TrainingResult(
            passed,
            found.pairs,
            _interval(found.icc),
            _figure(found.kappa),
            _interval(found.bias),
            _figure(found.exact),
            _figure(found.adjacent),
            self.stand(),
        )


def is_passed(found: Agreement) -> bool:
    """True if both figures are known and good enough."""
    icc, bias = found.icc, found.bias
    return (
        isinstance(icc, Estimate)
        and isinstance(bias, Estimate)
        and icc.value >= LEAST_ICC
        and abs(bias.value) <= MOST_BIAS
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
