"""What a candidate may ask: which answers counted for what, and who decided. Pure; without figures or verdicts."""

from typing import Any

from app.review.card import Source, card_of, quotes_of, shown_profile
from app.review.hidden import hidden_of
from app.review.long_report import head_of
from app.review.report_values import CountedAnswer, Explanation, Facts, Keeping
from app.review.values import Quote
from app.store.review import ActKind
from app.sync.report_view import report_view
from app.sync.report_words import Names

QUOTES = 2  # of each answer, for and against
TOLD = (ActKind.RATING, ActKind.OVERRIDE, ActKind.DECISION)  # notes are between colleagues
Json = dict[str, Any]


def explanation_of(source: Source, keeping: Keeping) -> Explanation:
    """The explanation; what people said in free words is not in it."""
    names, card = source.names, card_of(source)
    shown = shown_profile(source)
    view = report_view(shown, names.model, names.words)
    quotes = [quote for each in quotes_of(source, shown).values() for quote in each]
    answers = zip(shown["answers"], view.answers, strict=True)
    return Explanation(
        interview_id=card.interview_id,
        job=card.job,
        weights=tuple((each.name, each.weight) for each in card.dimensions),
        consents=view.consents,
        answers=tuple(_counted(answer, head_of(seen), quotes, names) for answer, seen in answers),
        hidden=tuple(names.thing(name) for name in sorted(hidden_of(source.judged))),
        gaps=card.gaps,
        acts=tuple((act.kind.value, act.at) for act in source.acts if act.kind in TOLD),
        versions=view.provenance,
        keeping=keeping,
    )


def _counted(answer: Json, head: str, quotes: list[Quote], names: Names) -> CountedAnswer:
    scores = answer["scores"]
    reasons = dict.fromkeys(each["not_scored_reason"] for each in scores if each["score"] is None)
    mine = [
        each for each in quotes if (each.question_id, each.turn) == (answer["question_id"], answer["turn"])
    ]
    mine.sort(key=lambda each: -each.points)
    return CountedAnswer(
        head,
        tuple(names.thing(each["sub_dimension"]) for each in scores if each["score"] is not None),
        _taken([each for each in mine if each.points > 0]),
        _taken([each for each in reversed(mine) if each.points < 0]),
        tuple(names.words.code("reason", each) for each in reasons if each),
    )


def _taken(quotes: list[Quote]) -> Facts:
    """The strongest, each piece of text once."""
    first = {each.words: each.rule for each in reversed(quotes)}
    return tuple((words, first[words]) for words in dict.fromkeys(each.words for each in quotes))[:QUOTES]
