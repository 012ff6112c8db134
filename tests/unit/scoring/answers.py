"""Answers and the content for scoring tests."""

from functools import cache
from pathlib import Path

import yaml

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, Assessment, Score
from app.domain.transcript import Transcript, TranscriptSource
from app.scoring.answer import score_answer
from app.scoring.assess import assess

JD = "jd_cs_agent"
LS = "livestream_agent"
PACK = "cn_default"
ZH, EN = Language.ZH, Language.EN

GOOD_ZH = (
    "您好，明天就是孩子生日，礼物还没到，真的抱歉让您着急。目前查到包裹停在外地分拣中心，没有新的扫描，我不能保证明天到。"
    "我现在就联系物流催查，四十分钟内给您回电话。如果本地仓有货，我申请今天补发，或者先给您取消退款，您看哪个合适？"
)
GOOD_EN = (
    "I can see the birthday is tomorrow and I am really sorry. The parcel is at a sorting centre with no new scan, so "
    "I cannot promise that it arrives tomorrow. I will call the courier now and phone you back within forty minutes. "
    "If a nearer warehouse has it, I can resend it today, or I refund it. Which would you prefer?"
)


@cache
def model() -> CompetencyModel:
    """The competency model of this checkout."""
    return load_competency_model(content_dir())


def typed(question: str, text: str, turn: int = 1) -> Answer:
    """A typed answer."""
    return Answer(question, turn, 1, Transcript(text, TranscriptSource.TYPED))


def spoken(question: str, text: str, confidence: float, *, corrected: bool = False) -> Answer:
    """A recognised answer."""
    words = Transcript(text, TranscriptSource.FASTER_WHISPER, confidence, corrected=corrected)
    return Answer(question, 1, 1, words)


def scored(question: str, text: str, language: Language = ZH, profile: str = JD) -> AnswerScores:
    """What a typed first answer shows."""
    return score_answer(model(), profile, language, typed(question, text))


def values(answer: AnswerScores) -> dict[str, float | str]:
    """Score or reason per sub-dimension."""
    return {
        each.sub_dimension: each.result.value if isinstance(each.result, Score) else each.result.reason
        for each in answer.scores
    }


def mean(answer: AnswerScores) -> float:
    """The mean of the scored sub-dimensions; 1 where none is scored."""
    found = [value for value in values(answer).values() if not isinstance(value, str)]
    return sum(found) / len(found) if found else 1.0


def demo_answers(language: Language, who: str) -> list[Answer]:
    """The demo candidate's answers."""
    path: Path = resources_dir() / "demo" / "answers" / language / f"{who}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [typed(question, text, turn) for question, turns in data.items() for turn, text in turns.items()]


def interview(
    answers: list[Answer], language: Language = ZH, profile: str = JD, **options: object
) -> Assessment:
    """The assessment of `answers`."""
    return assess(model(), profile, PACK, language, answers, **options)  # type: ignore[arg-type]
