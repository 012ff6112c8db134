"""The scores of the demo candidates as golden files hold them."""

import json
from pathlib import Path
from typing import Any

from app.content.paths import resources_dir
from app.domain.language import Language
from app.domain.score import NotScored, Result
from app.scoring.assess import assess
from tests.gold.gold import answers_of, model, read_turns

FOLDER = Path(__file__).resolve().parent
CANDIDATES = [(language, who) for language in Language for who in ("strong", "weak")]


def golden_file(language: Language, who: str) -> Path:
    """Where the scores of a candidate are kept."""
    return FOLDER / f"{language}_{who}.json"


def scores(language: Language, who: str) -> dict[str, Any]:
    """Composite, dimensions, and every sub-dimension of every answer with the rules that count for it."""
    path = resources_dir() / "demo" / "answers" / language / f"{who}.yaml"
    answers = [a for question, turns in read_turns(path).items() for a in answers_of(question, turns)]
    found = assess(model(), "jd_cs_agent", "cn_default", language, answers)
    rows = {
        f"{answer.question_id}.{answer.turn} {score.sub_dimension}": [
            _plain(score.result),
            sorted({each.rule for each in answer.evidence if each.sub_dimension == score.sub_dimension}),
        ]
        for answer in found.answers
        for score in answer.scores
    }
    dimensions = {each.dimension: [_plain(each.result), list(each.flags)] for each in found.dimensions}
    return {
        "scorer": found.scorer,
        "composite": [_plain(found.composite.result), found.composite.band.value, list(found.flags)],
        "rows": dimensions | rows,
    }


def _plain(result: Result) -> float | str:
    return result.reason if isinstance(result, NotScored) else result.value


def written(found: dict[str, Any]) -> str:
    """The text of a golden file: one score a line, so that a difference is easy to read."""
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in found["rows"].items())
    head = f'"scorer": {json.dumps(found["scorer"])},\n"composite": {json.dumps(found["composite"])},\n'
    return f'{{\n{head}"rows": {{\n{rows}\n}}\n}}\n'
