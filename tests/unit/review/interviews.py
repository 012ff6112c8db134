"""Real stored interviews, made by the flow and scored by the store's worker, and a desk to review them at."""

from dataclasses import replace
from pathlib import Path

from app.bootstrap.store_task import StoreTask
from app.domain.competency import CompetencyModel
from app.domain.events import AnswerAccepted, Event, InterviewStarted
from app.domain.language import Language
from app.domain.transcript import Transcript, TranscriptSource
from app.flow.interview import fold
from app.review.desk import ReviewDesk
from app.review.reading import asked_of
from app.review.store_desk import StoreDesk
from app.review.values import AnswerRating
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.ui.ports import Append, Finish
from tests.unit.bootstrap.test_store_task import whole_interview

NOW_S = 1_790_000_000.0
READER = Account("reader-1", Role.RECRUITER, "hashed")
WORDS = (
    "您好，让您久等了，我理解您的着急。我先跟您确认一下：是包裹三天没更新，对吗？我马上联系物流核实，"
    "今天下午五点前给您回电话。如果还是找不到，我给您补发或者退款。"
)


def interview_events(model: CompetencyModel, interview_id: str, *, corrected: bool = False) -> list[Event]:
    """Every question answered with WORDS; corrected: as a person changed them."""
    events: list[Event] = []
    for event in whole_interview(model):
        match event:
            case InterviewStarted():
                events.append(InterviewStarted(interview_id, Language.ZH))
            case AnswerAccepted(answer, follow_up):
                words = Transcript(WORDS, TranscriptSource.TYPED)
                if corrected:
                    raw = WORDS.replace("着急", "着机")
                    words = replace(words, source=TranscriptSource.SHERPA_ONNX, confidence=0.9)
                    words = replace(words, corrected=True, recognised_text=raw)
                events.append(AnswerAccepted(replace(answer, words=words), follow_up))
            case _:
                events.append(event)
    return events


def store_interview(
    journal: Journal, model: CompetencyModel, interview_id: str, *, corrected: bool = False
) -> None:
    """A finished, scored interview in the journal."""
    task = StoreTask(journal, model, lambda: NOW_S, lambda: 5000, 1500)
    events = interview_events(model, interview_id, corrected=corrected)
    task(Append(interview_id, tuple(events)))
    task(Finish(fold(events)))


def open_journal(folder: Path) -> Journal:
    return Journal.open(folder / "kiosk.db", folder / "media")


def make_desk(journal: Journal, model: CompetencyModel, who: Account | None = READER) -> StoreDesk:
    return StoreDesk(journal, model, lambda: who, lambda: NOW_S + 60, "here")


def ratings_of(desk: ReviewDesk, interview_id: str, value: float | None = 6.5) -> list[AnswerRating]:
    """`value` for everything that is asked, with a reason for each answer."""
    wanted = asked_of(desk.journal, desk.model, interview_id)
    return [
        AnswerRating(question_id, turn, tuple((sub, value) for sub in sorted(subs)), "as the anchor says")
        for (question_id, turn), subs in wanted.items()
    ]
