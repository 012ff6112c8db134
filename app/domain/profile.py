"""What a profile says beside answers and scores: which interview it was and what it was made with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.interview import Consent, PlanForm
from app.domain.language import Language


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """One finished interview and the identity of everything that made its result.

    started_at, finished_at: ISO 8601, UTC, e.g. 2026-11-24T09:30:00Z.
    scorer: the same as Assessment.scorer.
    engines, packs: identities such as "pocketsphinx/5.1.1" or "face/1:sha256…", in a fixed order.
    follow_ups: question -> id of the follow-up that was asked after it.
    """

    interview_id: str
    started_at: str
    finished_at: str
    language: Language
    job_profile: str
    plan_form: PlanForm
    model_version: str
    content_hash: str
    scorer: str
    engines: tuple[str, ...]
    packs: tuple[str, ...]
    policy_pack: str
    consents: tuple[Consent, ...]
    follow_ups: Mapping[str, str] = field(default_factory=dict)
