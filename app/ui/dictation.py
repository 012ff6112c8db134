"""A question to the company, spoken: turned into words here, put into the box, forgotten. Nothing of it is stored.

It is a practice take of an engine that runs for nothing else: no camera, no file, no measure.
"""

from dataclasses import replace

from app.domain.interview import Purpose
from app.domain.messages import DeviceAlarm, EngineConfig, EngineGone, EngineReady, FromEngine, ToEngine
from app.flow.interview import Interview
from app.ui import practice
from app.ui.closing import ClosingStep
from app.ui.closing_intents import Dictate, StopDictating
from app.ui.intents import StartPractice, StopPractice
from app.ui.ports import Ports
from app.ui.practice import Practice
from app.ui.present import is_given
from app.ui.sitting import Sitting
from app.ui.views import PracticePhase

_OVER = {PracticePhase.DONE, PracticePhase.TYPING}  # TYPING: it cannot be spoken


def is_possible(now: Interview, sitting: Sitting) -> bool:
    """True where sound was agreed to, and could be heard and turned into words in this sitting."""
    return is_given(now, Purpose.RECORDING_AUDIO) and sitting.microphone and sitting.recogniser


def wished(
    intent: Dictate | StopDictating, now: Interview, sitting: Sitting, ports: Ports
) -> tuple[Sitting, EngineConfig | ToEngine | None]:
    """The sitting once the candidate begins to speak, or has finished, and what the engine has to be told.

    An untimely wish changes nothing. An EngineConfig: the engine has to be started with it.
    """
    spoken, at = sitting.practice, sitting.closing
    if not at.can_speak or at.step is not ClosingStep.SURVEY:
        return sitting, None
    if isinstance(intent, StopDictating):
        return _said(StopPractice(), now, sitting, ports)
    if spoken is not None and spoken.phase not in _OVER:
        return sitting, None
    fresh = replace(sitting, practice=Practice(take=0 if spoken is None else spoken.take))
    if sitting.ready is not None:
        return _said(StartPractice(), now, fresh, ports)
    return fresh, replace(ports.engine_config(now), camera=None)


def heard(
    message: FromEngine, now: Interview, sitting: Sitting, ports: Ports
) -> tuple[Sitting, ToEngine | None]:
    """The sitting after what the engine says: it listens once it is ready, and never again without being asked."""
    spoken = sitting.practice
    if not now.is_over or spoken is None or spoken.phase is not PracticePhase.READY:
        return sitting, None
    if isinstance(message, EngineReady):
        return _said(StartPractice(), now, sitting, ports)
    failed = isinstance(message, EngineGone | DeviceAlarm)
    return replace(sitting, practice=replace(spoken, phase=PracticePhase.TYPING)) if failed else sitting, None


def ended(before: Sitting, after: Sitting, ports: Ports) -> Sitting:
    """The sitting once the survey is left: the engine ends, and with it what it heard."""
    if before.practice is None or after.closing.step is ClosingStep.SURVEY:
        return after
    ports.engine.stop()
    return replace(after, practice=None, ready=None)


def _said(
    intent: StartPractice | StopPractice, now: Interview, sitting: Sitting, ports: Ports
) -> tuple[Sitting, ToEngine | None]:
    if sitting.practice is None:
        return sitting, None
    can_speak = is_possible(now, sitting)
    changed, message = practice.wished(
        sitting.practice, intent, now.language, ports.clock_s(), can_speak=can_speak
    )
    return replace(sitting, practice=changed), message
