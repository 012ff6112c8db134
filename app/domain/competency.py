"""The competency model: what is asked, what a good answer shows, and how much each thing counts.

Read from resources/content by app.content; checked there with file, line and field. Values are frozen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.interview import QuestionType
from app.domain.language import Language, Words
from app.domain.rules import ConsistencyRules, SpeechRules
from app.domain.work_sample import WorkSample


@dataclass(frozen=True, slots=True)
class Anchor:
    """What behaviour at `level` (1, 3, 5, 7 or 10) looks like."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class SubDimension:
    """One behaviour scored on anchors. is_global: rated once over all spoken answers.

    channels: where it applies; empty means everywhere.
    """

    id: str
    name: Words
    definition: Words
    anchors: tuple[Anchor, ...]
    is_global: bool = False
    channels: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  # what a human rater looks for, in English


@dataclass(frozen=True, slots=True)
class Dimension:
    """A competency: a few sub-dimensions under one name."""

    id: str
    name: Words
    definition: Words
    sub_dimensions: tuple[SubDimension, ...]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a good answer to this question shows, for sub-dimension `sub`.

    part: the chat of a work sample, or its note, in which it is shown; None for any other question.
    """

    id: str
    sub: str
    words: Words
    part: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """A follow-up of a question template and the rule that asks it."""

    id: str
    when: str
    prompt: Words


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds to prepare and to answer."""

    prep_s: int
    answer_s: int


@dataclass(frozen=True, slots=True)
class QuestionTemplate:
    """A question of the set, before a branch is chosen. scores: share of each sub-dimension, sum 1.

    simpler: the prompt in plainer words, shown on wish. It asks the same and is scored the same.
    """

    id: str
    type: QuestionType
    scored: bool
    title: Words
    prompt: Words
    timing: Timing
    scores: Mapping[str, float]
    key_points: tuple[KeyPoint, ...]
    red_flags: tuple[Words, ...]
    follow_ups: tuple[FollowUpRule, ...]
    experienced: Words | None = None
    inexperienced: Words | None = None
    content_warning: Words | None = None
    purpose: Words | None = None
    simpler: Words | None = None
    work_sample: WorkSample | None = None


@dataclass(frozen=True, slots=True)
class PassLine:
    """Advisory only: where the band lies, and the floor below which a second person must read."""

    composite: float
    grey_zone: tuple[float, float]
    dimension_floor: float


@dataclass(frozen=True, slots=True)
class JobProfile:
    """岗位画像: the questions, weights (percent, sum 100) and pass line of one job.

    sub_weights: dimension -> sub-dimension -> percent.
    channel_sub_weights: channel -> the same, where it differs.
    working_day: an honest day in a few lines, shown before the first question.
    """

    id: str
    name: Words
    description: Words
    weights: Mapping[str, float]
    sub_weights: Mapping[str, Mapping[str, float]]
    channel_sub_weights: Mapping[str, Mapping[str, Mapping[str, float]]]
    default_channel: str
    pass_line: PassLine
    short_form: tuple[str, ...]
    questions: tuple[QuestionTemplate, ...]
    retakes_allowed: int
    max_follow_ups: int
    working_day: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceMove:
    """One step of good service (话步) and example cues per language."""

    id: str
    name: Words
    cues: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TabooPhrase:
    """A phrase that harms service, and a better way to say it."""

    phrase: Words
    better: Words


@dataclass(frozen=True, slots=True)
class TabooCategory:
    """A group of taboo phrases; severity is "normal" or "high"."""

    id: str
    name: Words
    severity: str
    phrases: tuple[TabooPhrase, ...]


@dataclass(frozen=True, slots=True)
class NegativePattern:
    """A pattern that speaks against an answer, e.g. an apology loop."""

    id: str
    name: Words
    rule: Words


@dataclass(frozen=True, slots=True)
class ConsistencyComponent:
    """One measure that must cross its threshold; source "transcript" or "voice"."""

    measure: str
    threshold: float
    direction: str
    source: str


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """A claim, the components that would make a human look again, and the neutral note."""

    id: str
    claims: Mapping[Language, tuple[str, ...]]
    components: tuple[ConsistencyComponent, ...]
    note: Words
    needs_transcript_component: bool = False


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """content scoring_rules: minimum counts, caps, pass-line defaults."""

    min_questions_per_dimension: int
    speech_delivery_caps: Mapping[str, float]  # sub-dimension -> largest share, "default" for the rest
    voice_affect_caps: Mapping[str, float]
    human_review_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """What a jurisdiction allows. Affect is "locked_off", "off" or "on"; a lock keeps modules unloaded."""

    id: str
    name: Words
    transcript_on: bool
    speech_delivery: str  # on, intelligibility_only, timing_only, off
    voice_affect: str
    voice_affect_cap: float
    face_affect: str
    consistency_allowed: bool
    ai_scoring: bool
    consents: tuple[str, ...]
    notice: Words
    retention_days: Mapping[str, int]
    deletion_request_days: int | None

    @property
    def measures_delivery(self) -> bool:
        """May pauses, rates and fillers be measured? Not where only intelligibility counts."""
        return self.speech_delivery in ("on", "timing_only")


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Phrases of which any one counts as a hit; written as plain text or as `re:` patterns."""

    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """How a rule shows itself in words: every group must be hit inside `within` characters.

    rule: "JD-Q08.k1" for a key point, "m2_playback" for a move, "star.action" for structure.
    """

    rule: str
    groups: Mapping[Language, tuple[CueGroup, ...]]
    within: int = 120


@dataclass(frozen=True, slots=True)
class CompetencyModel:
    """Everything one version of the content says. content_hash: sha256 over the files it was read from."""

    version: str
    content_hash: str
    dimensions: tuple[Dimension, ...]
    profiles: tuple[JobProfile, ...]
    moves: tuple[ServiceMove, ...]
    negative_patterns: tuple[NegativePattern, ...]
    taboo: tuple[TabooCategory, ...]
    consistency_checks: tuple[ConsistencyCheck, ...]
    rules: ScoringRules
    policy_packs: tuple[PolicyPack, ...]
    candidate_texts: Mapping[str, Words]
    cues: tuple[Cue, ...] = ()
    consistency_rules: ConsistencyRules = field(default_factory=ConsistencyRules)
    speech: SpeechRules | None = None
    interpretation: Mapping[int, Words] = field(default_factory=dict)  # anchor level -> what it means
    forbidden_questions: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    caveat: Words | None = None  # how far the numbers of this version are validated

    def profile(self, profile_id: str) -> JobProfile:
        """The job profile `profile_id`. Raises KeyError if there is none."""
        for profile in self.profiles:
            if profile.id == profile_id:
                return profile
        raise KeyError(profile_id)

    def policy_pack(self, pack_id: str) -> PolicyPack:
        """The policy pack `pack_id`. Raises KeyError if there is none."""
        for pack in self.policy_packs:
            if pack.id == pack_id:
                return pack
        raise KeyError(pack_id)
