"""What the console's worker does with each request; the desk checks who asks, each time."""

from dataclasses import dataclass

from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_training import trained
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.ports import Desk
from app.review.training import TrainingDesk
from app.ui.recruiter.paper_ports import AskPaper, PaperDone
from app.ui.recruiter.player_ports import AskRecording, Recording
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
from app.ui.recruiter.training_ports import TrainingRequest


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Called on the console's thread with one request at a time. training: None where nobody trains."""

    desk: Desk
    reports: ReportMaker
    training: TrainingDesk | None = None

    def __call__(self, request: object) -> object:
        """Queue or Opened. Raises KioskError staff_signed_out, review_blind ..."""
        beside = self._beside(request)
        if beside is not None:
            return beside
        desk = self.desk
        match request:
            case AskQueue():
                return self._queue(request)
            case AskComparison(interview_ids, language):
                return Compared(desk.compare(interview_ids, language))
            case AskAgreement(language):
                return AgreementTold(desk.agreement_groups(language))
            case AskInterview(interview_id, language):
                return self._opened(interview_id, language)
            case SaveRating() | SaveDecision() | SaveNote() | SaveOverride():
                return self._saved(request)
            case AskRecording(interview_id, question_id, turn):
                return Recording(request, desk.recording(interview_id, (question_id, turn)))
            case SaveGone(interview_id, language):
                desk.gone(interview_id)
                return self._queue(AskQueue(language, is_live=True))
            case _:
                raise BugError(f"the console knows no {type(request).__name__}")

    def _saved(self, request: SaveRating | SaveDecision | SaveNote | SaveOverride) -> Saved:
        """What is shown next; that this cannot be read does not make what is stored undone."""
        desk, about, key = self.desk, request.interview_id, request.key
        match request:
            case SaveRating():
                desk.rate(about, request.ratings, request.looked_s, key=key)
            case SaveDecision():
                desk.decide(about, request.decision, request.reason, request.looked_s, to=request.to, key=key)
            case SaveNote():
                desk.note(about, request.words, key=key)
            case SaveOverride():
                desk.override(about, request.target, request.value, request.reason, key=key)
        try:
            if isinstance(request, SaveDecision):
                return Saved(key, self._queue(AskQueue(request.language)))
            return Saved(key, self._opened(about, request.language))
        except KioskError as error:
            return Saved(key, None, error)

    def _beside(self, request: object) -> object | None:
        """Calls, terminals, reports and training; None: it is about none of them."""
        if isinstance(request, AskPaper):
            return self._paper(request)
        if isinstance(request, AnswerCall):
            self.desk.answer_call(request.number, is_done=request.is_done)
            return self._queue(AskQueue(request.language, is_live=True))
        if isinstance(request, AskRoom):
            room = self.desk.room()
            return RoomTold(room.tiles, request.is_live, room.trouble)
        if isinstance(request, TrainingRequest) and self.training is not None:
            return trained(self.training, request)
        return None

    def _paper(self, asked: AskPaper) -> PaperDone:
        report, file = asked.wish.report, asked.wish.file
        if file is None:
            self.reports.put_on_paper(asked.interview_id, report, asked.language)
            return PaperDone("")
        self.reports.save(asked.interview_id, report, asked.language, file)
        return PaperDone(file.name)

    def _opened(self, interview_id: str, language: Language) -> Opened:
        reading = self.desk.reading(interview_id, language)
        is_open = not reading.is_blind and self.desk.is_assessed(interview_id)
        card = self.desk.card(interview_id, language) if is_open else None
        return Opened(
            reading, card, tuple(each for each in self.desk.colleagues() if each != self.desk.reader())
        )

    def _queue(self, asked: AskQueue) -> Queue:
        if asked.is_first:
            self.desk.opened()
        rows, calls = self.desk.queue(asked.language), self.desk.calls()
        return Queue(rows, calls, self.desk.reader(), asked.is_live, self.desk.room().tiles)
