"""Our own gold answers for calibration training, from resources/training."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

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


def versions(resources: Path) -> tuple[str, ...]:
    """The version of every set in every language, without reading the sets."""
    return tuple(
        _version((resources / FOLDER / f"{language}.yaml").read_bytes(), language, name)
        for language in Language
        for name in SETS
    )


def _version(content: bytes, language: Language, name: str) -> str:
    return f"{language}-{name}-{hashlib.sha256(content).hexdigest()[:12]}"


def gold_set(resources: Path, language: Language, name: str) -> GoldSet:
    """The set `name` (one of SETS) in `language`."""
    content = (resources / FOLDER / f"{language}.yaml").read_bytes()
    answers = tuple(
        GoldAnswer(each["id"], each["question"], each["text"], each["scores"], each["reason"])
        for each in _entries(content)
        if each["set"] == name
    )
    return GoldSet(answers, _version(content, language, name))


@lru_cache(maxsize=len(Language))
def _entries(content: bytes) -> Sequence[Mapping[str, Any]]:
    """All answers of a file, read once for as long as it says the same: reading takes a tenth of a second."""
    read: Sequence[Mapping[str, Any]] = yaml.safe_load(content)
    return read
