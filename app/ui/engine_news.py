"""What a message of the engine means for the sitting. Pure."""

from dataclasses import dataclass, replace

from app.domain.messages import (
    DeviceAlarm,
    EngineGone,
    EngineProblem,
    EngineReady,
    FromEngine,
    TakeDone,
)
from app.errors import KioskError
from app.flow.interview import Interview, Phase, Step
from app.ui import practice
from app.ui.sitting import Sitting
from app.ui.views import Interruption

MICROPHONE = "microphone"
STAYS_DOWN = "engine_failed"


@dataclass(frozen=True, slots=True)
class News:
    """The sitting after the message, and what has to follow from it.

    lost: the engine is gone, with its code. discard: the running take does not count, with the reason.
    """

    sitting: Sitting
    trouble: KioskError | None = None
    lost: str | None = None
    discard: str | None = None
    done: TakeDone | None = None
    preview_memory: str | None = None


def heard(message: FromEngine, now: Interview, sitting: Sitting) -> News:
    """The news in `message`; a message that changes nothing gives the same sitting back."""
    match message:
        case EngineReady():
            engines = tuple(dict.fromkeys((*sitting.engines, *message.engines)))
            ready = replace(sitting, ready=message, engines=engines, engine_down=False)
            return News(
                replace(ready, mic_lost=False, camera_lost=False), preview_memory=message.preview_memory
            )
        case EngineGone(code):
            return _gone(code, now, sitting)
        case DeviceAlarm(device, code, recovered):
            return _alarm(device, code, recovered, now, sitting)
        case EngineProblem(code, params):
            return News(sitting, trouble=KioskError(code, **dict(params)))
        case TakeDone(question_id=practice.PRACTICE):
            trying = sitting.practice
            changed = None if trying is None else practice.heard(trying, message)
            return News(replace(sitting, practice=changed))
        case TakeDone():
            return News(sitting, done=message)
        case _:
            return News(sitting)


def _gone(code: str, now: Interview, sitting: Sitting) -> News:
    was_recording = sitting.recording
    stays_down = code == STAYS_DOWN
    gone = replace(sitting, ready=None, engine_down=stays_down, recording=False, review=None)
    gone = replace(gone, practice=practice.interrupted(sitting.practice))
    if now.step is not Step.QUESTION or not was_recording:
        return News(gone, trouble=KioskError(code))
    return News(replace(gone, interruption=Interruption.ENGINE_LOST), lost=code)


def _alarm(device: str, code: str, recovered: bool, now: Interview, sitting: Sitting) -> News:
    """A microphone that fails in a spoken take ends the take; any other alarm is only shown."""
    if device != MICROPHONE:
        return News(replace(sitting, camera_lost=not recovered, alarm=None if recovered else code))
    heard_again = replace(sitting, mic_lost=not recovered, alarm=None if recovered else code)
    if recovered:
        return News(heard_again)
    heard_again = replace(heard_again, practice=practice.interrupted(sitting.practice))
    if now.step is Step.QUESTION and now.phase is Phase.TAKING and not now.typed:
        stopped = replace(heard_again, interruption=Interruption.DEVICE_LOST)
        return News(stopped, discard="device_alarm")
    return News(heard_again)
