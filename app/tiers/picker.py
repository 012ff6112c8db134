"""Tier 2: a language model points at sentences; it sees no rubric level, gives no score, writes no quote.

The model picks ids of numbered sentences for key points that Tier 0 missed. Ids are checked, must come in two
of three passes, and the sentence must share words with the key point; then we slice the quote.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.competency import CompetencyModel, KeyPoint
from app.domain.evidence import Evidence
from app.domain.language import Language
from app.errors import KioskError
from app.scoring.similarity import Vocabulary, vocabulary_of
from app.scoring.tiers import Nudge
from app.tiers.blind import blinded
from app.tiers.material import Material

TIER = "tier2"
UNAVAILABLE = "tier2_unavailable"
PASSES, ENOUGH = 3, 2
MOST_IDS = 3  # whoever finds a key point in more sentences than this has not picked
# Content terms (pairs of characters, or words) a sentence and a key point, or its phrases, have in common.
LEAST_SHARED = {Language.ZH: 1, Language.EN: 2}


@dataclass(frozen=True, slots=True)
class PickTask:
    """What a model is given: sentences, the first is number 1, and key points by id. Nothing else."""

    sentences: tuple[str, ...]
    key_points: Mapping[str, str]
    language: Language


class EvidencePicker(Protocol):
    """Something that reads a task. identity: model and endpoint class, for the identity of a score."""

    @property
    def identity(self) -> str:
        """Tier and model in one line."""
        ...

    def pick(self, task: PickTask, seed: int) -> Mapping[str, Sequence[object]]:
        """Per key point the ids found, as they came: nothing of it is trusted.

        Raises:
            KioskError: tier2_unavailable, with the reason: timeout, unreachable, http_error, nonsense.
        """
        ...


def picked_nudges(
    picker: EvidencePicker, model: CompetencyModel, language: Language, materials: Sequence[Material]
) -> tuple[Nudge, ...]:
    """A step up where sentences show key points that Tier 0 missed; a model can lower nothing.

    Raises:
        KioskError: tier2_unavailable; then nothing this reader said before counts either.
    """
    nudges: list[Nudge] = []
    for material in materials:
        if not material.missed:
            continue
        found = _picks(picker, material, language)
        by_sub: dict[str, list[Evidence]] = {}
        for point in material.missed:
            words = _vocabulary(model, material, point, language)
            for number in found.get(point.id, ()):
                if is_related(material.sentences[number - 1], words, language):
                    rule = f"{material.question.id}.{point.id}"
                    evidence = material.evidence(point.sub, rule, TIER, material.spans[number - 1])
                    by_sub.setdefault(point.sub, []).append(evidence)
        nudges += [
            Nudge(material.question.id, material.turn, sub, 1, tuple(evidence), TIER, picker.identity)
            for sub, evidence in by_sub.items()
        ]
    return tuple(nudges)


def _picks(picker: EvidencePicker, material: Material, language: Language) -> dict[str, tuple[int, ...]]:
    """Per key point the ids that most passes agree on. The order of key points turns from pass to pass."""
    sentences = tuple(blinded(sentence, language) for sentence in material.sentences)
    points = [(point.id, point.words.text(language)) for point in material.missed]
    votes: dict[str, Counter[int]] = {name: Counter() for name, _ in points}
    for number in range(PASSES):
        turn = number % len(points)
        task = PickTask(sentences, dict(points[turn:] + points[:turn]), language)
        answer = picker.pick(task, number + 1)
        for name, counted in votes.items():
            counted.update(checked_ids(answer.get(name, ()), len(sentences)))
    return {
        name: tuple(sorted(each for each, count in counted.items() if count >= ENOUGH))
        for name, counted in votes.items()
    }


def checked_ids(given: Sequence[object], count: int) -> tuple[int, ...]:
    """The ids of sentences 1..count in `given`, each once; () where so many came that nothing was picked.

    What is no whole number, or no sentence, is refused; True and 1.0 are no ids.
    """
    if len(given) > MOST_IDS:
        return ()
    whole = [each for each in given if isinstance(each, int) and not isinstance(each, bool)]
    return tuple(sorted({each for each in whole if 1 <= each <= count}))


def is_related(sentence: str, words: Vocabulary, language: Language) -> bool:
    """True if `sentence` shares enough words with the key point to be about it at all."""
    return len(vocabulary_of([sentence], language).terms & words.terms) >= LEAST_SHARED[language]


def _vocabulary(
    model: CompetencyModel, material: Material, point: KeyPoint, language: Language
) -> Vocabulary:
    rule = f"{material.question.id}.{point.id}"
    phrases = [
        phrase
        for cue in model.cues
        if cue.rule == rule
        for group in cue.groups.get(language, ())
        for phrase in group.any_of
        if not phrase.startswith("re:")
    ]
    return vocabulary_of([point.words.text(language), *phrases], language)


def unavailable(reason: str) -> KioskError:
    """Why the language model cannot be asked: the answer then keeps the score of Tier 0."""
    return KioskError(UNAVAILABLE, reason=reason)
