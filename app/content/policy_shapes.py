"""The form of policy packs, consistency checks and quality gates."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.content.rule_shapes import Pair, VoiceShare, Zero
from app.content.strict import Bilingual, Count, Id, Share, Strict, Text
from app.content.wording_shapes import Lists
from app.domain.competency import ConsistencyCheck, ConsistencyComponent, PolicyPack
from app.domain.rules import ConsistencyRules

Affect = Literal["locked_off", "off", "on"]
Days = Annotated[int, Field(ge=0, le=36500)]
PURPOSES = Literal[
    "recording_audio",
    "recording_video",
    "ai_scoring",
    "voice_affect",
    "face_observation",
    "link_to_later_performance",
    "research_reuse",
    "recording_transfer",
]


class ConsistencyPolicyShape(Strict):
    """A note for a human, never more."""

    output: Literal["human_note_only"]
    min_independent_components: Annotated[int, Field(ge=2)]
    min_windows: Annotated[int, Field(ge=1)]
    requires_quality_gate: bool
    excluded_if_accommodation: bool
    disabled_in_packs: list[Id]

    def value(self) -> ConsistencyRules:
        """The rules as a domain value."""
        return ConsistencyRules(
            self.min_independent_components,
            self.min_windows,
            self.requires_quality_gate,
            self.excluded_if_accommodation,
        )


class ComponentShape(Strict):
    """One measure that must cross its threshold."""

    measure: Id
    threshold: float
    direction: Literal["up", "down"]
    source: Literal["transcript", "voice"] = "voice"


class ConsistencyCheckShape(Strict):
    """A claim and what would make a human look again."""

    id: Id
    claim: Lists
    components: Annotated[list[ComponentShape], Field(min_length=2)]
    require_one_transcript_component: bool = False
    note_text: Bilingual

    def value(self) -> ConsistencyCheck:
        """The check as a domain value."""
        components = tuple(
            ConsistencyComponent(each.measure, each.threshold, each.direction, each.source)
            for each in self.components
        )
        return ConsistencyCheck(
            self.id,
            self.claim.value(),
            components,
            self.note_text.words(),
            self.require_one_transcript_component,
        )


class ConsistencyShape(Strict):
    """consistency.yaml."""

    policy: ConsistencyPolicyShape
    items: list[ConsistencyCheckShape]


class ModalityShape(Strict):
    """What may be measured. The caps are shares of one sub-dimension."""

    transcript: Literal["on", "off", "optional_for_notes"]
    speech_delivery: Literal["on", "intelligibility_only", "timing_only", "off"]
    voice_affect: Affect
    voice_affect_cap: VoiceShare
    face_affect: Affect
    face_affect_cap: Zero
    face_identification: Literal["off", "off_alternative_required"] | None = None
    voiceprint: Literal["off"] | None = None


class ConsentShape(Strict):
    """What is asked, one by one."""

    separate_consents: Annotated[list[PURPOSES], Field(min_length=1)]
    withdrawable: bool | None = None
    refuse_without_penalty: Literal[True] | None = None
    receipt: bool | None = None
    note: Text | None = None
    written_before_interview: bool | None = None
    explain_how_ai_works: bool | None = None
    biometric_written_release_if_any: bool | None = None


class AutomatedDecisionShape(Strict):
    """A person decides."""

    solely_automated: Literal["forbidden"]
    explanation_on_request: bool
    human_review_on_request: bool
    oversight_person_named: bool | None = None


class StorageShape(Strict):
    """Where raw media may lie."""

    raw_media_location: Literal["local_device"]
    raw_media_to_hub: Literal["off_by_default", "off"]
    transfer_out_of_mainland: Literal["blocked"]


class PolicyPackShape(Strict):
    """A file of policy_packs/."""

    id: Id
    name: Bilingual
    ai_scoring: bool
    modality: ModalityShape
    consent: ConsentShape
    notice_text: Bilingual
    automated_decision: AutomatedDecisionShape | None = None
    storage: StorageShape | None = None
    retention_days: dict[str, Days] = Field(default_factory=dict)
    record_retention_days: Days | None = None
    logs_min_days: Days | None = None
    deletion_request_days: Days | None = None
    deletion_includes_backups_and_recipients: bool | None = None
    impact_assessment_required: bool | None = None
    synthetic_voice_label: bool | None = None
    shows_lock: bool | None = None
    reports: list[Id] = Field(default_factory=list)
    forbidden_inputs: list[Id] = Field(default_factory=list)
    notice_business_days_before: Days | None = None
    bias_audit_max_age_days: Days | None = None
    publish_audit_summary: bool | None = None
    alternative_process_link: bool | None = None
    audit_inputs: list[Id] = Field(default_factory=list)
    anti_bias_test_log: bool | None = None
    accommodation_prompt: Id | None = None
    process: Id | None = None

    @model_validator(mode="after")
    def _names_a_term(self) -> Self:
        """Without one the kiosk would keep everybody's words for good."""
        if "transcript_scores_not_hired" not in self.retention_days and self.record_retention_days is None:
            raise PydanticCustomError("term_missing", "how long interviews are kept")
        return self

    def value(self, *, consistency_allowed: bool) -> PolicyPack:
        """The pack as a domain value; its retention also says how long records and logs are kept."""
        kept = {"records": self.record_retention_days, "logs_min": self.logs_min_days}
        retention = dict(self.retention_days) | {
            name: days for name, days in kept.items() if days is not None
        }
        return PolicyPack(
            id=self.id,
            name=self.name.words(),
            transcript_on=self.modality.transcript != "off",
            speech_delivery=self.modality.speech_delivery,
            voice_affect=self.modality.voice_affect,
            voice_affect_cap=self.modality.voice_affect_cap,
            face_affect=self.modality.face_affect,
            consistency_allowed=consistency_allowed,
            ai_scoring=self.ai_scoring,
            consents=tuple(self.consent.separate_consents),
            notice=self.notice_text.words(),
            retention_days=retention,
            deletion_request_days=self.deletion_request_days,
        )


class QualityGateShape(Strict):
    """What must be reached before a version is released."""

    metric: list[Text] = Field(default_factory=list)
    min_point: Share | None = None
    min_ci_lower: Share | None = None
    min_answers: Count | None = None
    raters: Count | None = None
    max_gap_to_human_human: Share | None = None
    max_abs_smd_overall: float | None = None
    max_abs_smd_group: float | None = None
    repeats: Count | None = None
    note: Text | None = None
    target: Share | None = None
    interval_days: Pair | None = None
    parallel_form: bool | None = None
    min_group_n: Count | None = None
    impact_ratio_alert: Share | None = None
    test: list[Id] = Field(default_factory=list)
    decision: Text | None = None
