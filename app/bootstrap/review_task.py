"""What the console's worker does with each request; the desk checks who asks, each time."""

from dataclasses import dataclass, replace

from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_training import trained
from app.domain.language import Language
from app.errors import BugError
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
            case AskRecording(interview_id, question_id, turn):
                return Recording(request, desk.recording(interview_id, (question_id, turn)))
            case SaveRating(interview_id, language, ratings, looked_s):
                desk.rate(interview_id, ratings, looked_s)
                return self._opened(interview_id, language)
            case SaveDecision(interview_id, language, decision, reason, looked_s, to):
                desk.decide(interview_id, decision, reason, looked_s, to=to)
                return self._queue(AskQueue(language))
            case SaveNote(interview_id, language, words):
                desk.note(interview_id, words)
                return replace(self._opened(interview_id, language), is_stored=True)
            case SaveGone(interview_id, language):
                desk.gone(interview_id)
                return self._queue(AskQueue(language, is_live=True))
            case SaveOverride(interview_id, language, target, value, reason):
                desk.override(interview_id, target, value, reason)
                return replace(self._opened(interview_id, language), is_stored=True)
            case _:
                raise BugError(f"the console knows no {type(request).__name__}")

    def _beside(self, request: object) -> object | None:
        """Calls, terminals, reports and training; None: it is about none of them."""
        if isinstance(request, AskPaper):
            return self._paper(request)
        if isinstance(request, AnswerCall):
            self.desk.answer_call(request.number, is_done=request.is_done)
            return self._queue(AskQueue(request.language, is_live=True))
        if isinstance(request, AskRoom):
            return RoomTold(self.desk.tiles())
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
        return Queue(rows, calls, self.desk.reader(), asked.is_live, self.desk.tiles())
