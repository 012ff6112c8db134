"""What the controller knows beside the interview itself: devices, the running take, the clock."""

from dataclasses import dataclass, replace

from app.domain.events import CheckedIn
from app.domain.interview import Experience
from app.domain.messages import EngineReady, TakeDone
from app.errors import BugError, KioskError
from app.flow.interview import Interview, Phase, Step
from app.ui.closing import NOT_YET, Closing
from app.ui.practice import Practice
from app.ui.views import Ending, Interruption


@dataclass(frozen=True, slots=True)
class Sitting:
    """The part of a sitting that need not survive a crash; replaced as a whole, never changed.

    clock_base_s: when the running preparation or take stood at interview.elapsed_s.
    spoken_since_s: since when the kiosk's voice speaks, on the controller's clock; None while it is silent.
    receipt: the consent receipt is on the screen. closing: the pages after the last question.
    practice: the practice question, while it is on the screen. previews: the preview is on the screen.
    typing: the candidate wants to type. recording: the engine records the running take, hearing: its sound, too.
    called: staff were called and nobody has gone on since. came: how the candidate checked in, kept here until
    they have consented: who leaves before that leaves nothing.
    reads_aloud: the kiosk reads pages and what is typed: no sound is recorded beside a typed answer.
    review: the take whose words the candidate checks. draft: what was typed so far.
    silent_s: since when the speaker of the running take is silent; None before the first words.
    leaves: the candidate is done, and goes as soon as what they said at the end is stored.
    engines: identity of what records and reads, also after the engine ended.
    engine_down: the engine will not come back by itself. error: why the last step could not be stored.
    """

    ready: EngineReady | None = None
    engines: tuple[str, ...] = ()
    engine_down: bool = False
    experience: Experience | None = None
    clock_base_s: float = 0.0
    spoken_since_s: float | None = None
    receipt: bool = False
    closing: Closing = NOT_YET
    practice: Practice | None = None
    previews: bool = False
    typing: bool = False
    recording: bool = False
    hearing: bool = False
    reads_aloud: bool = False
    called: bool = False
    came: CheckedIn | None = None
    silent_s: float | None = None
    review: TakeDone | None = None
    draft: str = ""
    alarm: str | None = None
    interruption: Interruption | None = None
    ending: Ending = Ending.COMPLETED
    saving: bool = False
    leaves: bool = False
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


def spoken_to(now: Interview, sitting: Sitting, speaking: bool, clock_s: float) -> Sitting:
    """The sitting once the kiosk's voice began or ended; the clock of a preparation goes on where it stood."""
    since_s = sitting.spoken_since_s
    if speaking:
        return replace(sitting, spoken_since_s=clock_s if since_s is None else since_s)
    if since_s is None:
        return sitting
    stood_s = clock_s - max(since_s, sitting.clock_base_s) if now.phase is Phase.PREPARING else 0.0
    return replace(sitting, spoken_since_s=None, clock_base_s=sitting.clock_base_s + max(0.0, stood_s))


def elapsed_s(now: Interview, sitting: Sitting, clock_s: float) -> float:
    """Seconds of the running preparation or take that are used; a pause, or being spoken to, does not count."""
    if sitting.spoken_since_s is not None and now.phase is Phase.PREPARING:
        clock_s = min(clock_s, sitting.spoken_since_s)
    if now.step is not Step.QUESTION or now.paused:
        return now.elapsed_s
    return now.elapsed_s + max(0.0, clock_s - sitting.clock_base_s)
