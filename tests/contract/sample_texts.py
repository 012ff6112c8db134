"""What the made-up candidates say and what is cited of it, from sample_texts.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.language import Language

Key = tuple[str, int]  # question, turn


@dataclass(frozen=True, slots=True)
class Cited:
    """One quote and what it counts for."""

    sub: str
    rule: str
    points: float
    quote: str


_DATA: dict[str, Any] = json.loads((Path(__file__).parent / "sample_texts.json").read_text(encoding="utf-8"))

TEXTS: Mapping[Language, Mapping[Key, str]] = {
    language: {(each["question_id"], each["turn"]): each["text"] for each in _DATA[language.value]["answers"]}
    for language in Language
}
CITED: Mapping[Language, Mapping[Key, tuple[Cited, ...]]] = {
    language: {
        (each["question_id"], each["turn"]): tuple(Cited(*cited) for cited in each["cited"])
        for each in _DATA[language.value]["answers"]
    }
    for language in Language
}
NOTES: Mapping[Language, str] = {language: _DATA[language.value]["note"] for language in Language}
