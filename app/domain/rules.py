"""Rules of the content that hold for every job: follow-ups, consistency notes, speech measures."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.language import Language

# Every rule that may ask a follow-up: after each answer, on offer, or when scoring sees the lack it names.
FOLLOW_UP_RULES = frozenset(
    {
        "always_offer",
        "always_second_turn",
        "blames_colleague",
        "denies_mistake",
        "gives_guarantee",
        "grants_outside_rules",
        "ignored_negative",
        "missing_action",
        "missing_change",
        "missing_diagnosis",
        "missing_disclosure",
        "missing_emotion_strategy",
        "missing_outcome",
        "missing_result",
        "no_alternative",
        "no_help_mentioned",
        "obeys",
        "only_refuses",
        "public_data_exposure",
        "recommends_without_asking",
    }
)


@dataclass(frozen=True, slots=True)
class ConsistencyRules:
    """When a consistency note may be written at all; always for a human, never part of a score."""

    min_independent_components: int = 2
    min_windows: int = 3
    requires_quality_gate: bool = True
    excluded_if_accommodation: bool = True


@dataclass(frozen=True, slots=True)
class SpeechGate:
    """Below any of these nothing about delivery is measured and a human listens."""

    min_snr_db: float
    min_speech_s: float
    max_clipping_ratio: float
    min_asr_confidence: float


@dataclass(frozen=True, slots=True)
class RateZone:
    """Speech rate of one language: no comment inside `no_comment`, worth a look outside look_*.

    no_comment, look_*: with pauses, in `unit`. articulation_syll_s: without pauses, syllables per second.
    """

    unit: str
    no_comment: tuple[float, float]
    look_below: float
    look_above: float
    articulation_syll_s: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SpeechRules:
    """How delivery is measured and when it is worth a look; hints only, never a deduction by themselves.

    fillers: language -> kind (hesitation, demonstrative, discourse) -> words.
    """

    min_silence_ms: int
    long_pause_ms: int
    gate: SpeechGate
    zones: Mapping[Language, RateZone]
    fillers: Mapping[Language, Mapping[str, tuple[str, ...]]]
    fillers_no_comment_max_per_1000: float
    fillers_look_above_per_1000: float
    min_baseline_windows: int
