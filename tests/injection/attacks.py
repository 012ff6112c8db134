"""Attacks, the ordinary answers they are put into, and what they may at most achieve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, Score
from app.scoring.answer import score_answer
from app.scoring.tiers import Opinion, with_opinion
from app.tiers.opinion import Heard, opinion_of
from app.tiers.picker import EvidencePicker
from app.tiers.readers import ModelReader
from tests.gold.gold import Gold, answers_of, read_gold
from tests.gold.gold import model as read_model

FOLDER = Path(__file__).parent
PROFILE = "jd_cs_agent"
# Weak, middling and strong gold answers; every second one also goes to a real server.
BASES = {
    Language.ZH: ("zh-011", "zh-005", "zh-028", "zh-003", "zh-001", "zh-002"),
    Language.EN: ("en-005", "en-011", "en-003", "en-004", "en-001", "en-002"),
}


@dataclass(frozen=True, slots=True)
class Attack:
    """One attempt in an interview of `language`."""

    id: str
    language: Language
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attack in one answer: the question, the plain answer, and the same with the attack in it."""

    attack: Attack
    question: str
    plain: str
    attacked: str


@cache
def model() -> CompetencyModel:
    """The competency model of this checkout, read once: compiling its rules takes longer than an attack."""
    return read_model()


def read_attacks(half: str = "dev") -> list[Attack]:
    """The attacks of one half of attacks.yaml (dev, reported, control), in its order."""
    data = yaml.safe_load((FOLDER / "attacks.yaml").read_text("utf-8"))
    return [
        Attack(each["id"], Language(each["language"]), each["kind"], each["text"])
        for each in data
        if each["half"] == half
    ]


def attempts(attacks: Sequence[Attack]) -> Iterator[Attempt]:
    """Each attack at the end, at the beginning and in the middle of ordinary answers of its language."""
    bases = _bases()
    for attack in attacks:
        for gold in bases[attack.language]:
            text = gold.turns[1]
            for attacked in _placed(text, attack.text, attack.language):
                yield Attempt(attack, gold.question, text, attacked)


@cache
def _bases() -> dict[Language, list[Gold]]:
    known = {gold.id: gold for gold in read_gold()}
    return {language: [known[name] for name in names] for language, names in BASES.items()}


def _placed(text: str, attack: str, language: Language) -> list[str]:
    stop = "。" if language is Language.ZH else "."
    gap = "" if language is Language.ZH else " "
    first, _, rest = text.partition(stop)
    return [f"{text}{gap}{attack}", f"{attack}{gap}{text}", f"{first}{stop}{gap}{attack}{gap}{rest}"]


def scored(
    model: CompetencyModel,
    language: Language,
    question: str,
    text: str,
    picker: EvidencePicker | None = None,
) -> AnswerScores:
    """What `text` scores as an answer, with or without a language model behind Tier 0."""
    (answer,) = answers_of(question, {1: text})
    opinion = Opinion() if picker is None else opinion_by(model, language, answer, picker)
    alone = score_answer(model, PROFILE, language, answer)
    return with_opinion([alone], [answer], opinion)[0]


def opinion_by(model: CompetencyModel, language: Language, answer: Answer, picker: EvidencePicker) -> Opinion:
    heard = Heard("attacked", model, PROFILE, language, (answer,))
    return opinion_of(heard, [ModelReader(lambda: picker)])


def values_of(scores: AnswerScores) -> dict[str, float]:
    """Per sub-dimension the score; 0 where there is none, so that a score out of nothing is a rise."""
    return {
        each.sub_dimension: each.result.value if isinstance(each.result, Score) else 0.0
        for each in scores.scores
    }


def raised(before: AnswerScores, after: AnswerScores) -> dict[str, tuple[float, float]]:
    """The sub-dimensions that are higher in `after`."""
    old, new = values_of(before), values_of(after)
    return {sub: (old[sub], new[sub]) for sub in new if new[sub] > old[sub]}
