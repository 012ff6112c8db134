"""What the controller knows beside the interview itself: devices, the running take, the clock."""

from dataclasses import dataclass

from app.domain.interview import Experience
from app.domain.messages import EngineReady, TakeDone
from app.errors import BugError, KioskError
from app.flow.interview import Interview, Step
from app.ui.views import Ending, Interruption


@dataclass(frozen=True, slots=True)
class Sitting:
    """The part of a sitting that need not survive a crash; replaced as a whole, never changed.

    clock_base_s: when the running preparation or take stood at interview.elapsed_s.
    typing: the candidate wants to type. recording: the engine records the running take.
    review: the take whose words the candidate checks. draft: what was typed so far.
    silent_s: since when the speaker of the running take is silent; None before the first words.
    engines: identity of what records and reads, also after the engine ended.
    engine_down: the engine will not come back by itself. error: why the last step could not be stored.
    """

    ready: EngineReady | None = None
    engines: tuple[str, ...] = ()
    engine_down: bool = False
    experience: Experience | None = None
    clock_base_s: float = 0.0
    typing: bool = False
    recording: bool = False
    silent_s: float | None = None
    review: TakeDone | None = None
    draft: str = ""
    alarm: str | None = None
    interruption: Interruption | None = None
    ending: Ending = Ending.COMPLETED
    saving: bool = False
    error: KioskError | BugError | None = None
    mic_lost: bool = False
    camera_lost: bool = False

    @property
    def microphone(self) -> bool:
        """True when a microphone works."""
        return self.ready is not None and self.ready.microphone.present and not self.mic_lost

    @property
    def camera(self) -> bool:
        """True when a camera works."""
        return self.ready is not None and self.ready.camera.present and not self.camera_lost

    @property
    def is_opening(self) -> bool:
        """True while the engine starts: devices and recogniser are not known yet."""
        return self.ready is None and not self.engine_down

    @property
    def recogniser(self) -> bool:
        """True when spoken words can be turned into text here."""
        return self.ready is not None and self.ready.recogniser is not None


def elapsed_s(now: Interview, sitting: Sitting, clock_s: float) -> float:
    """Seconds of the running preparation or take that are used; a pause does not count."""
    if now.step is not Step.QUESTION or now.paused:
        return now.elapsed_s
    return now.elapsed_s + max(0.0, clock_s - sitting.clock_base_s)
