"""Our own gold answers for calibration training, from resources/training."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.domain.language import Language

FOLDER = "training"
SETS = ("a", "b")  # they take turns: who tries again does not find the answers of the time before
ANSWERS = 12


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """An answer we wrote and scored on the anchors. reason: why it got these scores."""

    id: str
    question: str
    text: str
    scores: Mapping[str, float]
    reason: str


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Twelve answers. version: names the file they are from."""

    answers: tuple[GoldAnswer, ...]
    version: str


def gold_set(resources: Path, language: Language, name: str) -> GoldSet:
    """The set `name` (one of SETS) in `language`."""
    content = (resources / FOLDER / f"{language}.yaml").read_bytes()
    answers = tuple(
        GoldAnswer(each["id"], each["question"], each["text"], each["scores"], each["reason"])
        for each in yaml.safe_load(content)
        if each["set"] == name
    )
    return GoldSet(answers, f"{language}-{name}-{hashlib.sha256(content).hexdigest()[:12]}")
