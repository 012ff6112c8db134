"""How the content calls dimensions, questions, key points and rules, in one language.

Read from the same content package that the kiosk reads; an id that it does not know stays an id.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ehr.web.words import Words, words_of

FOLDER = Path(__file__).parents[2] / "resources" / "content"
NAMING = re.compile(
    r"meta\.yaml|service_moves\.yaml|taboo\.yaml|dimensions/.*|profiles/.*"
)  # where names stand
Files = Mapping[str, bytes]


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
class Rateable:
    """A sub-dimension to rate, and what its levels look like."""

    id: str
    name: str
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The names of one language; anchors: what each level of a sub-dimension looks like, lowest first.

    version: of the content they were read from.
    """

    words: Words
    things: Mapping[str, str]
    questions: Mapping[str, Mapping[str, Any]]
    jobs: Mapping[str, Job]
    anchors: Mapping[str, tuple[tuple[str, str], ...]]
    version: str

    def name(self, thing: str) -> str:
        """The name of a dimension, sub-dimension, service move or job; the id where there is none."""
        return self.things.get(thing, thing)

    def rated_in(self, job_profile: str | None) -> tuple["Rateable", ...]:
        """What a person rates: sub-dimensions that count in the job; in any job where it is not known."""
        known = self.jobs.get(job_profile or "")
        jobs = [known] if known else list(self.jobs.values())
        subs = {sub for job in jobs for sub, weight in job.sub_weights.items() if weight}
        return tuple(Rateable(sub, self.name(sub), told) for sub, told in self.anchors.items() if sub in subs)

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
def content_of(language: str) -> Content:
    """The content that came with the hub, in `zh` or `en`; read once."""
    return content_in(language, shipped_files())


@cache
def shipped_files() -> Files:
    """The YAML files of the content that came with the hub, by their names inside it."""
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*.yaml"))}


def content_in(language: str, files: Files) -> Content:
    """The content in `files`, in `zh` or `en`. Raises KeyError, yaml.YAMLError where they are no content."""
    words = words_of(language)
    read = {name: yaml.safe_load(body) for name, body in files.items() if NAMING.fullmatch(name)}
    things: dict[str, str] = {}
    anchors: dict[str, tuple[tuple[str, str], ...]] = {}
    for dimension in _each(read, "dimensions/*"):
        things[dimension["id"]] = dimension["name"][language]
        for sub in dimension["sub_dimensions"]:
            things[sub["id"]] = sub["name"][language]
            anchors[sub["id"]] = tuple((level, said[language]) for level, said in sub["anchors"].items())
    things |= {move["id"]: move["name"][language] for move in read["service_moves.yaml"]["items"]}
    questions = {question["id"]: question for question in _each(read, "profiles/*/questions/*")}
    things |= {each["id"]: each["name"][language] for each in read["taboo.yaml"]["categories"]}
    jobs = {}
    for profile in _each(read, "profiles/*/profile"):
        job = _job(profile, language)
        jobs[job.id] = job
        things[job.id] = job.name
    return Content(words, things, questions, jobs, anchors, str(read["meta.yaml"]["version"]))


def content_hash(files: Files) -> str:
    """As the kiosk counts it (app.content.files): SHA-256 over names, lengths and bytes of all files."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def _each(read: Mapping[str, Any], pattern: str) -> list[Any]:
    depth = pattern.count("/")
    found = [name for name in sorted(read) if fnmatch(name, f"{pattern}.yaml") and name.count("/") == depth]
    return [read[name] for name in found]


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
