"""What all tiers above Tier 0 say about one interview, ready for scoring.assess()."""

import logging
from collections.abc import Sequence

from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.errors import KioskError
from app.scoring.tiers import Nudge, Opinion
from app.tiers.material import materials_of
from app.tiers.meaning import MeaningReader
from app.tiers.picker import UNAVAILABLE, EvidencePicker, picked_nudges

log = logging.getLogger(__name__)


def opinion_of(
    model: CompetencyModel,
    profile_id: str,
    language: Language,
    answers: Sequence[Answer],
    *,
    meaning: MeaningReader | None = None,
    picker: EvidencePicker | None = None,
) -> Opinion:
    """The opinion of the readers that are there. Ask only where the candidate consented to AI scoring.

    A language model that cannot be asked leaves two flags, tier2_unavailable and the same with its reason;
    scores are then those of the tiers below.

    Raises:
        KioskError: profile_unknown or question_unknown.
    """
    materials = materials_of(model, profile_id, language, answers)
    nudges: list[Nudge] = []
    readers: list[str] = []
    if meaning is not None and language in meaning.languages:
        readers.append(meaning.identity)
        nudges += meaning.nudges(model, language, materials)
    if picker is None:
        return Opinion(tuple(nudges), tuple(readers))
    try:
        nudges += picked_nudges(picker, model, language, materials)
    except KioskError as error:
        if error.code != UNAVAILABLE:
            raise
        log.info("the language model was not asked to the end: %s", error.params["reason"])
        return Opinion(
            tuple(nudges), tuple(readers), (UNAVAILABLE, f"{UNAVAILABLE}.{error.params['reason']}")
        )
    return Opinion(tuple(nudges), (*readers, picker.identity))
