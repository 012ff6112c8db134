"""The texts of the recorded candidates: resources/demo/answers/<language>/<candidate>.yaml."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from app.domain.language import Language
from app.errors import KioskError

Answers = Mapping[tuple[str, int], str]


def load_answers(resources: Path, language: Language, candidate: str) -> Answers:
    """The text of each (question id, turn).

    Raises:
        KioskError: demo_answers_missing, there is no such candidate or the file cannot be read.
    """
    path = resources / "demo" / "answers" / language / f"{candidate}.yaml"
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        return {(str(q), int(turn)): str(text) for q, turns in raw.items() for turn, text in turns.items()}
    except (OSError, yaml.YAMLError, AttributeError, ValueError, TypeError) as error:
        raise KioskError("demo_answers_missing", candidate=candidate, language=language) from error
