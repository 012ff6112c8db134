"""What the second readers say about one interview, ready for scoring.assess()."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.errors import KioskError
from app.scoring.tiers import Nudge, Opinion
from app.tiers.material import materials_of
from app.tiers.readers import SecondReader

log = logging.getLogger(__name__)

_REASONS = {
    "embedding_pack_broken": "pack_broken",
    "llm_token_unreadable": "no_token",
    "llm_ca_missing": "no_ca",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """The answers of one interview so far. interview_id: tells interviews apart, e.g. for what was read ahead."""

    interview_id: str
    model: CompetencyModel
    profile_id: str
    language: Language
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one reader said of one interview. identity None: it does not read the language.

    failure: why it could not be asked to the end; then nothing it said before counts either.
    """

    tier: str
    identity: str | None = None
    nudges: tuple[Nudge, ...] = ()
    failure: str | None = None


def opinion_of(heard: Heard, readers: Sequence[SecondReader]) -> Opinion:
    """The opinion of `readers`, asked one after the other. Only where the candidate consented to AI scoring.

    A reader that fails leaves two flags, e.g. tier2_unavailable and the same with its reason; scores are then
    those of the tiers below.

    Raises:
        KioskError: profile_unknown or question_unknown.
    """
    materials = materials_of(heard.model, heard.profile_id, heard.language, heard.answers)
    said = []
    for reader in readers:
        try:
            reader.load()
            nudges = reader.nudges(heard.model, heard.language, materials)
            said.append(Said(reader.tier, reader.identity(heard.language), nudges))
        except KioskError as error:
            said.append(Said(reader.tier, failure=reason_of(error)))
    return joined(said)


def joined(said: Sequence[Said]) -> Opinion:
    """One opinion of what all readers said, in their order."""
    heard = [each for each in said if each.failure is None and each.identity is not None]
    flags = []
    for each in said:
        if each.failure is not None:
            log.info("%s was not asked to the end: %s", each.tier, each.failure)
            flags += [f"{each.tier}_unavailable", f"{each.tier}_unavailable.{each.failure}"]
    return Opinion(
        tuple(nudge for each in heard for nudge in each.nudges),
        tuple(each.identity for each in heard if each.identity is not None),
        tuple(flags),
    )


def reason_of(error: KioskError) -> str:
    """The code after tier1_unavailable. or tier2_unavailable. for what a reader raised."""
    return _REASONS.get(error.code) or str(error.params.get("reason", "failed"))
