"""Somebody who has passed calibration training, so that their ratings count."""

from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.desk import ReviewDesk
from app.review.gold import GoldAnswer, gold_set
from app.review.training import TrainingDesk
from app.review.training_book import StoreTrainings
from app.review.training_values import TrainingItem, TrainingResult


def in_order(answers: tuple[GoldAnswer, ...]) -> tuple[GoldAnswer, ...]:
    """As they stand in the file."""
    return answers


def training_at(desk: ReviewDesk) -> TrainingDesk:
    """Training of whoever is signed in at a store, its answers in order."""
    return TrainingDesk(StoreTrainings(desk), desk.model, resources_dir(), in_order)


def whole_round(
    training: TrainingDesk, apart: float = 0.0, name: str = "a", language: Language = Language.ZH
) -> TrainingResult:
    """A round in which every value is `apart` points from gold, within the scale."""
    shown: TrainingItem | TrainingResult = training.begin(language)
    for gold in gold_set(resources_dir(), language, name).answers:
        assert isinstance(shown, TrainingItem)
        assert shown.line.text == gold.text
        training.give({sub: min(10.0, max(1.0, value + apart)) for sub, value in gold.scores.items()})
        shown = training.following()
    assert isinstance(shown, TrainingResult)
    return shown


def train(desk: ReviewDesk) -> None:
    """Whoever is signed in at `desk` passes."""
    assert whole_round(training_at(desk)).passed
