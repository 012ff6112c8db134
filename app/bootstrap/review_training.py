"""What the console's worker does with requests about calibration training."""

from app.review.training import TrainingDesk
from app.review.training_values import TrainingGap, TrainingItem, TrainingResult, TrainingStand
from app.ui.recruiter.training_ports import (
    AskTraining,
    GiveTraining,
    GoOnTraining,
    StartTraining,
    TrainingRequest,
)


def trained(
    desk: TrainingDesk, request: TrainingRequest
) -> TrainingStand | TrainingItem | TrainingGap | TrainingResult:
    """What is shown next. Raises KioskError as TrainingDesk does."""
    match request:
        case AskTraining():
            return desk.stand()
        case StartTraining(language):
            return desk.begin(language)
        case GiveTraining(values):
            return desk.give(dict(values))
        case GoOnTraining():
            return desk.following()
