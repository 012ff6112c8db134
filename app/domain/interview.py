"""One sitting of one candidate: the plan, its questions, the accepted answers."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.language import Words
from app.domain.observation import Observation, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript
from app.domain.work_sample import WorkSample


class QuestionType(StrEnum):
    """What kind of question it is (science.md A.2)."""

    BASELINE = "baseline"
    JOB_PREVIEW = "job_preview"
    PAST_BEHAVIOUR = "past_behaviour"
    SITUATIONAL = "situational"
    ROLE_PLAY = "role_play"
    WORK_SAMPLE = "work_sample"
    CHOICE = "choice"


class PlanForm(StrEnum):
    """The short form is the default; the full one is a choice of the job profile."""

    SHORT = "short"
    FULL = "full"


class Experience(StrEnum):
    """Which branch of a question suits the candidate."""

    EXPERIENCED = "experienced"
    INEXPERIENCED = "inexperienced"


class Purpose(StrEnum):
    """What a candidate may agree to or refuse, one by one."""

    RECORDING_AUDIO = "recording_audio"
    RECORDING_VIDEO = "recording_video"
    AI_SCORING = "ai_scoring"
    VOICE_AFFECT = "voice_affect"
    FACE_OBSERVATION = "face_observation"
    LINK_TO_LATER_PERFORMANCE = "link_to_later_performance"
    RESEARCH_REUSE = "research_reuse"
    RECORDING_TRANSFER = (
        "recording_transfer"  # only where the policy pack asks: recordings may leave the kiosk
    )


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A second prompt; `when` names the rule that asks it (always_second_turn: every time)."""

    id: str
    when: str
    prompt: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it will be asked, frozen when the plan is made. The branch is already chosen."""

    id: str
    type: QuestionType
    scored: bool
    title: Words
    prompt: Words
    prep_s: int
    answer_s: int
    follow_ups: tuple[FollowUp, ...] = ()
    content_warning: Words | None = None
    retakes_allowed: int = 0
    simpler: Words | None = None
    work_sample: WorkSample | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The frozen list of questions of one interview."""

    job_profile: str
    form: PlanForm
    experience: Experience
    questions: tuple[Question, ...]
    content_hash: str  # sha256 of the content it was made from
    model_version: str


@dataclass(frozen=True, slots=True)
class Consent:
    """One purpose and what the candidate said to it."""

    purpose: Purpose
    given: bool


@dataclass(frozen=True, slots=True)
class MediaRef:
    """Where a take was recorded: a name inside the media folder, and what is in it."""

    name: str
    tracks: tuple[str, ...]  # "audio", "video"
    duration_s: float
    sha256: str | None = None  # None while open or after a crash: the file is the truth
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One accepted take: what was said, what was measured, where it lies. turn: 1, or 2 for a follow-up.

    The turns of a chat work sample are its parts: the chats in order, then the hand-over note.
    warm_up: the own baseline after this take, if it set it: a resumed interview goes on with it.
    """

    question_id: str
    turn: int
    take: int
    words: Transcript | NotTranscribed
    observations: tuple[Observation, ...] = ()
    media: MediaRef | None = None
    flags: tuple[str, ...] = ()  # e.g. device_alarm, no_microphone, overrun
    warm_up: tuple[WarmUpWindows, ...] = ()
