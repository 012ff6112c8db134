"""The life of a take: begun, stopped, read, accepted or thrown away."""

from dataclasses import replace

from app.domain.events import (
    AnswerAccepted,
    ChatEvent,
    CheckedIn,
    DeviceCheckPassed,
    EngineLost,
    Event,
    LanguageChosen,
    QuestionSkipped,
    TakeDiscarded,
    TakeStarted,
    TakeStopped,
)
from app.domain.interview import Answer, Purpose, QuestionType
from app.domain.messages import CancelTake, StartTake, StopTake, TakeDone, ToEngine
from app.flow.answering import answer_text, spoken_answer, typed_answer
from app.flow.interview import Interview, Phase
from app.flow.plan import choose_follow_up
from app.flow.quality import needs_check
from app.flow.words import corrected_words
from app.ui import chat_steps, decisions
from app.ui import intents as wish
from app.ui.decisions import Decide, here
from app.ui.ports import Ports
from app.ui.present import is_given, may_film
from app.ui.sitting import Sitting


class Takes:
    """Turns wishes and engine results about takes into events, and events into engine messages."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    # ---- wishes --------------------------------------------------------------------------------
    def wished(self, intent: wish.Intent, sitting: Sitting, elapsed_s: float) -> tuple[Sitting, Decide]:
        """The sitting after the wish, and the event it asks for."""
        match intent:
            case wish.StartAnswer(typed):
                return sitting, lambda now: decisions.start(now, sitting, typed=typed)
            case wish.StopAnswer():
                return sitting, lambda now: decisions.stop(now, elapsed_s, typed=False)
            case wish.SubmitText(text):
                return replace(sitting, draft=text), lambda now: decisions.stop(now, elapsed_s, typed=True)
            case wish.SwitchToTyping():
                return replace(sitting, typing=True), lambda now: decisions.discard(now, "typing_instead")
            case wish.SwitchToSpeaking():
                return replace(sitting, typing=False), lambda now: decisions.discard(now, "speaking_instead")
            case wish.OpenChat() | wish.SendReply() | wish.HandOver():
                return sitting, lambda now: chat_steps.wished(now, intent, elapsed_s)
            case wish.Retake():
                return sitting, decisions.retake
            case wish.AcceptAnswer(text, corrected):
                done = sitting.review
                return sitting, lambda now: self._checked(now, done, text, corrected)
            case _:
                return sitting, lambda _: None

    # ---- what follows from a committed event ---------------------------------------------------
    def act(
        self, before: Interview, now: Interview, event: Event, sitting: Sitting
    ) -> tuple[Sitting, ToEngine | None]:
        """The sitting after the event, and what the engine has to be told."""
        if isinstance(event, LanguageChosen | DeviceCheckPassed | CheckedIn):
            return sitting, None  # no clock of a take has anything to do with them
        if isinstance(event, ChatEvent):
            return chat_steps.with_clock(before, now, sitting), None
        clock = replace(sitting, clock_base_s=self._ports.clock_s(), silent_s=None)
        match event:
            case TakeStarted():
                take = _start_take(now, sitting)
                hears = take is not None and take.record_audio
                return replace(clock, recording=take is not None, hearing=hears, alarm=None), take
            case TakeStopped():
                return clock, StopTake() if sitting.recording else None
            case AnswerAccepted():
                return replace(clock, recording=False, draft="", review=None, alarm=None), None
            case TakeDiscarded() | QuestionSkipped():
                running = sitting.recording and before.phase is Phase.TAKING
                draft = "" if isinstance(event, QuestionSkipped) else sitting.draft
                after = replace(clock, recording=False, review=None, draft=draft)
                return after, CancelTake() if running else None
            case EngineLost():
                return replace(clock, recording=False, review=None), None
            case _:
                return clock, None

    # ---- results -------------------------------------------------------------------------------
    def done(self, done: TakeDone, now: Interview, sitting: Sitting) -> tuple[Sitting, Decide]:
        """What follows from a take that the engine has read: accepted, or shown for a check."""
        if (done.question_id, done.turn, done.take) != here(now) or now.phase is not Phase.READING:
            return sitting, lambda _: None  # a cancelled take: its file stays, nobody waits for it
        after = replace(sitting, recording=False)
        if now.typed:
            answer = typed_answer(*here(now), sitting.draft, done)
            return after, lambda state: self._accept(state, answer)
        if needs_check(done, may_see_face=is_given(now, Purpose.FACE_OBSERVATION)):
            return replace(after, review=done), lambda _: None
        return after, lambda state: self._accept(state, spoken_answer(done))

    def unrecorded(self, now: Interview, sitting: Sitting) -> Decide:
        """Accept a typed answer beside which nothing was recorded."""
        answer = typed_answer(*here(now), sitting.draft, None)
        return lambda state: self._accept(state, answer)

    def _checked(self, now: Interview, done: TakeDone | None, text: str, corrected: bool) -> Event | None:
        if done is None:
            return None
        answer = spoken_answer(done)
        if corrected and text.strip():
            answer = replace(answer, words=corrected_words(answer, text))
        return self._accept(now, answer)

    def _accept(self, now: Interview, answer: Answer) -> Event | None:
        if now.phase is not Phase.READING or (answer.question_id, answer.turn, answer.take) != here(now):
            return None
        text = answer_text(answer)
        holding = self._ports.holding(now.question.id, now.language, text) if text else set()
        follow_up = choose_follow_up(now.question, holding, asked=now.turn - 1)
        return AnswerAccepted(answer, follow_up)


def _start_take(now: Interview, sitting: Sitting) -> StartTake | None:
    """What the engine records of this take, as far as devices and consent allow; None for nothing."""
    speaks = now.typed and sitting.reads_aloud  # the kiosk does, of what is typed: it would hear itself
    audio = sitting.microphone and is_given(now, Purpose.RECORDING_AUDIO) and not speaks
    video = sitting.camera and may_film(now)
    if not (audio or video) or now.question.work_sample is not None:
        return None  # nobody speaks in a chat: what is not needed is not recorded
    return StartTake(
        interview_id=now.interview_id,
        question_id=now.question.id,
        turn=now.turn,
        take=now.take,
        language=now.language,
        record_audio=audio,
        record_video=video,
        transcribe=audio and not now.typed,
        is_baseline=now.question.type is QuestionType.BASELINE,
        measure_voice=audio and is_given(now, Purpose.VOICE_AFFECT),
        measure_face=video and is_given(now, Purpose.FACE_OBSERVATION),
    )
