"""Transcripts as a recogniser with 10 % errors would give them, and what that does to an interview."""

import random
from collections.abc import Sequence

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer, QuestionType
from app.domain.language import Language
from app.domain.score import Score
from app.scoring.assess import assess
from tests.gold.gold import answers_of, read_turns

ERRORS = 0.10  # share of the characters (zh) or words (en) that are wrong
REPLACED, ADDED_FROM = 0.70, 0.85  # of the errors: replaced, then lost, then added


def misheard(text: str, language: Language, pool: Sequence[str], chance: random.Random) -> str:
    """`text` with errors: characters (zh) or words (en) replaced by some of `pool`, lost or added."""
    units = list(text) if language is Language.ZH else text.split(" ")
    out: list[str] = []
    for unit in units:
        if not any(char.isalnum() for char in unit) or chance.random() >= ERRORS:
            out.append(unit)
            continue
        kind = chance.random()
        if kind < REPLACED:
            out.append(chance.choice(pool))
        elif kind >= ADDED_FROM:
            out += [unit, chance.choice(pool)]
    return ("" if language is Language.ZH else " ").join(out)


def pool_of(texts: Sequence[str], language: Language) -> list[str]:
    """The characters (zh) or words (en) of `texts`, as often as they stand there."""
    if language is Language.ZH:
        return [char for char in "".join(texts) if char.isalnum()]
    return " ".join(texts).split()


def moves_of(content: CompetencyModel, language: Language, who: str, seeds: Sequence[int]) -> list[float]:
    """By how much the composite of a demo candidate moves when each answer is misheard, one value per seed."""
    typed = {  # chats: no recogniser ever hears them
        question.id
        for profile in content.profiles
        for question in profile.questions
        if question.type is QuestionType.WORK_SAMPLE
    }
    given = read_turns(resources_dir() / "demo" / "answers" / language / f"{who}.yaml")
    spoken = {question: turns for question, turns in given.items() if question not in typed}
    pool = pool_of([text for turns in spoken.values() for text in turns.values()], language)
    clean = _composite(content, language, spoken)
    moved = []
    for seed in seeds:
        chance = random.Random(seed)
        noisy = {
            question: {turn: misheard(text, language, pool, chance) for turn, text in turns.items()}
            for question, turns in spoken.items()
        }
        moved.append(_composite(content, language, noisy) - clean)
    return moved


def _composite(content: CompetencyModel, language: Language, spoken: dict[str, dict[int, str]]) -> float:
    answers: list[Answer] = []
    for question, turns in spoken.items():
        answers += answers_of(question, turns)
    result = assess(content, "jd_cs_agent", "cn_default", language, answers).composite.result
    if not isinstance(result, Score):
        raise ValueError(f"the demo interview is not scored: {result.reason}")
    return result.value
