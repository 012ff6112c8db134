"""The sixty-second card: what a decision needs, on one page. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.agreement.gate import Judged, Standing
from app.errors import KioskError
from app.review.hidden import job_of, without_hidden
from app.review.values import Card, Quote, Said, ScoreLine, ScoreTarget
from app.store.review import Act, ActKind
from app.sync.report_view import report_view
from app.sync.report_words import Names

QUOTES = 3
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """profile: contract v1, JSON. judged: where each sub-dimension's score stands. acts: the oldest first."""

    profile: str
    names: Names
    judged: Mapping[str, Judged]
    acts: tuple[Act, ...]


def shown_profile(source: Source) -> Json:
    """The profile in the reader's language, without scores that are hidden, and without their share in others."""
    profile: Json = json.loads(source.profile) | {"language": source.names.language.value}
    return without_hidden(profile, source.judged, source.names.model)


def card_of(source: Source) -> Card:
    """The card; a score that people would not have given is not on it, nor in any other (decisions 0025, 0033).

    Raises:
        KioskError: hub_other_content: nobody here knows the weights and the line of its job any more.
    """
    names = source.names
    profile = shown_profile(source)
    job = job_of(names.model, profile["job_profile"])
    if job is None:
        raise KioskError("hub_other_content")
    view = report_view(profile, names.model, names.words)
    dimensions = tuple(
        _score(source, ScoreTarget("dimension", each["id"]), each, job.weights.get(each["id"]))
        for each in profile["dimensions"]
    )
    subs = tuple(
        _score(source, ScoreTarget("sub_dimension", sub["id"]), sub, None)
        for each in profile["dimensions"]
        for sub in each["sub_dimensions"]
    )
    quotes = _quotes(source, profile)
    gaps = (*view.missing_scores, *view.missing_measures)
    return Card(
        interview_id=profile["interview_id"],
        job=job.name.text(names.language),
        composite=_score(source, ScoreTarget("composite"), profile["composite"], None),
        band=names.words.code("band", profile["composite"]["band"]),
        pass_line=job.pass_line.composite,
        grey_zone=job.pass_line.grey_zone,
        dimensions=dimensions,
        sub_dimensions=subs,
        strongest=tuple(each for each in quotes if each.points > 0)[:QUOTES],
        weakest=tuple(each for each in reversed(quotes) if each.points < 0)[:QUOTES],
        flags=tuple(dict.fromkeys((*view.flags, *(flag for each in view.dimensions for flag in each.flags)))),
        gaps=tuple(f"{gap.reason}: {', '.join((*gap.what, *gap.where))}" for gap in gaps),
        history=tuple(_said(act) for act in source.acts),
        sentences=tuple(each.sentence for each in view.dimensions if each.sentence),
    )


def _score(source: Source, target: ScoreTarget, result: Json, weight: float | None) -> ScoreLine:
    judged = source.judged.get(target.name) if target.level == "sub_dimension" else None
    reason = result["not_scored_reason"]
    return ScoreLine(
        target,
        source.names.thing(target.name),
        weight,
        result["score"],
        result["standard_error"],
        "" if reason is None else source.names.words.code("reason", reason),
        target.level == "sub_dimension" and (judged is None or judged.standing is Standing.UNPROVEN),
        _changed_to(source.acts, target),
    )


def _changed_to(acts: tuple[Act, ...], target: ScoreTarget) -> float | None:
    for act in reversed(acts):
        is_this = (act.body.get("level"), act.body.get("name")) == (target.level, target.name)
        if act.kind is ActKind.OVERRIDE and is_this:
            return float(act.body["value"])
    return None


def quotes_of(source: Source, profile: Json) -> dict[str, list[Quote]]:
    """By sub-dimension, every quote of `profile` that moved a score, the strongest first; one for a piece of text.

    Args:
        profile: As `shown_profile` gives it: the evidence of hidden scores is not in it.
    """
    best: dict[tuple[str, str, int, str], Quote] = {}
    for answer in profile["answers"]:
        question, turn = answer["question_id"], answer["turn"]
        for each in answer["evidence"]:
            points = each["points"] or 0.0
            if points == 0:
                continue
            rule = source.names.rule(each["rule"])
            quote = Quote(question, turn, source.names.title(question), each["quote"], rule, points)
            key = (each["sub_dimension"], question, turn, each["quote"])
            if key not in best or abs(best[key].points) < abs(points):
                best[key] = quote
    found: dict[str, list[Quote]] = {}
    for (sub, *_), quote in sorted(best.items(), key=lambda each: -each[1].points):
        found.setdefault(sub, []).append(quote)
    return found


def _quotes(source: Source, profile: Json) -> list[Quote]:
    """Every quote of `quotes_of`, the strongest first; one for a piece of text, its strongest rule."""
    best: dict[tuple[str, int, str], Quote] = {}
    for quotes in quotes_of(source, profile).values():
        for quote in quotes:
            key = (quote.question_id, quote.turn, quote.words)
            if key not in best or abs(best[key].points) < abs(quote.points):
                best[key] = quote
    return sorted(best.values(), key=lambda quote: -quote.points)


def _said(act: Act) -> Said:
    match act.kind:
        case ActKind.DECISION:
            to = act.body.get("to")
            what = str(act.body["decision"]) if to is None else f"{act.body['decision']} {to}"
        case ActKind.OVERRIDE:
            what = f"{act.body['level']} {act.body['name']} {act.body['value']:g}".replace("  ", " ")
        case ActKind.RATING | ActKind.NOTE | ActKind.GONE:
            what = act.kind.value
    return Said(act.actor, act.at, what, str(act.body.get("reason", "")))
