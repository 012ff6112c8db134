"""What the wishes outside a take change and decide: begin, consent, warm-up, pause, skip. Pure but for `ports`."""

from dataclasses import dataclass, replace

from app.domain.events import ConsentGiven, DeviceCheckPassed, Event
from app.domain.interview import Experience
from app.domain.messages import CancelTake, EngineConfig, ToEngine, UseDevices
from app.flow.interview import Interview, Phase, Step
from app.flow.receipt import receipt_text
from app.ui import accommodating, closing, decisions, dictation, practice
from app.ui import intents as wish
from app.ui.closing_intents import (
    AnswerSurvey,
    ClosingIntent,
    Dictate,
    GiveDemographics,
    Print,
    ReceiptRead,
    StopDictating,
    TellMore,
)
from app.ui.decisions import Decide
from app.ui.ports import Ports
from app.ui.practice import Practice
from app.ui.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Wished:
    """The sitting after a wish, what the engine has to be told, and the event that is asked for; one before it.

    message: an EngineConfig starts the engine.
    """

    sitting: Sitting
    message: EngineConfig | ToEngine | None = None
    decide: Decide | None = None
    before: Decide = decisions.nothing


def wished(
    intent: wish.Intent, now: Interview, sitting: Sitting, ports: Ports, elapsed_s: float
) -> Wished | None:
    """What `intent` means; None for one that concerns a take."""
    decide: Decide
    match intent:
        case wish.GiveConsents():
            came = accommodating.checked_in(sitting.came, intent.consents)
            decide = decisions.at(Step.CONSENT, _consent(intent, now, sitting, ports))
            return Wished(replace(sitting, came=None), decide=decide, before=came)
        case wish.CheckAgain():
            config = ports.engine_config(now)
            return Wished(sitting, UseDevices(config.microphone, config.camera))
        case ReceiptRead() | TellMore() | AnswerSurvey() | GiveDemographics() | Print():
            return _closing(intent, now, sitting, ports)
        case Dictate() | StopDictating():
            return Wished(*dictation.wished(intent, now, sitting, ports))
        case wish.Pause():
            decide = _pause(elapsed_s)
        case wish.Resume():
            decide = decisions.resume
        case wish.SkipQuestion():
            decide = decisions.skip
        case wish.ReadPages(on):
            return _read_aloud(now, sitting, on=on)
        case _:
            return _warm_up(intent, now, sitting, ports.clock_s())
    return Wished(sitting, decide=decide)


def _read_aloud(now: Interview, sitting: Sitting, *, on: bool) -> Wished:
    """Where pages are read, what is typed is read, too: the sound beside it is recorded no further."""
    stops = on and now.typed and sitting.hearing and now.phase is Phase.TAKING
    if not stops:
        return Wished(replace(sitting, reads_aloud=on))
    return Wished(replace(sitting, reads_aloud=on, recording=False, hearing=False), CancelTake())


def _consent(intent: wish.GiveConsents, now: Interview, sitting: Sitting, ports: Ports) -> ConsentGiven:
    plan = ports.make_plan(sitting.experience or Experience.INEXPERIENCED)
    pack, consents, shown = ports.policy_pack.id, intent.consents, intent.shown
    receipt = receipt_text(now.interview_id, now.language, pack, plan.content_hash, shown, consents)
    return ConsentGiven(consents, pack, plan, receipt if shown else "")


def _closing(intent: ClosingIntent, now: Interview, sitting: Sitting, ports: Ports) -> Wished:
    closed = closing.wished(intent, now, sitting.closing, ports)
    receipt = sitting.receipt and not isinstance(intent, ReceiptRead)
    after = dictation.ended(sitting, replace(sitting, closing=closed.closing, receipt=receipt), ports)
    return Wished(after, decide=None if closed.event is None else _plainly(closed.event))


def _plainly(event: Event) -> Decide:
    return lambda now: event if now.is_over else None


def _pause(elapsed_s: float) -> Decide:
    return lambda now: decisions.pause(now, elapsed_s)


def _warm_up(intent: wish.Intent, now: Interview, sitting: Sitting, clock_s: float) -> Wished | None:
    """Between device check and first question: practice, then preview; neither leaves an event."""
    trying = sitting.practice
    match intent:
        case wish.DevicesDone(typed) if now.step is Step.DEVICE_CHECK:
            return Wished(
                replace(sitting, typing=typed or now.accommodations.typed, practice=Practice(), receipt=False)
            )
        case wish.PracticeDone() if trying is not None:
            return Wished(replace(sitting, practice=None, previews=True), practice.left(trying))
        case wish.PreviewRead() if sitting.previews:
            passed = DeviceCheckPassed(sitting.microphone, sitting.camera)
            return Wished(replace(sitting, previews=False), decide=decisions.at(Step.DEVICE_CHECK, passed))
        case (
            wish.StartPractice()
            | wish.StopPractice()
            | wish.SubmitPractice()
            | wish.PracticeAgain()
            | wish.DevicesDone()
            | wish.PracticeDone()
            | wish.PreviewRead()
        ):
            if trying is None:
                return Wished(sitting)
            can_speak = decisions.can_speak(now, sitting)
            changed, message = practice.wished(trying, intent, now.language, clock_s, can_speak=can_speak)
            return Wished(replace(sitting, practice=changed), message)
        case _:
            return None
