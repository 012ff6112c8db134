"""Between the reviewer and the worker: what is opened, for how long it is looked at, what is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.values import AnswerRating, Decision, QueueRow, ScoreTarget
from app.ui.ports import Worker
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.paper_ports import AskPaper, PaperDone, PaperWish
from app.ui.recruiter.ports import (
    AskInterview,
    AskQueue,
    Opened,
    Queue,
    SaveDecision,
    SaveOverride,
    SaveRating,
)
from app.ui.strings import NEUTRAL_CODE
from app.ui.widgets.banner import Tone

SIGNED_OUT = "staff_signed_out"


class Console(QObject):
    """Lives on the UI thread. clock_s: monotonic seconds."""

    def __init__(self, pages: ReviewPages, worker: Worker, clock_s: Callable[[], float]) -> None:
        super().__init__()
        self._pages, self._worker, self._clock_s = pages, worker, clock_s
        self._since_s = 0.0
        worker.done.connect(self._done)
        worker.failed.connect(self._failed)
        pages.queue.chosen.connect(self._open)
        pages.queue.again.connect(self.start)
        pages.interview.left.connect(self.start)
        pages.interview.rated.connect(self._rated)
        pages.interview.decided.connect(self._decided)
        pages.interview.changed.connect(self._changed)
        pages.interview.paper.connect(self._paper)
        pages.spoke = self._spoke

    @Slot()
    def start(self) -> None:
        """Read the list; nothing of the interview before stays in sight."""
        self._pages.interview.clear()
        self._worker.submit(AskQueue(self._pages.strings.language))

    @Slot(object)
    def _open(self, row: QueueRow) -> None:
        self._since_s = self._clock_s()
        self._worker.submit(AskInterview(row.interview_id, self._pages.strings.language))

    def _spoke(self) -> None:
        """Names and anchors come from the content, in the language that was asked for."""
        interview_id = self._pages.interview.interview_id
        language = self._pages.strings.language
        self._worker.submit(AskInterview(interview_id, language) if interview_id else AskQueue(language))

    @Slot(object)
    def _rated(self, ratings: tuple[AnswerRating, ...]) -> None:
        self._worker.submit(SaveRating(*self._where(), ratings, self._looked_s))

    @Slot(object, str)
    def _decided(self, decision: Decision, reason: str) -> None:
        self._worker.submit(SaveDecision(*self._where(), decision, reason, self._looked_s))

    @Slot(object, float, str)
    def _changed(self, target: ScoreTarget, value: float, reason: str) -> None:
        self._worker.submit(SaveOverride(*self._where(), target, value, reason))

    @Slot(object)
    def _paper(self, wish: PaperWish) -> None:
        self._worker.submit(AskPaper(*self._where(), wish))

    def _where(self) -> tuple[str, Language]:
        return self._pages.interview.interview_id, self._pages.strings.language

    @property
    def _looked_s(self) -> float:
        return self._clock_s() - self._since_s

    @Slot(object)
    def _done(self, result: object) -> None:
        self._pages.tell("")
        match result:
            case Queue(rows):
                self._pages.queue.show_rows(rows)
                self._pages.show_queue()
            case Opened():
                self._pages.interview.show_opened(result)
                self._pages.show_interview()

            case PaperDone(file):
                text = self._pages.strings.text
                done = text("review.papers.saved", file=file) if file else text("review.papers.printed")
                self._pages.tell(done, Tone.INFO)

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        if told.code == SIGNED_OUT:
            self._pages.shut()
        self._pages.tell(self._pages.strings.message(told.code, **told.params))
