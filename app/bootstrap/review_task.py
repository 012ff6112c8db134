"""What the console's worker does with each request; the desk checks who asks, each time."""

from dataclasses import dataclass

from app.domain.language import Language
from app.errors import BugError
from app.review.desk import ReviewDesk
from app.ui.recruiter.ports import (
    AskInterview,
    AskQueue,
    Opened,
    Queue,
    SaveDecision,
    SaveOverride,
    SaveRating,
)


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Called on the console's thread with one request at a time."""

    desk: ReviewDesk

    def __call__(self, request: object) -> object:
        """Queue or Opened. Raises KioskError staff_signed_out, review_blind ..."""
        desk = self.desk
        match request:
            case AskQueue(language):
                return Queue(desk.queue(language))
            case AskInterview(interview_id, language):
                return self._opened(interview_id, language)
            case SaveRating(interview_id, language, ratings, looked_s):
                desk.rate(interview_id, ratings, looked_s)
                return self._opened(interview_id, language)
            case SaveDecision(interview_id, language, decision, reason, looked_s):
                desk.decide(interview_id, decision, reason, looked_s)
                return Queue(desk.queue(language))
            case SaveOverride(interview_id, language, target, value, reason):
                desk.override(interview_id, target, value, reason)
                return self._opened(interview_id, language)
            case _:
                raise BugError(f"the console knows no {type(request).__name__}")

    def _opened(self, interview_id: str, language: Language) -> Opened:
        reading = self.desk.reading(interview_id, language)
        is_assessed = self.desk.journal.interview(interview_id).state == "assessed"
        card = self.desk.card(interview_id, language) if is_assessed and not reading.is_blind else None
        return Opened(reading, card)
