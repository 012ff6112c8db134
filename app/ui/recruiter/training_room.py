"""Between the reviewer in calibration training and the worker."""

from PySide6.QtCore import QObject, Slot

from app.review.training_values import TrainingGap, TrainingItem, TrainingResult, TrainingStand
from app.ui.ports import Worker
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.training_ports import AskTraining, GiveTraining, GoOnTraining, StartTraining


class TrainingRoom(QObject):
    """Lives on the UI thread."""

    def __init__(self, pages: ReviewPages, worker: Worker) -> None:
        super().__init__()
        self._pages, self._page, self._worker = pages, pages.training, worker
        worker.done.connect(self._done)
        worker.failed.connect(self._page.try_again)
        pages.queue.training.connect(self._ask)
        self._page.left.connect(pages.queue.again)
        self._page.begun.connect(self._begin)
        self._page.given.connect(self._give)
        self._page.gone_on.connect(self._go_on)

    @Slot()
    def _ask(self) -> None:
        self._worker.submit(AskTraining())

    @Slot()
    def _begin(self) -> None:
        self._worker.submit(StartTraining(self._pages.strings.language))

    @Slot(object)
    def _give(self, values: tuple[tuple[str, float], ...]) -> None:
        self._worker.submit(GiveTraining(values))

    @Slot()
    def _go_on(self) -> None:
        self._worker.submit(GoOnTraining())

    @Slot(object)
    def _done(self, result: object) -> None:
        if self._pages.is_attended and isinstance(
            result, TrainingStand | TrainingItem | TrainingGap | TrainingResult
        ):
            self._page.show_state(result)
            self._pages.stack.setCurrentWidget(self._page)
            focus = self._page.first_focus()
            if focus is not None:
                focus.setFocus()
