"""The views of receipts and of the end. Pure."""

from datetime import date, timedelta

from app.domain.competency import PolicyPack
from app.domain.interview import Purpose
from app.domain.transcript import Transcript
from app.flow.interview import Interview
from app.flow.receipt import receipt_of
from app.ui.closing import Closing, ClosingStep
from app.ui.closing_views import ConsentReceiptView, DemographicsView, Dictation, SheetView, SurveyView
from app.ui.practice import Practice
from app.ui.views import PracticePhase

_DICTATION = {
    PracticePhase.READY: Dictation.OPENING,
    PracticePhase.RECORDING: Dictation.LISTENING,
    PracticePhase.READING: Dictation.READING,
    PracticePhase.DONE: Dictation.HEARD,
    PracticePhase.TYPING: Dictation.FAILED,
}
MEDIA_DAYS, WORDS_DAYS = "raw_audio_video_not_hired", "transcript_scores_not_hired"


def consent_receipt_view(now: Interview, closing: Closing) -> ConsentReceiptView:
    """The receipt of what was chosen a moment ago."""
    receipt = receipt_of(now.receipt)
    return ConsentReceiptView(now.interview_id, now.consents, receipt.shown, receipt.sha256, closing.printing)


def closing_view(
    now: Interview, closing: Closing, pack: PolicyPack, spoken: Practice | None, *, saving: bool
) -> SurveyView | DemographicsView | SheetView | None:
    """The page after the thanks; None while the thanks are on the screen. spoken: a question to the company."""
    match closing.step:
        case ClosingStep.THANKS:
            return None
        case ClosingStep.SURVEY:
            return _survey(now, closing, spoken)
        case ClosingStep.DEMOGRAPHICS:
            return DemographicsView(now.interview_id)
        case ClosingStep.SHEET:
            return _sheet(now, closing, pack, saving=saving)


def _survey(now: Interview, closing: Closing, spoken: Practice | None) -> SurveyView:
    if not closing.can_speak:
        return SurveyView(now.interview_id)
    if spoken is None:
        return SurveyView(now.interview_id, Dictation.OFFERED)
    phase = _DICTATION[spoken.phase]
    if phase is Dictation.HEARD and not spoken.words:
        phase = Dictation.NOTHING
    return SurveyView(now.interview_id, phase, spoken.words, spoken.take)


def _sheet(now: Interview, closing: Closing, pack: PolicyPack, *, saving: bool) -> SheetView:
    kept = _kept(now)
    has_media = "audio" in kept or "video" in kept
    scored = any(each.given and each.purpose is Purpose.AI_SCORING for each in now.consents)
    return SheetView(
        interview_id=now.interview_id,
        feedback=closing.feedback,
        may_score=scored and pack.ai_scoring,
        kept=kept,
        media_until=_until(closing.on, pack, MEDIA_DAYS) if has_media else None,
        words_until=_until(closing.on, pack, WORDS_DAYS) if kept else None,
        model_version=now.plan.model_version if now.plan is not None else "",
        sha256=receipt_of(now.receipt).sha256,
        saving=saving,
        printing=closing.printing,
    )


def _kept(now: Interview) -> tuple[str, ...]:
    tracks = {track for answer in now.answers if answer.media is not None for track in answer.media.tracks}
    words = any(isinstance(answer.words, Transcript) for answer in now.answers)
    return (*(each for each in ("audio", "video") if each in tracks), *(("words",) if words else ()))


def _until(day: date, pack: PolicyPack, name: str) -> date | None:
    days = pack.retention_days.get(name)
    return None if days is None else day + timedelta(days=days)
