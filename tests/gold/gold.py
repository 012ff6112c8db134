"""Reads the gold answers and scores them with the scorer of this checkout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, Score
from app.domain.transcript import Transcript, TranscriptSource
from app.scoring.answer import score_answer

FOLDER = Path(__file__).parent
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same words in a tenth of the time
PROFILES = {"JD": "jd_cs_agent", "LS": "livestream_agent"}


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold answer: its turns, the scores a person gave, and why."""

    id: str
    half: str
    kind: str
    language: Language
    question: str
    turns: Mapping[int, str]
    scores: Mapping[str, float | None]
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One sub-dimension (or "composite") of one gold answer: what the person and the scorer gave."""

    id: str
    sub: str
    gold: float
    scored: float


def read_gold() -> list[Gold]:
    """All gold answers, Chinese first."""
    found = []
    for language in Language:
        text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
        for entry in yaml.load(text, Loader=_LOADER):
            turns = entry.get("turns") or {1: entry["text"]}
            scores, reason = entry["scores"], entry["reason"]
            head = (entry["id"], entry["half"], entry["kind"], language, entry["question"])
            found.append(Gold(*head, turns, scores, reason))
    return found


def read_turns(path: Path) -> dict[str, dict[int, str]]:
    """Question -> turn -> text of a file of demo answers."""
    found: dict[str, dict[int, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def model() -> CompetencyModel:
    """The competency model of this checkout."""
    return load_competency_model(content_dir())


def answers_of(question: str, turns: Mapping[int, str]) -> list[Answer]:
    """Typed answers to the turns of one question."""
    return [
        Answer(question, turn, 1, Transcript(text, TranscriptSource.TYPED)) for turn, text in turns.items()
    ]


def scored_turns(
    content: CompetencyModel, language: Language, question: str, turns: Mapping[int, str]
) -> list[AnswerScores]:
    """The scorer's word on each turn."""
    answers = answers_of(question, turns)
    profile = PROFILES[question[:2]]
    return [
        score_answer(content, profile, language, answer, answers[0] if answer.turn > 1 else None)
        for answer in answers
    ]


def final_scores(turns: Sequence[AnswerScores]) -> dict[str, float | None]:
    """Per sub-dimension the score after the last turn that showed it; None where nothing was scored."""
    found: dict[str, float | None] = {}
    for turn in turns:
        for score in turn.scores:
            value = score.result.value if isinstance(score.result, Score) else None
            found[score.sub_dimension] = found.get(score.sub_dimension) if value is None else value
    return found


def pairs_of(content: CompetencyModel, gold: Gold) -> list[Pair]:
    """The sub-dimensions both scored, and their mean by the question's shares as "composite"."""
    scored = final_scores(scored_turns(content, gold.language, gold.question, gold.turns))
    both = [
        Pair(gold.id, sub, want, got)
        for sub, want in gold.scores.items()
        if want is not None and (got := scored.get(sub)) is not None
    ]
    shares = shares_of(content, gold.question)
    weight = sum(shares[pair.sub] for pair in both)
    if both:
        want = sum(shares[pair.sub] * pair.gold for pair in both) / weight
        got = sum(shares[pair.sub] * pair.scored for pair in both) / weight
        both.append(Pair(gold.id, "composite", want, got))
    return both


def shares_of(content: CompetencyModel, question_id: str) -> Mapping[str, float]:
    """The share of each sub-dimension in the question."""
    profile = content.profile(PROFILES[question_id[:2]])
    return next(question.scores for question in profile.questions if question.id == question_id)
