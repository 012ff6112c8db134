"""What people said of an interview, in words: who, when, what, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ehr.review.schemas import ActView, ReviewLine
from ehr.web.content import Content

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One act. what: in words. parts: (of what, what, why), for a rating one of each answer."""

    at: datetime
    by: str
    source: str
    what: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """stand: how far the decision is, in words. is_second: the reader sees less than there is."""

    stand: str
    is_second: bool
    said: tuple[Said, ...]


def history_view(line: ReviewLine, acts: Sequence[ActView], content: Content) -> History:
    """The acts that the reader may see, the oldest first."""
    words = content.words
    stand = words(f"acts.stand_{line.stand}")
    if line.decision is not None:
        stand = words("acts.holds", decision=words(f"acts.{line.decision}"))
    said = tuple(
        Said(act.at, act.actor, words.code("actor", act.source), _what(act, content), _parts(act, content))
        for act in acts
    )
    return History(stand, line.is_second, said)


def _what(act: ActView, content: Content) -> str:
    words = content.words
    if act.decision is None:
        return words(f"acts.{act.kind}")
    told = words(f"acts.{act.decision}")
    return words("acts.to", what=told, name=act.to) if act.to else told


def _parts(act: ActView, content: Content) -> tuple[tuple[str, str, str], ...]:
    body = act.body
    if act.kind == "rating":
        return tuple(_rated(each, content) for each in body["answers"])
    if act.kind == "override":
        name = content.name(body["name"]) if body["name"] else content.words("candidates.composite")
        return ((name, f"{body['value']:g}", body["reason"]),)
    return (("", "", body["reason"]),) if body.get("reason") else ()


def _rated(answer: Json, content: Content) -> tuple[str, str, str]:
    given = content.words("base.comma").join(
        f"{content.name(sub)} {content.words('acts.not_observed') if value is None else format(value, 'g')}"
        for sub, value in answer["scores"].items()
    )
    return content.title(answer["question_id"]), given, answer["reason"]
