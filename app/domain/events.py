"""Everything that can happen in an interview. The log of these events is the interview."""

from dataclasses import dataclass

from app.domain.accommodation import Accommodations
from app.domain.check_in import CheckInBy
from app.domain.interview import Answer, Consent, Plan
from app.domain.language import Language
from app.domain.observation import Observation
from app.domain.transcript import Transcript


@dataclass(frozen=True, slots=True)
class InterviewStarted:
    """A candidate touched the screen; the interview has an id and a language."""

    interview_id: str
    language: Language


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The candidate switched the language; allowed at any step."""

    language: Language


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """How the candidate was recognised.

    appointment: code of the appointment, or None. phone_key: keyed hash of the phone number, or None; the
    number itself is nowhere. let_on: staff let somebody go on who has answers on this kiosk already; let_on_by: who.
    """

    by: CheckInBy
    appointment: str | None = None
    phone_key: str | None = None
    let_on: bool = False
    let_on_by: str = ""


@dataclass(frozen=True, slots=True)
class AccommodationsSet:
    """Staff set, at the desk, what is different for this candidate; allowed at any step. Replaces what was.

    by: the account of who set it; empty in older records.
    """

    accommodations: Accommodations
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The candidate answered every purpose, yes or no, and goes on. The plan is frozen now.

    receipt: canonical JSON of what was shown and chosen (flow/receipt); empty in older records.
    """

    consents: tuple[Consent, ...]
    policy_pack: str
    plan: Plan
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class DeviceCheckPassed:
    """Devices were checked; what is missing is known. The interview goes on where it can."""

    microphone: bool
    camera: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """(question_id, turn) is on the screen for the first time; preparation starts."""

    question_id: str
    turn: int


@dataclass(frozen=True, slots=True)
class TakeStarted:
    """Recording, or typing, of a take began. take counts from 1 for each (question_id, turn)."""

    question_id: str
    turn: int
    take: int
    typed: bool


@dataclass(frozen=True, slots=True)
class TakeStopped:
    """The candidate finished, or the time ran out; the take is being read."""

    elapsed_s: float


@dataclass(frozen=True, slots=True)
class TakeDiscarded:
    """The take will not count: the candidate records again. reason: retake, called, device_alarm ..."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatLineArrived:
    """The next line of `chat` in a work sample is on the screen. line: from 0. elapsed_s: of the take."""

    chat: str
    line: int
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class ChatOpened:
    """The candidate looks at another chat of the work sample."""

    chat: str
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class ReplySent:
    """A reply to the customer of `chat`; from here on it may never be lost.

    typing_s: seconds in which it was being typed, pauses left out.
    """

    chat: str
    text: str
    typing_s: float
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The candidate ended the work sample. note: the hand-over note, empty where none was written."""

    note: str
    typing_s: float
    elapsed_s: float


ChatEvent = ChatLineArrived | ChatOpened | ReplySent | HandedOver


@dataclass(frozen=True, slots=True)
class AnswerAccepted:
    """The take counts. From here on it may never be lost.

    follow_up: id of the follow-up that the rule chose for this answer, or None.
    """

    answer: Answer
    follow_up: str | None = None


@dataclass(frozen=True, slots=True)
class TranscriptCorrected:
    """The candidate corrected the words of an accepted answer; both versions are kept."""

    question_id: str
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class TranscribedLater:
    """The recording of an accepted answer was read after the interview; the accepted words stay.

    engines: identity of each engine and pack that read it. observations: the measures that rest on these
    words; none where the answer has words of its own.
    """

    question_id: str
    turn: int
    words: Transcript
    engines: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSkipped:
    """The candidate chose not to answer (question_id, turn)."""

    question_id: str
    turn: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands still. elapsed_s: seconds already used of the running preparation or take.

    called: because staff were called, or came.
    """

    elapsed_s: float
    called: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock goes on where it stood."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The program had ended in the middle, and goes on with the interview now; its age counts from here."""


@dataclass(frozen=True, slots=True)
class EngineLost:
    """The media engine died or went silent. A running take is asked again."""

    code: str


@dataclass(frozen=True, slots=True)
class Left:
    """The candidate declined, walked away or was idle too long. reason: declined, left, idle."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What the candidate thinks of one statement about the sitting. value: 1 no, 2 in part, 3 yes."""

    question: str
    value: int


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """After the interview: what the candidate thinks of it. In no score, and in no report about the candidate.

    asks_company: what the candidate would like to know from the company, passed on as it is; empty: nothing.
    """

    ratings: tuple[Rating, ...]
    asks_company: str = ""


Event = (
    InterviewStarted
    | LanguageChosen
    | CheckedIn
    | AccommodationsSet
    | ConsentGiven
    | DeviceCheckPassed
    | QuestionShown
    | TakeStarted
    | TakeStopped
    | TakeDiscarded
    | ChatLineArrived
    | ChatOpened
    | ReplySent
    | HandedOver
    | AnswerAccepted
    | TranscriptCorrected
    | TranscribedLater
    | QuestionSkipped
    | Paused
    | Resumed
    | TakenUp
    | EngineLost
    | Left
    | SurveyAnswered
)
