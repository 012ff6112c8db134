"""Between the reviewer and the worker: what is opened, for how long it is looked at, what is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.values import AnswerRating, Decision, QueueRow, ScoreTarget
from app.ui.ports import Worker
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.paper_ports import AskPaper, PaperDone, PaperWish
from app.ui.recruiter.player_ports import Recording
from app.ui.recruiter.ports import (
    AgreementTold,
    AnswerCall,
    AskAgreement,
    AskComparison,
    AskInterview,
    AskQueue,
    AskRoom,
    Compared,
    Opened,
    Queue,
    RoomTold,
    Saved,
    SaveDecision,
    SaveGone,
    SaveNote,
    SaveOverride,
    SaveRating,
)
from app.ui.strings import NEUTRAL_CODE
from app.ui.widgets.banner import Tone

SIGNED_OUT, SHUTS = "staff_signed_out", ("staff_role_missing",)
SAVED_ALREADY = "review_saved_already"
AWAY = ("hub_away", "hub_overloaded")
LIVE_MS = 5000


class Console(QObject):
    """Lives on the UI thread. clock_s: monotonic seconds. sounded: a tone is due.

    live_ms: between two looks. list_each: every so many looks read list and terminals anew, the others terminals alone.
    """

    sounded = Signal()

    def __init__(
        self,
        pages: ReviewPages,
        worker: Worker,
        clock_s: Callable[[], float],
        live_ms: int = LIVE_MS,
        list_each: int = 1,
    ) -> None:
        super().__init__()
        self._pages, self._worker, self._clock_s = pages, worker, clock_s
        self._list_each, self._looks = list_each, 0
        self._since_s = 0.0
        self._is_refreshing = self._was_away = False
        worker.done.connect(self._done)
        worker.failed.connect(self._failed)
        pages.queue.chosen.connect(self._open)
        pages.queue.again.connect(self._again)
        pages.queue.compared.connect(self._compare)
        pages.queue.agreement.connect(self._ask_agreement)
        pages.queue.room.connect(self._ask_room)
        pages.queue.gone.connect(self._gone)
        pages.queue.alerts.sounded.connect(self.sounded)
        for alerts in (pages.queue, pages.strip):
            alerts.coming.connect(self._come)
        pages.queue.answered.connect(self._end_call)
        pages.strip.done.connect(self._end_call)
        pages.strip.room.connect(self._ask_room)
        for page in (pages.interview, pages.compare, pages.agreement, pages.room):
            page.left.connect(self._again)
            QShortcut(QKeySequence(Qt.Key.Key_Escape), page, self._again)
        pages.interview.noted.connect(self._noted)
        self._timer = QTimer(self)
        self._timer.setInterval(live_ms)
        self._timer.timeout.connect(self.refresh)
        pages.interview.rated.connect(self._rated)
        pages.interview.decided.connect(self._decided)
        pages.interview.changed.connect(self._changed)
        pages.interview.paper.connect(self._paper)
        pages.interview.player.wanted.connect(worker.submit)
        pages.spoke = self._spoke

    @Slot()
    def start(self) -> None:
        """Somebody has come: read the list, and go on reading it."""
        self._pages.is_attended = True
        self._timer.start()
        self._ask_queue(is_first=True)

    def stop(self) -> None:
        """Nobody is there any more: what is still on its way is shown to nobody."""
        self._pages.is_attended = False
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Read anew who waits, once the last time has been answered: who reads an interview is told of a hand, too."""
        if not self._pages.is_shut and not self._is_refreshing:
            self._is_refreshing = True
            self._looks += 1
            if self._looks % self._list_each:
                self._worker.submit(AskRoom(is_live=True))
            else:
                self._worker.submit(AskQueue(self._pages.strings.language, is_live=True))

    @Slot(int)
    def _come(self, number: int) -> None:
        self._worker.submit(AnswerCall(number, is_done=False, language=self._pages.strings.language))

    @Slot(int)
    def _end_call(self, number: int) -> None:
        self._worker.submit(AnswerCall(number, is_done=True, language=self._pages.strings.language))

    @Slot()
    def _ask_room(self) -> None:
        self._worker.submit(AskRoom())

    @Slot()
    def _again(self) -> None:
        self._ask_queue()

    def _ask_queue(self, *, is_first: bool = False) -> None:
        """Nothing of the interview before stays in sight."""
        self._pages.interview.clear()
        self._worker.submit(AskQueue(self._pages.strings.language, is_first=is_first))

    @Slot(object)
    def _compare(self, interview_ids: tuple[str, ...]) -> None:
        self._worker.submit(AskComparison(interview_ids, self._pages.strings.language))

    @Slot()
    def _ask_agreement(self) -> None:
        self._worker.submit(AskAgreement(self._pages.strings.language))

    @Slot(object)
    def _gone(self, row: QueueRow) -> None:
        self._worker.submit(SaveGone(row.interview_id, self._pages.strings.language))

    @Slot(str)
    def _noted(self, words: str) -> None:
        self._worker.submit(SaveNote(*self._where(), words, self._pages.interview.key))

    @Slot(object)
    def _open(self, row: QueueRow) -> None:
        self._since_s = self._clock_s()
        self._worker.submit(AskInterview(row.interview_id, self._pages.strings.language))

    def _spoke(self) -> None:
        """Names and anchors come from the content, in the language that was asked for.

        Where nobody is signed in nothing is asked for; a round of training stays in the language it was begun in.
        """
        if self._pages.is_shut or self._pages.is_at_training:
            return
        interview_id = self._pages.interview.interview_id
        language = self._pages.strings.language
        compared = self._pages.compare.interview_ids
        if interview_id:
            self._worker.submit(AskInterview(interview_id, language))
        elif compared:
            self._worker.submit(AskComparison(compared, language))
        elif self._pages.is_at_agreement:
            self._worker.submit(AskAgreement(language))
        elif self._pages.is_at_room:
            # Not the list itself: whoever looks at the terminals stays there.
            self._worker.submit(AskQueue(language, is_live=True))
        else:
            self._worker.submit(AskQueue(language))

    @Slot(object)
    def _rated(self, ratings: tuple[AnswerRating, ...]) -> None:
        self._worker.submit(SaveRating(*self._where(), ratings, self._looked_s, self._pages.interview.key))

    @Slot(object, str, str)
    def _decided(self, decision: Decision, reason: str, to: str) -> None:
        key = self._pages.interview.key
        self._worker.submit(SaveDecision(*self._where(), decision, reason, self._looked_s, to, key))

    @Slot(object, float, str)
    def _changed(self, target: ScoreTarget, value: float, reason: str) -> None:
        self._worker.submit(SaveOverride(*self._where(), target, value, reason, self._pages.interview.key))

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
        if isinstance(result, Saved):
            self._pages.interview.stored(result.key)
        is_live = isinstance(result, Queue | RoomTold) and result.is_live
        if is_live:  # also where nobody is there any more: whoever comes next wants the list to go on
            self._is_refreshing = False
        if not self._pages.is_attended:
            return
        # It answers again, what was told of it is over; that it tells of terminals does not mean that the list comes.
        if self._was_away and not isinstance(result, RoomTold):
            self._was_away = False
            self._pages.tell("")
        if is_live:
            self._show_news(result)
            return
        self._pages.tell("")
        was_form = self._pages.interview.acts is not None  # after a blind rating the card says it
        if isinstance(result, Saved) and result.trouble is not None:
            self._not_read(result.trouble)
        elif isinstance(result, Saved) and was_form:
            self._pages.tell(self._pages.strings.text("review.console.stored"), Tone.INFO)
        self._show(result.then if isinstance(result, Saved) else result)

    def _show_news(self, result: object) -> None:
        match result:
            case Queue():
                self._pages.show_news(result)
            case RoomTold(tiles, trouble=trouble):
                self._pages.show_terminals(tiles)
                self._tell_old(trouble)

    def _show(self, result: object) -> None:
        match result:
            case Queue():
                self._pages.show_queue()
                self._pages.show_news(result)
            case Compared(comparison):
                self._pages.show_compared(comparison)
            case RoomTold(tiles, trouble=trouble):
                self._pages.show_room(tiles)
                self._tell_old(trouble)
            case AgreementTold(groups):
                self._pages.show_agreement(groups)
            case Recording():
                self._pages.interview.player.show_recording(result)
            case Opened():
                self._pages.interview.show_opened(result)
                self._pages.show_interview()
            case PaperDone(file):
                text = self._pages.strings.text
                done = text("review.papers.saved", file=file) if file else text("review.papers.printed")
                self._pages.tell(done, Tone.INFO)

    @Slot(object)
    def _failed(self, error: KioskError | BugError) -> None:
        self._is_refreshing = False
        told = error if isinstance(error, KioskError) else KioskError(NEUTRAL_CODE)
        self._pages.interview.try_again(anew=told.code == SAVED_ALREADY)
        if not self._pages.is_attended:
            return
        self._tell_trouble(told, self._pages.strings.message(told.code, **told.params))

    def _not_read(self, trouble: KioskError) -> None:
        """What was written is stored; what should be shown then could not be read."""
        self._pages.interview.try_again()  # a rating that is sent once more brings the card
        strings = self._pages.strings
        words = strings.message(trouble.code, **trouble.params)
        self._tell_trouble(trouble, strings.text("review.console.stored_but", words=words))

    def _tell_old(self, trouble: KioskError | None) -> None:
        """Nothing newer is known of the terminals; what they told before is there, with its age."""
        if trouble is not None:
            self._was_away = True
            self._pages.tell(self._pages.strings.message(trouble.code, **trouble.params))

    def _tell_trouble(self, told: KioskError, words: str) -> None:
        self._pages.interview.player.not_opened()
        self._was_away = told.code in AWAY
        if told.code == SIGNED_OUT:
            self._pages.lost()
            self._pages.tell("")  # the page that is shown then says so itself
            return
        if told.code in SHUTS:
            self._pages.shut()
        self._pages.tell(words)
