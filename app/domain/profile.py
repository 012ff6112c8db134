"""What a profile says beside answers and scores: which interview it was and what it was made with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.interview import Consent, PlanForm
from app.domain.language import Language


@dataclass(frozen=True, slots=True)
class InterviewFacts:
    """One finished interview and the identity of everything that made its result.

    started_at, finished_at: ISO 8601, UTC, e.g. 2026-11-24T09:30:00Z.
    scorer: the same as Assessment.scorer.
    engines: identities of programs, e.g. "pocketsphinx/5.1.1". packs: those of model packs, which end with a
    hash of their files, e.g. "faster-whisper/base/0a1b2c3d4e5f". Both in a fixed order.
    candidate_question: what the candidate would like to know from the company; empty for nothing.
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
    candidate_question: str = ""


_PACK = re.compile(r".+/.+/[0-9a-f]{12}")
_NEXT_READER = re.compile(r"\+(?=tier\d/)")


def readers_of(scorer: str) -> tuple[str, ...]:
    """The identities of the readers above Tier 0 in the name of a whole scorer."""
    return tuple(_NEXT_READER.split(scorer)[1:])


def engines_and_packs(identities: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `identities` name: programs, and model packs, each once and in the order given."""
    known = dict.fromkeys(identities)
    packs = tuple(each for each in known if _PACK.fullmatch(each))
    return tuple(each for each in known if each not in packs), packs
