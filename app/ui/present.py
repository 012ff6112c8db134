"""The view of a state: what the page shows. Pure."""

from dataclasses import dataclass, field, replace

from app.domain.competency import PolicyPack
from app.domain.interview import Purpose, QuestionType
from app.domain.language import Words
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import BugError, KioskError
from app.flow.answering import answer_text
from app.flow.halfway import is_break
from app.flow.interview import Interview, Phase, Step, sample_of
from app.flow.limits import answer_s, preparation_s
from app.flow.quality import faults
from app.flow.timing import asks_if_finished
from app.ui.chat_views import ChatsView
from app.ui.practice import PRACTICE_S, Practice, left_s
from app.ui.present_chats import chats_view
from app.ui.present_closing import MEDIA_DAYS, WORDS_DAYS, closing_view, consent_receipt_view
from app.ui.sitting import Sitting
from app.ui.views import (
    BreakView,
    ChatLine,
    ConsentView,
    DeviceCheckView,
    ErrorView,
    ExperienceView,
    FinishedView,
    InterruptedView,
    PracticePhase,
    PracticeView,
    PreviewView,
    QuestionPhase,
    QuestionView,
    ReviewView,
    Speaker,
    View,
    WelcomeView,
)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the first pages tell: from the content and the plan."""

    welcome: Words
    accommodation: Words
    job: Words
    minutes: int
    questions: int
    preview: PreviewView = field(default_factory=PreviewView)


def purposes(pack: PolicyPack) -> tuple[Purpose, ...]:
    """The purposes this pack asks about, in its order; where AI scores, that is always one of them."""
    asked = [Purpose(name) for name in pack.consents]
    if pack.ai_scoring and Purpose.AI_SCORING not in asked:
        asked.append(Purpose.AI_SCORING)
    return tuple(asked)


def is_given(now: Interview, purpose: Purpose) -> bool:
    """True when the candidate said yes to `purpose`."""
    return any(consent.purpose is purpose and consent.given for consent in now.consents)


def may_film(now: Interview) -> bool:
    """True when pictures may be taken: the candidate said yes, and staff did not turn the camera off."""
    return is_given(now, Purpose.RECORDING_VIDEO) and not now.accommodations.no_camera


def view(
    now: Interview, sitting: Sitting, brief: Brief, pack: PolicyPack, elapsed: float, clock_s: float
) -> View:
    """The page for this state."""
    if sitting.error is not None:
        return _error(sitting.error)
    match now.step:
        case Step.WELCOME:
            return WelcomeView(brief.welcome, brief.minutes, brief.questions, brief.job, brief.accommodation)
        case Step.CONSENT if sitting.experience is None:
            return ExperienceView()
        case Step.CONSENT:
            return ConsentView(
                purposes(pack),
                pack.notice,
                pack.retention_days.get(MEDIA_DAYS),
                pack.retention_days.get(WORDS_DAYS),
            )
        case Step.DEVICE_CHECK if sitting.practice is not None:
            return _practice(now, sitting, sitting.practice, clock_s)
        case Step.DEVICE_CHECK if sitting.previews:
            return replace(brief.preview, questions=_total(now))
        case Step.DEVICE_CHECK if sitting.receipt:
            return consent_receipt_view(now, sitting.closing)
        case Step.DEVICE_CHECK:
            return _device_check(now, sitting)
        case Step.QUESTION:
            return _at_question(now, sitting, elapsed)
        case Step.FINISHED | Step.ABANDONED:
            answered = len({answer.question_id for answer in now.answers})
            saving = sitting.saving or sitting.leaves
            thanks = FinishedView(sitting.ending, answered, _total(now), saving)
            return closing_view(now, sitting.closing, pack, sitting.practice, saving=saving) or thanks


def _at_question(now: Interview, sitting: Sitting, elapsed: float) -> View:
    if sitting.interruption is not None:
        waits = sitting.is_opening
        return InterruptedView(
            sitting.interruption, now.index + 1, _total(now), len(now.answers), waiting=waits
        )
    if is_break(now):
        return BreakView(now.index, _total(now))
    if sitting.review is not None:
        return _review(now, sitting)
    return _question(now, sitting, elapsed)


def _error(error: KioskError | BugError) -> ErrorView:
    if isinstance(error, BugError):
        return ErrorView("unexpected")
    return ErrorView(error.code, tuple((name, str(value)) for name, value in error.params.items()))


def _total(now: Interview) -> int:
    return len(now.plan.questions) if now.plan is not None else 0


def _device_check(now: Interview, sitting: Sitting) -> DeviceCheckView:
    ready = sitting.ready
    return DeviceCheckView(
        microphone=ready.microphone if ready else None,
        camera=ready.camera if ready else None,
        recogniser=sitting.recogniser if ready else None,
        uses_microphone=is_given(now, Purpose.RECORDING_AUDIO),
        uses_camera=may_film(now),
    )


def _practice(now: Interview, sitting: Sitting, practice: Practice, clock_s: float) -> PracticeView:
    speaks = sitting.microphone and is_given(now, Purpose.RECORDING_AUDIO) and sitting.recogniser
    recording = practice.phase is PracticePhase.RECORDING
    return PracticeView(
        phase=practice.phase,
        can_speak=speaks and not sitting.typing,
        left_s=max(0.0, left_s(practice, clock_s)) if recording else PRACTICE_S,
        total_s=PRACTICE_S,
        sound=practice.sound,
        words=practice.words,
    )


def _review(now: Interview, sitting: Sitting) -> ReviewView:
    done = sitting.review
    words = done.words if done else None
    return ReviewView(
        key=_key(now),
        number=now.index + 1,
        total=_total(now),
        title=now.question.title,
        prompt=now.prompt,
        text=words.text if isinstance(words, Transcript) else "",
        must_check=isinstance(words, Transcript),
        reason=words.reason if isinstance(words, NotTranscribed) else None,
        faults=faults(done, may_see_face=is_given(now, Purpose.FACE_OBSERVATION)) if done else (),
        retakes_left=now.question.retakes_allowed - now.retakes,
    )


def _question(now: Interview, sitting: Sitting, elapsed: float) -> QuestionView | ChatsView:
    if (sample := sample_of(now)) is not None:
        return chats_view(now, sample, _total(now), elapsed)
    question = now.question
    preparing = now.phase in {Phase.NEXT, Phase.PREPARING}
    total_s = preparation_s(now) if preparing else answer_s(now)
    return QuestionView(
        key=_key(now),
        number=now.index + 1,
        total=_total(now),
        title=question.title,
        prompt=now.prompt,
        phase=_phase(now),
        left_s=total_s - elapsed,
        total_s=total_s,
        turn=now.turn,
        is_role_play=question.type is QuestionType.ROLE_PLAY,
        history=_history(now),
        scored=question.scored,
        content_warning=question.content_warning if now.turn == 1 else None,
        simpler=question.simpler if now.turn == 1 else None,
        mic_ok=sitting.microphone and is_given(now, Purpose.RECORDING_AUDIO),
        camera_ok=sitting.camera and not now.accommodations.no_camera,
        recogniser=sitting.recogniser,
        sound_recorded=sitting.recording and sitting.hearing and sitting.microphone,
        asks_if_finished=now.phase is Phase.TAKING and not now.typed and asks_if_finished(sitting.silent_s),
        will_type=sitting.typing or question.work_sample is not None,
        retakes_left=question.retakes_allowed - now.retakes,
        can_pause=now.phase is Phase.PREPARING,
        paused=now.paused,
        alarm=sitting.alarm,
        draft=sitting.draft,
    )


def _phase(now: Interview) -> QuestionPhase:
    match now.phase:
        case Phase.NEXT | Phase.PREPARING:
            return QuestionPhase.PREPARING
        case Phase.TAKING:
            return QuestionPhase.TYPING if now.typed else QuestionPhase.RECORDING
        case Phase.READING:
            return QuestionPhase.STOPPING


def _key(now: Interview) -> str:
    """Names the text box of one question and turn: a second take keeps what was typed in the first."""
    return f"{now.question.id}/{now.turn}/{now.take}"


def _history(now: Interview) -> tuple[ChatLine, ...]:
    if now.turn == 1:
        return ()
    said = [answer_text(a) for a in now.answers if a.question_id == now.question.id]
    lines = [ChatLine(Speaker.CUSTOMER, now.question.prompt)]
    lines += [ChatLine(Speaker.CANDIDATE, Words(text, text)) for text in said if text]
    return tuple(lines)
