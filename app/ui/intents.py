"""What a person wants: one frozen value per wish. Every page, and the window, emits them as `intent`."""

from dataclasses import dataclass, field

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.domain.events import CheckedIn
from app.domain.interview import Consent, Experience
from app.domain.language import Language, Words
from app.ui.closing_intents import ClosingIntent
from app.ui.desk_intents import DeskIntent


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The language switch was used. The screen has already changed."""

    language: Language


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """Somebody should come to the kiosk."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Start the interview (welcome page). accommodations: what staff set before, set_by: the account of who did.

    check_in: None where nobody asked.
    """

    check_in: CheckedIn | None = None
    accommodations: Accommodations = NO_ACCOMMODATION
    set_by: str = ""


@dataclass(frozen=True, slots=True)
class TellExperience:
    """Whether the candidate has worked in service before."""

    experience: Experience


@dataclass(frozen=True, slots=True)
class GiveConsents:
    """Every purpose has its answer, yes or no, in the order they were shown. shown: the lines that were read."""

    consents: tuple[Consent, ...]
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decline:
    """No AI interview. human: the candidate would rather talk to a person."""

    human: bool


@dataclass(frozen=True, slots=True)
class CheckAgain:
    """Open the devices once more."""


@dataclass(frozen=True, slots=True)
class DevicesDone:
    """Go on with what works. typed: answer in writing, without the microphone."""

    typed: bool = False


@dataclass(frozen=True, slots=True)
class StartPractice:
    """Answer the practice question now. typed: in writing."""

    typed: bool = False


@dataclass(frozen=True, slots=True)
class StopPractice:
    """The practice answer is over."""


@dataclass(frozen=True, slots=True)
class SubmitPractice:
    """The typed practice answer; never blank."""

    text: str


@dataclass(frozen=True, slots=True)
class PracticeAgain:
    """Forget the practice answer and practise once more."""


@dataclass(frozen=True, slots=True)
class PracticeDone:
    """Practised enough, or not at all: forget it and go on."""


@dataclass(frozen=True, slots=True)
class PreviewRead:
    """The preview was read: the questions begin."""


@dataclass(frozen=True, slots=True)
class Hear:
    """Say these words aloud, in the language of the screen."""

    words: Words


@dataclass(frozen=True, slots=True)
class TestSound:
    """Say these words aloud, or play a tone where there is no voice."""

    words: Words


@dataclass(frozen=True, slots=True)
class PlaySound:
    """Play [samples] int16 mono at SAMPLE_RATE_HZ."""

    sound: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hush:
    """Stop what sounds."""


@dataclass(frozen=True, slots=True)
class ReadPages:
    """Read this page and every next one aloud, or no longer."""

    on: bool


@dataclass(frozen=True, slots=True)
class StartAnswer:
    """The preparation is over before its time: record now (or type, if `typed`)."""

    typed: bool = False


@dataclass(frozen=True, slots=True)
class StopAnswer:
    """The candidate has finished speaking."""


@dataclass(frozen=True, slots=True)
class SubmitText:
    """The typed answer; never blank."""

    text: str


@dataclass(frozen=True, slots=True)
class SwitchToTyping:
    """Type this answer instead of speaking it."""


@dataclass(frozen=True, slots=True)
class SwitchToSpeaking:
    """Speak this answer instead of typing it."""


@dataclass(frozen=True, slots=True)
class OpenChat:
    """Look at this chat of the work sample."""

    chat: str


@dataclass(frozen=True, slots=True)
class SendReply:
    """Reply to the customer of this chat. number: replies it had before; the same number twice is one reply."""

    chat: str
    number: int
    text: str
    typing_s: float


@dataclass(frozen=True, slots=True)
class HandOver:
    """The work sample is over (already confirmed). note: for the next colleague; it may be empty."""

    note: str
    typing_s: float


@dataclass(frozen=True, slots=True)
class Retake:
    """Throw this take away and record again."""


@dataclass(frozen=True, slots=True)
class SkipQuestion:
    """Do not answer this question (already confirmed)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Let the clock stand still."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clock go on."""


@dataclass(frozen=True, slots=True)
class AcceptAnswer:
    """These words count. corrected: the candidate changed them."""

    text: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class GoOn:
    """Continue after an interruption, or try again after an error."""


@dataclass(frozen=True, slots=True)
class Leave:
    """End the sitting here (already confirmed); finished answers stay."""


@dataclass(frozen=True, slots=True)
class CloseSitting:
    """The last page was read: back to the welcome page for the next person."""


@dataclass(frozen=True, slots=True)
class StillHere:
    """The candidate answered the question whether anybody is there."""


Intent = (
    ChooseLanguage
    | AskForHelp
    | Begin
    | DeskIntent
    | ClosingIntent
    | TellExperience
    | GiveConsents
    | Decline
    | CheckAgain
    | DevicesDone
    | StartPractice
    | StopPractice
    | SubmitPractice
    | PracticeAgain
    | PracticeDone
    | PreviewRead
    | Hear
    | TestSound
    | PlaySound
    | Hush
    | ReadPages
    | StartAnswer
    | StopAnswer
    | SubmitText
    | SwitchToTyping
    | SwitchToSpeaking
    | OpenChat
    | SendReply
    | HandOver
    | Retake
    | SkipQuestion
    | Pause
    | Resume
    | AcceptAnswer
    | GoOn
    | Leave
    | CloseSitting
    | StillHere
)
