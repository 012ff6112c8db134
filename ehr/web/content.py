"""How the content calls dimensions, questions, key points and rules, in one language.

Read from the same content package that the kiosk reads; an id that it does not know stays an id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ehr.web.words import Words, words_of

FOLDER = Path(__file__).parents[2] / "resources" / "content"


@dataclass(frozen=True, slots=True)
class PassLine:
    """The advisory line of a job: where the composite is compared, and the floor of each dimension."""

    composite: float
    grey_low: float
    grey_high: float
    floor: float


@dataclass(frozen=True, slots=True)
class Job:
    """What a job profile asks for. Weights in per cent."""

    id: str
    name: str
    weights: Mapping[str, float]
    sub_weights: Mapping[str, float]
    pass_line: PassLine


@dataclass(frozen=True, slots=True)
class Content:
    """The names of one language; anchors: what each level of a sub-dimension looks like, lowest first."""

    words: Words
    things: Mapping[str, str]
    questions: Mapping[str, Mapping[str, Any]]
    jobs: Mapping[str, Job]
    anchors: Mapping[str, tuple[tuple[str, str], ...]]

    def name(self, thing: str) -> str:
        """The name of a dimension, sub-dimension, service move or job; the id where there is none."""
        return self.things.get(thing, thing)

    def title(self, question_id: str) -> str:
        """The title of a question; its id where the content does not know it."""
        question = self.questions.get(question_id)
        return str(question["title"][self.words.language]) if question else question_id

    def is_role_play(self, question_id: str) -> bool:
        """Whether a question puts pressure on; True where the content does not know it, so that nothing is hidden."""
        question = self.questions.get(question_id)
        return question is None or question["type"] == "role_play"

    def prompt(self, question_id: str) -> str:
        """What was asked first; nothing where the content does not say."""
        prompt = self.questions.get(question_id, {}).get("prompt")
        return str(prompt[self.words.language]) if isinstance(prompt, dict) else ""

    def rule(self, rule: str) -> str:
        """What a rule of the evidence looks for, in words; who found it, where that was a second reader."""
        rule = rule.partition("@")[0]
        head, _, rest = rule.partition(".")
        part = rest.partition(".")[0]
        if head in self.questions:
            return self._point(self.questions[head], part) or rule
        if head in self.things and not rest:
            return self.things[head]
        if head in ("high", "low", "anchor_high", "anchor_low"):
            return self.words.code("rule", head).format(sub=self.name(part))
        if head == "taboo":
            return self.words.code("rule", head).format(name=self.name(part))
        return self.words.code("rule", rule)

    def _point(self, question: Mapping[str, Any], part: str) -> str | None:
        language = self.words.language
        flags = {f"r{number}": flag for number, flag in enumerate(question.get("red_flags", ()), 1)}
        if part in flags:
            return self.words.code("rule", "red_flag").format(words=flags[part][language])
        points = {point["id"]: point[language] for point in question.get("key_points", ())}
        return points.get(part)


@cache
@cache
def content_of(language: str) -> Content:
    """The content package in `zh` or `en`; read once."""
    words, folder = words_of(language), FOLDER
    things: dict[str, str] = {}
    anchors: dict[str, tuple[tuple[str, str], ...]] = {}
    for path in sorted((folder / "dimensions").glob("*.yaml")):
        dimension = _read(path)
        things[dimension["id"]] = dimension["name"][language]
        for sub in dimension["sub_dimensions"]:
            things[sub["id"]] = sub["name"][language]
            anchors[sub["id"]] = tuple((level, said[language]) for level, said in sub["anchors"].items())
    things |= {move["id"]: move["name"][language] for move in _read(folder / "service_moves.yaml")["items"]}
    questions = {
        question["id"]: question
        for path in sorted((folder / "profiles").glob("*/questions/*.yaml"))
        for question in (_read(path),)
    }
    taboo = _read(folder / "taboo.yaml")
    things |= {each["id"]: each["name"][language] for each in taboo["categories"]}
    jobs = {}
    for path in sorted((folder / "profiles").glob("*/profile.yaml")):
        job = _job(_read(path), language)
        jobs[job.id] = job
        things[job.id] = job.name
    return Content(words, things, questions, jobs, anchors)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _job(profile: Any, language: str) -> Job:
    line = profile["pass_line"]
    low, high = line["grey_zone"]
    subs = {sub: float(weight) for each in profile["sub_weights"].values() for sub, weight in each.items()}
    return Job(
        id=profile["id"],
        name=profile["name"][language],
        weights={dimension: float(weight) for dimension, weight in profile["weights"].items()},
        sub_weights=subs,
        pass_line=PassLine(line["composite"], float(low), float(high), line["dimension_floor"]),
    )
