"""Which sentences of an answer bear on the matter of its question; no other sentence earns anything.

The matter of a question is in its prompts, in the descriptions of what is looked for, in the phrases that
show it and in the words of the trade. A term counts the more, the fewer questions know it, and the less, the more
terms its question knows. Weather, hobbies and praise share few such terms, however long they are and whatever
times, numbers and reasons they hold; words about the interview and its scoring count against a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from app.domain.language import Language
from app.scoring import words_en, words_zh
from app.scoring.reading import Reading
from app.scoring.similarity import Vocabulary, pairs_of, terms_of
from app.scoring.stems import stem
from app.scoring.text import Span

SPOKEN_TO = {Language.ZH: re.compile("你"), Language.EN: re.compile(r"\byour?s?\b")}
OTHERS = {Language.ZH: re.compile("他"), Language.EN: re.compile(r"\b(?:she|he|they|him|her|them)\b")}
LEAST = 2.5  # weight from which a sentence is clearly about the matter
TOUCHES = 1.5  # weight from which a sentence touches it
LEAST_OF_ALL = 2.0  # weight that is enough where no sentence of the answer reaches LEAST
LEAST_SHARE = {Language.ZH: 0.03, Language.EN: 0.08}  # of all its terms: long ones hit by chance
TRADE_WEIGHT = 2.0  # of a word of the trade, in any question
TAKEN_UP = 1.0  # of a term no question knows, said in a sentence that is clearly about the matter
SPOKEN_WEIGHT = 2.0  # in a scene, for speaking to somebody at all
OTHERS_WEIGHT = 1.0  # in a story, for somebody who is in it or is spoken to
SCORING_WEIGHT = -4.0  # for speaking of the interview
BREADTH = 0.75  # power of a question's breadth by which its terms weigh less
PAIR_SHARE = 0.5  # of its weight, for a pair of English words: each of them may count by itself
GRAMMAR_SHARE = 0.5  # of its weight, for a pair of Chinese characters that is partly grammar


@dataclass(frozen=True, slots=True)
class Matter:
    """The terms of one question with their weights; unknown: the weight of a term no question knows."""

    weights: Mapping[str, float]
    unknown: float
    language: Language
    is_scene: bool

    def bearing(self, sentences: Sequence[str], scoring: Sequence[bool], shows: Sequence[bool]) -> list[bool]:
        """Which of `sentences`, in their compared form, are about this matter.

        scoring: which of them speak of the interview. shows: which of them hold a whole key point: a little less is
        enough for them, lest one word heard wrongly takes it out. What a sentence takes up from one that clearly is
        about the matter counts too. One that only touches the matter is part of it between the first and the last
        that clearly are. Where none clearly is, those that touch it are: an answer in words nobody foresaw is read
        too.
        """
        terms = [sorted(terms_of(canon, self.language)) for canon in sentences]
        extra = [
            SCORING_WEIGHT * of_scoring + self._extra(canon)
            for canon, of_scoring in zip(sentences, scoring, strict=True)
        ]
        alone = [more + self._weight(said, frozenset()) for said, more in zip(terms, extra, strict=True)]
        known = frozenset(
            term for said, weight in zip(terms, alone, strict=True) if weight >= LEAST for term in said
        )
        if not known:
            return [weight >= LEAST_OF_ALL for weight in alone]
        weights = [more + self._weight(said, known) for said, more in zip(terms, extra, strict=True)]
        weights = [max(pair) for pair in zip(alone, weights, strict=True)]
        clear = [at for at, weight in enumerate(weights) if weight >= LEAST]
        return [
            weight >= (TOUCHES if clear[0] < at < clear[-1] else LEAST_OF_ALL if shown else LEAST)
            for at, (weight, shown) in enumerate(zip(weights, shows, strict=True))
        ]

    def _weight(self, terms: Sequence[str], known: frozenset[str]) -> float:
        """What `terms` of one sentence weigh; known: terms of sentences that are about the matter."""
        about = beside = 0.0
        for term in terms:
            weight = self.weights.get(term)
            if weight is not None:
                about += weight
            elif term in known:
                about += TAKEN_UP * _share(term, self.language)
            else:
                beside += self.unknown * _share(term, self.language)
        return about if about >= LEAST_SHARE[self.language] * (about + beside) else 0.0

    def _extra(self, canon: str) -> float:
        """What pairs of English words weigh, and speaking to somebody."""
        if SPOKEN_TO[self.language].search(canon):
            spoken = SPOKEN_WEIGHT if self.is_scene else OTHERS_WEIGHT
        else:
            spoken = 0.0 if self.is_scene or not OTHERS[self.language].search(canon) else OTHERS_WEIGHT
        if self.language is not Language.EN:
            return spoken
        return spoken + sum(self.weights.get(pair, 0.0) for pair in sorted(pairs_of(canon)))


def matters_of(
    vocabularies: Mapping[str, Vocabulary],
    scenes: frozenset[str],
    trade: Vocabulary,
    language: Language,
) -> dict[str, Matter]:
    """The matter of each question, from all that is known about it and the words of the trade.

    scenes: the questions in which the candidate speaks to somebody.
    """
    count = len(vocabularies)
    known: dict[str, int] = {}
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms:
            known[term] = known.get(term, 0) + 1
    rarity = {term: _share(term, language) * log((count + 1) / (said + 1)) for term, said in known.items()}
    middle = median(len(vocabulary.terms) for vocabulary in vocabularies.values())
    any_matter = words_zh.ANY_MATTER if language is Language.ZH else map(stem, words_en.ANY_MATTER)
    everywhere = {
        **dict.fromkeys(trade.terms, TRADE_WEIGHT),
        **dict.fromkeys(any_matter, 0.0),
    }
    return {
        question: Matter(
            _weights(vocabulary, rarity, middle) | everywhere,
            log(count + 1),
            language,
            question in scenes,
        )
        for question, vocabulary in vocabularies.items()
    }


def _weights(vocabulary: Vocabulary, rarity: Mapping[str, float], middle: float) -> dict[str, float]:
    """The weights of one question's terms: less where it knows more of them than most and hits more by chance."""
    breadth = max(1.0, len(vocabulary.terms) / middle) ** BREADTH
    return {term: rarity[term] / breadth for term in vocabulary.terms}


def _share(term: str, language: Language) -> float:
    if " " in term:
        return PAIR_SHARE
    if language is Language.ZH and any(char in words_zh.FUNCTION_CHARS for char in term):
        return GRAMMAR_SHARE
    return 1.0


def asides_of(
    reading: Reading, matter: Matter, moves: Sequence[int], points: Sequence[Span], scoring: Sequence[int]
) -> tuple[Span, ...]:
    """The sentences of `reading` that are beside the point, each with the stops and blanks after it.

    moves: where service moves begin: one that speaks to somebody need not name the matter. points: where a key point
    stands whole. scoring: where words about the interview stand.
    """
    if not reading.sentences:
        return ()
    canon = [reading.text.canon.part(span) for span in reading.sentences]
    of_scoring = [_has_any(span, scoring) for span in reading.sentences]
    shows = [any(span[0] <= start and end <= span[1] for start, end in points) for span in reading.sentences]
    bearing = matter.bearing(canon, of_scoring, shows)
    starts = [0, *(start for start, _ in reading.sentences[1:])]
    ends = [*starts[1:], len(reading.original)]
    spoken_to = SPOKEN_TO[matter.language]
    return tuple(
        (start, end)
        for span, said, bears, start, end in zip(reading.sentences, canon, bearing, starts, ends, strict=True)
        if not bears and not (spoken_to.search(said) and _has_any(span, moves))
    )


def _has_any(span: Span, places: Sequence[int]) -> bool:
    return any(span[0] <= at < span[1] for at in places)
