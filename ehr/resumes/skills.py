"""The controlled list of customer-service skills, and their mentions in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ehr.resumes.facts import SkillMention
from ehr.resumes.sections import Reading, Section

_DENIED = re.compile(
    r"(?:没有|无|不会|未曾|从未)[^\n，,。;；]{0,8}$|\b(?:no|never|without)\b[^\n,.;]{0,24}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill: its names by language, the sub-dimensions it is shown beside, the terms that mention it."""

    id: str
    names: Mapping[str, str]
    beside: tuple[str, ...]
    terms: tuple[str, ...]


@cache
def skill_list() -> tuple[Skill, ...]:
    """The controlled list, in the order of `skills.yaml`."""
    listed = yaml.safe_load((Path(__file__).parent / "skills.yaml").read_text("utf-8"))
    return tuple(
        Skill(key, skill["name"], tuple(skill["beside"]), tuple(skill["terms"]))
        for key, skill in listed.items()
    )


def find_skills(reading: Reading) -> tuple[SkillMention, ...]:
    """The best mention of each skill that `reading` names and does not deny, in the order of the list.

    A mention in the work history (it was done) is surer than one in a list of skills (it is claimed).
    """
    found = (_best_mention(skill, reading) for skill in skill_list())
    return tuple(mention for mention in found if mention is not None)


def _best_mention(skill: Skill, reading: Reading) -> SkillMention | None:
    mentions = [
        SkillMention(
            skill.id,
            reading.span(line.start + hit.start(), line.start + hit.end()),
            _confidence(line.section),
        )
        for line in reading.lines
        for hit in _pattern(skill.terms).finditer(line.words)
        if not _DENIED.search(line.words[: hit.start()])
    ]
    return max(mentions, key=lambda mention: mention.confidence, default=None)


def _confidence(section: Section) -> float:
    if section in (Section.WORK, Section.PROJECTS):
        return 0.9
    return 0.7 if section is Section.SKILLS else 0.5


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    found = (rf"\b{re.escape(term)}\b" if term.isascii() else re.escape(term) for term in terms)
    return re.compile("|".join(found), re.IGNORECASE)
