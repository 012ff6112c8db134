"""What a screen shows: one frozen value per page. Pages are given these and know nothing else.

Content is `Words` (both languages), so that the language can change at any moment without asking anybody.
Give the same page a new view as often as you like: nothing the candidate typed is lost while `key` stays.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.interview import Purpose
from app.domain.language import Words
from app.domain.messages import DeviceState
from app.flow.quality import Fault
from app.ui.chat_views import ChatsView
from app.ui.closing_views import ConsentReceiptView, DemographicsView, SheetView, SurveyView
from app.ui.desk_views import DeskView, WaitingCall


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """The first page. welcome, accommodation: candidate_texts; job: name of the job profile.

    wait_min: for somebody without appointment; None: not known. calls: who waits for staff.
    """

    welcome: Words
    minutes: int
    questions: int
    job: Words | None = None
    accommodation: Words | None = None
    wait_min: int | None = None
    calls: tuple[WaitingCall, ...] = ()


@dataclass(frozen=True, slots=True)
class ExperienceView:
    """Has the candidate worked in service before? It only chooses the examples in the questions."""


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What the candidate may agree to. purposes: those of the policy pack, in its order.

    notice: notice_text of the policy pack, or None where it has none.
    media_days, words_days: how long recordings, and transcript with scores, are kept; None if not said.
    """

    purposes: tuple[Purpose, ...]
    notice: Words | None = None
    media_days: int | None = None
    words_days: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceCheckView:
    """How the devices are. microphone, camera: None while they are being opened.

    uses_*: False where the candidate refused that recording, or chose to type.
    recogniser: None while unknown; False: answers are typed, the sound is kept.
    """

    microphone: DeviceState | None = None
    camera: DeviceState | None = None
    recogniser: bool | None = None
    uses_microphone: bool = True
    uses_camera: bool = True


class PracticePhase(StrEnum):
    """Where in the practice question."""

    READY = "ready"
    RECORDING = "recording"
    TYPING = "typing"
    READING = "reading"  # the take is being closed and read
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A question to try everything out. Nothing of it is stored.

    can_speak: a microphone works, may be used, and the candidate did not choose to type.
    sound: in DONE: the answer to be played back; empty where it was typed. words: its text, or empty.
    left_s: in RECORDING, of total_s.
    """

    phase: PracticePhase
    can_speak: bool = True
    left_s: float = 0.0
    total_s: float = 0.0
    sound: bytes = field(default=b"", repr=False)
    words: str = ""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What the questions look at, and what the work is like. dimensions: (name, definition)."""

    dimensions: tuple[tuple[Words, Words], ...] = ()
    day: tuple[Words, ...] = ()
    questions: int = 0


class QuestionPhase(StrEnum):
    """What the candidate does at a question."""

    PREPARING = "preparing"
    GETTING_READY = "getting_ready"  # the answer begins as soon as the kiosk's voice is silent
    RECORDING = "recording"
    TYPING = "typing"
    STOPPING = "stopping"  # the take is being closed and read


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question at one moment.

    key: "<question>/<turn>/<take>"; when it changes, captions start anew and the text box takes `draft`.
        An empty draft leaves typed text alone while question and turn stay: no written word is lost.
    prompt: whole text; a role play's customer line is found in it and drawn as a bubble.
    history: what was said before in this role play (turn 2), oldest first.
    left_s, total_s: of the preparation or of the answer; a negative left_s is overrun (limits are soft).
    recogniser: False: while the sound is recorded, the answer is typed.
    asks_if_finished: in RECORDING: the speaker has fallen silent, and the page asks whether that was all.
    simpler: the prompt in plainer words, where the content has them.
    will_type: in PREPARING: the answer will be typed, because the candidate chose so or cannot speak here.
    sound_recorded: in TYPING: the sound is being recorded beside the typed words, and the page says so.
    alarm: code of resources/messages that stays on the page until the next view.
    """

    key: str
    number: int
    total: int
    title: Words
    prompt: Words
    phase: QuestionPhase
    left_s: float
    total_s: float
    turn: int = 1
    is_role_play: bool = False
    history: tuple["ChatLine", ...] = ()
    scored: bool = True
    content_warning: Words | None = None
    simpler: Words | None = None
    mic_ok: bool = True
    camera_ok: bool = True
    recogniser: bool = True
    sound_recorded: bool = False
    asks_if_finished: bool = False
    will_type: bool = False
    retakes_left: int = 0
    can_skip: bool = True
    can_pause: bool = True
    can_type: bool = True
    paused: bool = False
    alarm: str | None = None
    draft: str = ""


def may_sound(view: QuestionView) -> bool:
    """True while nothing is recorded, so that the kiosk's voice spoils no answer."""
    recorded = view.phase is QuestionPhase.RECORDING or view.sound_recorded
    return not recorded and view.phase is not QuestionPhase.STOPPING


class Speaker(StrEnum):
    """Who speaks in a role play."""

    CUSTOMER = "customer"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line of a role play; a transcript is the same text in both languages."""

    speaker: Speaker
    words: Words


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The words of a finished take, to be checked. text: empty when nothing was understood.

    must_check: there are words, and something about the recording makes it worth while to read them.
    reason: code of why there are no words, e.g. no_speech. faults: what went wrong, worst first.
    """

    key: str
    number: int
    total: int
    title: Words
    prompt: Words
    text: str
    must_check: bool = False
    reason: str | None = None
    retakes_left: int = 0
    faults: tuple[Fault, ...] = ()


class Interruption(StrEnum):
    """Why the interview stood still."""

    RESTARTED = "restarted"  # the program or the machine went down and came back
    ENGINE_LOST = "engine_lost"  # recording failed; the question is asked again
    DEVICE_LOST = "device_lost"


@dataclass(frozen=True, slots=True)
class InterruptedView:
    """Something broke and the interview can go on. saved: answers that are safe.

    waiting: True while the engine starts again: "go on" waits, too.
    """

    reason: Interruption
    number: int
    total: int
    saved: int
    waiting: bool = False


class Ending(StrEnum):
    """How the sitting ended."""

    COMPLETED = "completed"
    HUMAN = "human"  # the candidate asked for an interview with a person
    DECLINED = "declined"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class BreakView:
    """Half of the questions are done and the clock stands still. done: questions before this moment."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FinishedView:
    """The last page. No score is shown: a person decides. saving: results are still being written."""

    ending: Ending
    answered: int = 0
    total: int = 0
    saving: bool = False


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Nothing else can be shown. code, params: a sentence of resources/messages."""

    code: str
    params: tuple[tuple[str, str], ...] = ()
    can_retry: bool = True


View = (
    WelcomeView
    | DeskView
    | ExperienceView
    | ConsentView
    | DeviceCheckView
    | PracticeView
    | PreviewView
    | QuestionView
    | ChatsView
    | ReviewView
    | InterruptedView
    | BreakView
    | FinishedView
    | ErrorView
    | ConsentReceiptView
    | SurveyView
    | DemographicsView
    | SheetView
)
