"""The long report for HR, made of the profile and what people said. Pure; a hidden score is nowhere in it."""

from collections.abc import Mapping
from typing import Any

from app.domain.score import SCALE_MAX, SCALE_MIN
from app.review.card import Source, card_of, quotes_of, shown_profile
from app.review.measure_table import column_of, measure_table
from app.review.report_values import (
    AnchoredSub,
    Keeping,
    LongReport,
    Marked,
    Point,
    Rated,
    RatedOne,
    ReportedAnswer,
    ReportedDimension,
    ScoredSub,
)
from app.review.values import AnchorLine, Card, Quote, ScoreLine
from app.store.review import Act, ActKind
from app.sync.report_answers import AnswerView
from app.sync.report_view import report_view
from app.sync.report_words import Names

NORMAL_95 = 1.96
NOTE = "note"  # the sign of what was noticed and moved no score
Json = dict[str, Any]


def long_report(source: Source, keeping: Keeping) -> LongReport:
    """Everything the five pages say."""
    names, card = source.names, card_of(source)
    profile = shown_profile(source)
    view = report_view(profile, names.model, names.words)
    return LongReport(
        card=card,
        interval=_interval(card.composite),
        facts=view.facts,
        decides=names.words.label("decides"),
        dimensions=_dimensions(source, card, profile),
        answers=tuple(
            _answer(each, column_of(one)) for each, one in zip(view.answers, profile["answers"], strict=True)
        ),
        measures_are=names.words.label("observations_intro"),
        measures=measure_table(profile["answers"], names),
        provenance=view.provenance,
        consents=view.consents,
        keeping=keeping,
        ratings=tuple(_rated(act, names) for act in source.acts if act.kind is ActKind.RATING),
    )


def _interval(score: ScoreLine) -> tuple[float, float] | None:
    if score.value is None or score.error is None:
        return None
    half = NORMAL_95 * score.error
    return max(SCALE_MIN, score.value - half), min(SCALE_MAX, score.value + half)


def _dimensions(source: Source, card: Card, profile: Json) -> tuple[ReportedDimension, ...]:
    lines = {each.target.name: each for each in card.sub_dimensions}
    quotes = quotes_of(source, profile)
    return tuple(
        ReportedDimension(
            line, tuple(_anchored(source.names, lines[sub["id"]], quotes) for sub in each["sub_dimensions"])
        )
        for line, each in zip(card.dimensions, profile["dimensions"], strict=True)
    )


def _anchored(names: Names, line: ScoreLine, quotes: Mapping[str, list[Quote]]) -> AnchoredSub:
    """The strongest quote for, and the strongest against."""
    mine = quotes.get(line.target.name, [])
    best = [each for each in mine if each.points > 0][:1] + [each for each in mine[-1:] if each.points < 0]
    return AnchoredSub(line, _around(names, line), tuple(best))


def _around(names: Names, line: ScoreLine) -> tuple[AnchorLine, ...]:
    """The highest anchor that was reached (or the lowest there is), and the next above it."""
    known = {sub.id: sub for dimension in names.model.dimensions for sub in dimension.sub_dimensions}
    if line.value is None or line.target.name not in known:
        return ()
    anchors = sorted(known[line.target.name].anchors, key=lambda each: each.level)
    place = max((at for at, each in enumerate(anchors) if each.level <= line.value), default=0)
    return tuple(
        AnchorLine(each.level, each.words.text(names.language)) for each in anchors[place : place + 2]
    )


def _answer(view: AnswerView, short: str) -> ReportedAnswer:
    return ReportedAnswer(
        head=head_of(view),
        short=short,
        asked=view.prompts[:1],
        facts=view.facts,
        states=view.flags,
        words=tuple(Marked(each.text, each.sign, each.numbers) for each in view.pieces if each.text),
        no_words=view.no_words,
        recognised=view.recognised,
        subs=tuple(
            ScoredSub(
                sub.name,
                sub.score,
                tuple(
                    Point(each.claim, each.number, each.quote, each.at, each.points)
                    for each in sub.rows
                    if each.sign != NOTE
                ),
                sum(each.sign == NOTE for each in sub.rows),
            )
            for sub in view.subs
        ),
    )


def head_of(view: AnswerView) -> str:
    """Number, title and part of an answer."""
    return " · ".join(part for part in (view.question_id, view.title, view.part) if part)


def _rated(act: Act, names: Names) -> Rated:
    return Rated(
        act.actor,
        act.at,
        tuple(
            RatedOne(
                f"{_answered(each)} · {names.title(each['question_id'])}",
                tuple(
                    (names.thing(sub), "" if value is None else f"{value:g}")
                    for sub, value in each["scores"].items()
                ),
                str(each["reason"]),
            )
            for each in act.body["answers"]
        ),
    )


def _answered(rated: Json) -> str:
    turn = rated.get("turn", 1)
    return str(rated["question_id"]) if turn == 1 else f"{rated['question_id']}/{turn}"
