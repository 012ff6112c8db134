"""Stuffing earns little, recogniser errors cost little, and who is meant changes nothing."""

import re
from statistics import mean

import pytest

from app.domain.language import Language
from app.domain.score import Assessment, Score
from app.scoring.words_en import FUNCTION_WORDS
from app.scoring.words_zh import FUNCTION_CHARS
from tests.gold.gold import Gold, final_scores, read_gold, scored_turns, shares_of
from tests.gold.misheard import moves_of
from tests.gold.swaps import pairs, variants
from tests.unit.scoring.answers import JD, demo_answers, interview, model, typed

STRONG = [gold for gold in read_gold() if gold.kind == "strong"]
SEEDS = range(12)


def composite(gold: Gold, turns: dict[int, str]) -> float | None:
    """The mean of one gold answer's sub-dimensions by their shares; None where nothing is scored."""
    found = final_scores(scored_turns(model(), gold.language, gold.question, turns))
    shares = shares_of(model(), gold.question)
    scored = [(shares[sub], value) for sub, value in found.items() if value is not None]
    return sum(share * value for share, value in scored) / sum(s for s, _ in scored) if scored else None


def value(result: Assessment) -> float:
    assert isinstance(result.composite.result, Score)
    return result.composite.result.value


def keywords(text: str, language: Language, joiner: str) -> str:
    """The content words of `text` alone."""
    if language is Language.ZH:
        bare = "".join(" " if char in FUNCTION_CHARS or not char.isalnum() else char for char in text)
        return joiner.join(word for word in bare.split() if len(word) > 1)
    return joiner.join(word for word in re.findall(r"[a-z'-]+", text.lower()) if word not in FUNCTION_WORDS)


@pytest.mark.parametrize("gold", STRONG, ids=lambda gold: gold.id)
@pytest.mark.parametrize("joiner", [" ", "，", ", ", "。"])
def test_the_keywords_of_a_strong_answer_are_three_points_below_it(gold: Gold, joiner: str) -> None:
    stuffed = {turn: keywords(text, gold.language, joiner) for turn, text in gold.turns.items()}
    strong = composite(gold, dict(gold.turns))
    assert strong is not None
    assert strong - (composite(gold, stuffed) or 1.0) >= 3


@pytest.mark.parametrize("gold", STRONG, ids=lambda gold: gold.id)
def test_i_will_before_every_keyword_does_not_help(gold: Gold) -> None:
    start = "我会" if gold.language is Language.ZH else "I will "
    words = {turn: keywords(text, gold.language, "|").split("|") for turn, text in gold.turns.items()}
    stuffed = {turn: "，".join(start + word for word in found[:40]) for turn, found in words.items()}
    strong = composite(gold, dict(gold.turns))
    assert strong is not None
    assert strong - (composite(gold, stuffed) or 1.0) >= 3


@pytest.mark.parametrize("language", Language)
def test_saying_a_weak_answer_ten_times_is_not_better(language: Language) -> None:
    once = [answer for answer in demo_answers(language, "weak") if answer.turn == 1]
    many = [typed(answer.question_id, (answer.words.text + "\n") * 10) for answer in once]  # type: ignore[union-attr]
    assert value(interview(many, language)) <= value(interview(once, language)) + 0.3


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("who", ["strong", "weak"])
def test_ten_percent_recogniser_errors_move_the_composite_by_half_a_point_at_most(
    language: Language, who: str
) -> None:
    moved = moves_of(model(), language, who, SEEDS)
    assert abs(mean(moved)) <= 0.35
    assert max(map(abs, moved)) <= 0.5


PAIRS = list(pairs(read_gold()))


def test_there_are_two_hundred_counterfactual_pairs_and_they_have_no_direction() -> None:
    moved = []
    for _, gold, first, second in PAIRS:
        before, after = composite(gold, first), composite(gold, second)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            moved.append(after - before)
    assert len(moved) >= 180
    assert abs(mean(moved)) <= 0.02
    assert sum(abs(change) > 0.2 for change in moved) <= 0.02 * len(moved)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("who", ["strong", "weak"])
@pytest.mark.parametrize("kind", ["gender", "dialect", "names"])
def test_an_interview_moves_by_a_fifth_of_a_point_at_most(language: Language, who: str, kind: str) -> None:
    answers = demo_answers(language, who)
    sides = [variants(answer.words.text, language)[kind] for answer in answers]  # type: ignore[union-attr]
    before, after = (
        interview(
            [typed(a.question_id, texts[side], a.turn) for a, texts in zip(answers, sides, strict=True)],
            language,
        )
        for side in (0, 1)
    )
    assert abs(value(after) - value(before)) <= 0.2


@pytest.mark.parametrize("language", Language)
def test_the_strong_candidate_is_well_above_the_weak_one(language: Language) -> None:
    strong, weak = (value(interview(demo_answers(language, who), language)) for who in ("strong", "weak"))
    assert strong >= 7
    assert weak <= 4.5
    assert strong - weak >= 3


def test_the_short_form_alone_tells_them_apart_too() -> None:
    short = set(model().profile(JD).short_form)
    for language in Language:
        strong, weak = (
            value(interview([a for a in demo_answers(language, who) if a.question_id in short], language))
            for who in ("strong", "weak")
        )
        assert strong - weak >= 3
