"""The form of the files about rules: meta, scale, scoring, speech."""

from typing import Annotated, Literal

from pydantic import Field

from app.content.strict import Bilingual, Count, Id, Scale, Share, Strict, Text
from app.domain.competency import ScoringRules
from app.domain.language import Language
from app.domain.rules import RateZone, SpeechGate, SpeechRules

VOICE_CEILING = 0.10  # no pack, profile or model version may give voice affect more (science.md D.4, E.2)

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Span = Annotated[list[int | None], Field(min_length=2, max_length=2)]
Zero = Annotated[float, Field(ge=0, le=0)]
VoiceShare = Annotated[float, Field(ge=0, le=VOICE_CEILING)]


class MetaShape(Strict):
    """meta.yaml."""

    schema_: Annotated[Literal["interview-content/1"], Field(alias="schema")]
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    status: Text
    languages: Annotated[list[Literal["zh-CN", "en"]], Field(min_length=2, max_length=2)]
    primary_language: Literal["zh-CN", "en"]
    notes: Bilingual


class ScaleShape(Strict):
    """scale.yaml; everything but the words is fixed."""

    min: Literal[1]
    max: Literal[10]
    step: Annotated[float, Field(ge=0.5, le=0.5)]
    anchors: list[int]
    not_observed_code: Literal["NO"]
    interpretation: dict[str, Bilingual]


class RaterModelShape(Strict):
    """How a language-model rater may work, where one is installed."""

    ai_passes_per_answer: Annotated[int, Field(ge=1, le=9)]
    require_verbatim_quotes: Literal[True]
    score_one_answer_at_a_time: Literal[True]
    blind_fields: list[Id]
    temperature: Annotated[float, Field(ge=0, le=1)]


class AggregateShape(Strict):
    """From questions to dimensions."""

    question_to_subdimension: Literal["mean_of_observed_weighted"]
    subdimension_to_dimension: Literal["weighted_mean"]
    min_questions_per_dimension: Annotated[int, Field(ge=1, le=15)]
    report_sem: Literal[True]


class CeilingShape(Strict):
    """What no pack may exceed."""

    voice_affect: VoiceShare
    face_affect: Zero


class CapsShape(Strict):
    """The largest share of a sub-dimension score that each modality may carry."""

    transcript_content: Annotated[float, Field(ge=1, le=1)]
    speech_delivery: dict[str, Share]
    voice_affect: dict[str, VoiceShare]
    face_affect: dict[str, Zero]
    absolute_ceiling: CeilingShape
    report_composite_with_and_without_affect: Literal[True]


class PassLineDefaultsShape(Strict):
    """Advisory; nobody is rejected or hired by it."""

    kind: Literal["advisory"]
    composite: Scale
    grey_zone_halfwidth: Annotated[float, Field(gt=0, le=4.5)]
    dimension_floor: Scale
    auto_reject: Literal[False]
    auto_hire: Literal[False]


class HumanReviewShape(Strict):
    """When a human must look."""

    required_for: Annotated[list[Id], Field(min_length=1)]
    recruiter_scores_before_seeing_ai: Id
    override_needs_reason: Literal[True]


class ScoringRulesShape(Strict):
    """scoring_rules.yaml."""

    primary_evidence: Literal["transcript_content"]
    rater_model: RaterModelShape
    aggregate: AggregateShape
    modality_caps: CapsShape
    pass_line: PassLineDefaultsShape
    human_review: HumanReviewShape

    def value(self) -> ScoringRules:
        """The rules as a domain value."""
        return ScoringRules(
            min_questions_per_dimension=self.aggregate.min_questions_per_dimension,
            speech_delivery_caps=dict(self.modality_caps.speech_delivery),
            voice_affect_caps=dict(self.modality_caps.voice_affect),
            human_review_for=tuple(self.human_review.required_for),
        )


class VadShape(Strict):
    """How speech is cut for pauses."""

    min_silence_ms: Count
    exclude_initial_latency: bool
    clip_edges_ms: Count


class PausesShape(Strict):
    """Pause classes, milliseconds from and up to; null: no end."""

    brief: Span
    medium: Span
    long: Span


class GateShape(Strict):
    """Below any of these, nothing about delivery is measured."""

    min_snr_db: float
    min_speech_s: Annotated[float, Field(ge=0)]
    max_clipping_ratio: Share
    min_asr_confidence: Share
    fail_action: Literal["no_delivery_measures_and_human_listens"]

    def value(self) -> SpeechGate:
        """The gate as a domain value."""
        return SpeechGate(
            self.min_snr_db, self.min_speech_s, self.max_clipping_ratio, self.min_asr_confidence
        )


class ReferenceShape(Strict):
    """A published reference, shown beside a measure; never a norm to reach."""

    male_mean: float
    male_sd: float
    female_mean: float
    female_sd: float
    note: Text


class ArticulationShape(Strict):
    """Syllables per second without pauses."""

    no_comment: Pair
    reference_reading: float


class ZoneShape(Strict):
    """Speech rate of one language."""

    unit: Id
    reference: ReferenceShape | None = None
    no_comment: Pair
    look_below: float
    look_above: float
    articulation_rate_syll_s: ArticulationShape

    def value(self) -> RateZone:
        """The zone as a domain value."""
        low, high = self.no_comment
        slow, fast = self.articulation_rate_syll_s.no_comment
        return RateZone(self.unit, (low, high), self.look_below, self.look_above, (slow, fast))


class ZonesShape(Strict):
    """Speech rate of both languages."""

    zh: ZoneShape
    en: ZoneShape


class DisambiguationShape(Strict):
    """When a word that may be a filler is one."""

    token: list[Text]
    filler_if: Id


class FillerWordsShape(Strict):
    """Filler words of one language by kind."""

    hesitation: list[Text]
    demonstrative: list[Text] = Field(default_factory=list)
    discourse: list[Text]
    disambiguation: list[DisambiguationShape]

    def value(self) -> dict[str, tuple[str, ...]]:
        """The words by kind."""
        return {
            "hesitation": tuple(self.hesitation),
            "demonstrative": tuple(self.demonstrative),
            "discourse": tuple(self.discourse),
        }


class FillersShape(Strict):
    """How fillers are counted."""

    reporting: Literal["per_1000_words"]
    no_comment_max: Annotated[float, Field(ge=0)]
    look_above: Annotated[float, Field(ge=0)]
    never_penalise_alone: Literal[True]
    zh: FillerWordsShape
    en: FillerWordsShape


class WithinPersonShape(Strict):
    """Everybody is compared with themself."""

    baseline_questions: list[Id]
    compare_to: list[Id]
    statistic: Literal["robust_z"]
    min_baseline_windows: Annotated[int, Field(ge=1)]
    report: Id
    never_report: list[Id]


class SpeechShape(Strict):
    """speech.yaml."""

    vad: VadShape
    pause_classes_ms: PausesShape
    quality_gate: GateShape
    zones: ZonesShape
    fillers: FillersShape
    within_person: WithinPersonShape

    def value(self) -> SpeechRules:
        """The rules as a domain value."""
        return SpeechRules(
            min_silence_ms=self.vad.min_silence_ms,
            long_pause_ms=self.pause_classes_ms.long[0] or 0,
            gate=self.quality_gate.value(),
            zones={Language.ZH: self.zones.zh.value(), Language.EN: self.zones.en.value()},
            fillers={Language.ZH: self.fillers.zh.value(), Language.EN: self.fillers.en.value()},
            fillers_no_comment_max_per_1000=self.fillers.no_comment_max,
            fillers_look_above_per_1000=self.fillers.look_above,
            min_baseline_windows=self.within_person.min_baseline_windows,
        )
