"""Tier 1: sentences compared by meaning with key points and anchors, with the encoder of a pack.

It finds what Tier 0's phrases miss. It moves a sub-dimension by one anchor step at the most, and refuses to
judge sentences with a negation, in which such models cannot be trusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.domain.competency import CompetencyModel, SubDimension
from app.domain.evidence import Evidence
from app.domain.language import Language
from app.scoring.tiers import Nudge
from app.tiers.encoders import Encoder, Vectors
from app.tiers.material import Material
from app.tiers.packs import EmbeddingPack, Thresholds, identity_of

TIER = "tier1"
LOW, HIGH = (1, 3), (7, 10)


@dataclass(frozen=True, slots=True)
class MeaningReader:
    """Reads answers with one pack and its encoder. Belongs to one thread.

    known: vectors of the content's key points and anchors, never of a candidate's words.
    """

    encoder: Encoder
    limits: Thresholds
    identity: str
    languages: frozenset[Language]
    known: dict[str, Vectors] = field(default_factory=dict, repr=False, compare=False)

    def nudges(
        self, model: CompetencyModel, language: Language, materials: Sequence[Material]
    ) -> tuple[Nudge, ...]:
        """What the answers say by meaning; nothing in a language the pack does not know."""
        if language not in self.languages:
            return ()
        subs = {sub.id: sub for dimension in model.dimensions for sub in dimension.sub_dimensions}
        found: list[Nudge] = []
        for material in materials:
            vectors = self.encoder.embed(material.sentences)
            for sub in material.subs:
                nudge = self._nudge(material, subs[sub], language, vectors)
                if nudge is not None:
                    found.append(nudge)
        return tuple(found)

    def _nudge(
        self,
        material: Material,
        sub: SubDimension,
        language: Language,
        vectors: Vectors,
    ) -> Nudge | None:
        up = self._missed(material, sub, language, vectors)
        low = self._nearest(sub, LOW, language, vectors)
        high = self._nearest(sub, HIGH, language, vectors)
        best, worst = int(np.argmax(high - low)), int(np.argmax(low - high))
        if not up and _stands_out(high, low, best, self.limits.raise_at, self.limits.margin):
            up = [material.evidence(sub.id, f"anchor_high.{sub.id}", TIER, material.spans[best])]
        if up:
            return self._moved(material, sub.id, 1, up)
        if sub.id not in material.shown and _stands_out(
            low, high, worst, self.limits.lower_at, self.limits.margin
        ):
            down = material.evidence(sub.id, f"anchor_low.{sub.id}", TIER, material.spans[worst])
            return self._moved(material, sub.id, -1, [down])
        return None

    def _missed(
        self,
        material: Material,
        sub: SubDimension,
        language: Language,
        vectors: Vectors,
    ) -> list[Evidence]:
        """For each missed key point of `sub` the sentence that says it."""
        found = []
        for point in material.missed:
            if point.sub != sub.id:
                continue
            near = (vectors @ self._vector(point.words.text(language)).T)[:, 0]
            at = int(np.argmax(near))
            if float(near[at]) >= self.limits.raise_at:
                rule = f"{material.question.id}.{point.id}"
                found.append(material.evidence(sub.id, rule, TIER, material.spans[at]))
        return found

    def _nearest(
        self,
        sub: SubDimension,
        levels: tuple[int, ...],
        language: Language,
        vectors: Vectors,
    ) -> Vectors:
        """Per sentence the largest cosine with an anchor of `levels`: [sentences] float32."""
        anchors = [each.words.text(language) for each in sub.anchors if each.level in levels]
        rows = np.concatenate([self._vector(anchor) for anchor in anchors])
        nearest: Vectors = (vectors @ rows.T).max(axis=1)
        return nearest

    def _vector(self, text: str) -> Vectors:
        if text not in self.known:
            self.known[text] = self.encoder.embed([text])
        return self.known[text]

    def _moved(self, material: Material, sub: str, steps: int, evidence: Sequence[Evidence]) -> Nudge:
        return Nudge(material.question.id, material.turn, sub, steps, tuple(evidence), TIER, self.identity)


def meaning_reader(pack: EmbeddingPack, encoder: Encoder) -> MeaningReader:
    """The reader of `pack`, whose encoder is loaded already."""
    return MeaningReader(encoder, pack.thresholds, identity_of(pack), pack.languages)


def _stands_out(near: Vectors, far: Vectors, at: int, least: float, margin: float) -> bool:
    return float(near[at]) >= least and float(near[at] - far[at]) >= margin
