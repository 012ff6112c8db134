"""Two to four candidates side by side on the same questions, and whether their scores can be told apart. Pure."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from app.review.card import Source, card_of, shown_profile
from app.review.compare_values import ApartLine, Cell, Comparison, Row
from app.review.values import Quote, ScoreLine

QUOTES = 3  # of each answer
Json = dict[str, Any]


def comparison_of(sources: Sequence[Source]) -> Comparison:
    """The candidates of `sources` question by question, in the order of the first one's plan."""
    cards = tuple(card_of(source) for source in sources)
    profiles = [shown_profile(source) for source in sources]
    questions = list(dict.fromkeys(answer["question_id"] for each in profiles for answer in each["answers"]))
    rows = tuple(
        Row(
            question,
            sources[0].names.title(question),
            tuple(
                _cell(source, profile, question) for source, profile in zip(sources, profiles, strict=True)
            ),
        )
        for question in questions
        if any(_scores(profile, question) for profile in profiles)
    )
    composites = [card.composite for card in cards]
    pairs = tuple(
        apart_line((first, composites[first]), (second, composites[second]))
        for first, second in combinations(range(len(cards)), 2)
    )
    return Comparison(cards, rows, pairs)


def apart_line(first: tuple[int, ScoreLine], second: tuple[int, ScoreLine]) -> ApartLine:
    """Whether two candidates can be told apart on one score.

    The standard error of the difference is the root of the sum of both squared standard errors, for two sittings
    err independently; a difference that is not larger says nothing about who is better.

    Source: Harvill (1991), Standard error of measurement, Educational Measurement: Issues and Practice 10(2),
        33-41 (errors of two scores); Lord & Novick (1968), Statistical theories of mental test scores, 3.8.
    """
    (place, one), (other_place, other) = first, second
    if one.value is None or other.value is None:
        return ApartLine(place, other_place, None, None, is_apart=False)
    error = math.hypot(one.error or 0.0, other.error or 0.0)
    apart = one.value - other.value
    return ApartLine(place, other_place, apart, error, is_apart=abs(apart) > error)


def _cell(source: Source, profile: Json, question: str) -> Cell:
    answers = [each for each in profile["answers"] if each["question_id"] == question]
    if not answers:
        return Cell(None, "", (), is_asked=False)
    scores = _scores(profile, question)
    values = [each["score"] for each in scores if each["score"] is not None]
    reasons = [each["not_scored_reason"] for each in scores if each["score"] is None]
    why_not = "" if values or not reasons else source.names.words.code("reason", reasons[0])
    score = round(sum(values) / len(values), 2) if values else None
    return Cell(score, why_not, _quotes(source, answers))


def _scores(profile: Json, question: str) -> list[Json]:
    return [
        score
        for answer in profile["answers"]
        if answer["question_id"] == question
        for score in answer["scores"]
    ]


def _quotes(source: Source, answers: list[Json]) -> tuple[Quote, ...]:
    """One quote for a piece of text, by its strongest rule."""
    best: dict[str, Quote] = {}
    for answer in answers:
        question, turn = answer["question_id"], answer["turn"]
        for each in answer["evidence"]:
            points = each["points"] or 0.0
            if not points:
                continue
            title, rule = source.names.title(question), source.names.rule(each["rule"])
            quote = Quote(question, turn, title, each["quote"], rule, points)
            if quote.words not in best or abs(best[quote.words].points) < abs(points):
                best[quote.words] = quote
    return tuple(sorted(best.values(), key=lambda quote: -abs(quote.points))[:QUOTES])
