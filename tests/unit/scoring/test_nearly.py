"""A cue with one part misheard still shows what it shows; what speaks against an answer is never guessed."""

import re

import pytest

from app.domain.language import Language
from app.scoring.lexicon import SPEAKS_FOR
from app.scoring.nearly import near_of, near_spans
from app.scoring.rulebook import rulebook_of
from tests.gold.gold import read_gold
from tests.unit.scoring.answers import EN, ZH, model, scored, values


def found(cue: str, said: str, language: Language) -> list[str]:
    """What of `said` passes for `cue`; both in their compared form."""
    if language is EN:
        cue, said = f" {cue} ", f" {said} "
    near = near_of(cue, language)
    return [] if near is None else [said[slice(*span)].strip() for span in near_spans([near], said)]


@pytest.mark.parametrize(
    ("language", "cue", "said", "expected"),
    [
        (ZH, "个人信息", "这是个入信息对吧", "个入信息"),  # replaced
        (ZH, "个人信息", "这是个信息对吧", "个信息"),  # lost
        (ZH, "个人信息", "这是个人的信息对吧", "个人的信息"),  # added
        (ZH, "写清楚", "我会写轻楚", "写轻楚"),  # in the middle of a short cue
        (EN, "i will call", "so i well call you", "i well call"),
        (EN, "i will call", "so i will just call you", "i will just call"),
        (EN, "make sure i have", "to make sure i really have it", "make sure i really have"),
        (EN, "let me check", "led me check that", "me check"),
    ],
)
def test_one_part_may_be_wrong(language: Language, cue: str, said: str, expected: str) -> None:
    assert found(cue, said, language) in ([expected], [f"led {expected}"])


@pytest.mark.parametrize(
    ("language", "cue", "said"),
    [
        (ZH, "我来处理", "他来处理"),  # somebody else
        (ZH, "我会联系", "我不联系"),  # the opposite
        (ZH, "我会联系", "我会不联系"),
        (ZH, "没打断他", "我打断他"),  # a cue that denies
        (ZH, "个人信息", "各人信心"),  # two parts wrong
        (ZH, "个人信息", "个人，信息"),  # over a stop
        (ZH, "再确认", "电确认"),  # grammar at the edge narrows a cue down
        (ZH, "受伤", "受商"),  # too short
        (EN, "i will call", "you will call"),
        (EN, "i will call", "i never call"),
        (EN, "i will call", "i will not call"),
        (EN, "i will call", "i will cough"),  # a word that carries content
        (EN, "ask what have happen", "check what have happen"),
        (EN, "not interrupt them again", "will interrupt them again"),
        (EN, "on my own", "on the own"),
    ],
)
def test_what_would_say_something_else_does_not_pass(language: Language, cue: str, said: str) -> None:
    assert found(cue, said, language) == []


@pytest.mark.parametrize("language", Language)
def test_only_rules_that_speak_for_an_answer_are_heard_like_this(language: Language) -> None:
    rules = rulebook_of(model(), language).rules
    with_near = {
        name
        for name, rule in rules.items()
        if any(group.near for pattern in rule.patterns for group in pattern.groups)
    }
    assert len(with_near) >= 50
    assert not {name for name in with_near if name.startswith(("low.", "neg.", "topic.", "followup"))}
    assert not {name for name in with_near if re.search(r"\.r\d", name)}
    assert all(SPEAKS_FOR.search(name) for name in with_near)
    for taboo in rulebook_of(model(), language).taboo:
        assert not taboo.phrases.near
        assert not taboo.whole.near


def test_a_misheard_cue_is_quoted_as_it_was_heard() -> None:
    heard = "这属于他人的个入信息，不管是谁我都不能提供，我会跟您说明。"
    quotes = [each.quote for each in scored("JD-Q15", heard).evidence if each.rule == "high.it_rules"]
    assert quotes
    assert all(quote in heard for quote in quotes)


def test_one_person_misheard_does_not_make_a_story_a_recited_description() -> None:
    story = next(gold for gold in read_gold() if gold.id == "zh-013")
    before = values(scored(story.question, story.turns[1]))
    after = values(scored(story.question, story.turns[1].replace("我们跟", "抱们跟")))
    assert before.keys() == after.keys()
    assert all(abs(float(after[sub]) - float(before[sub])) <= 1 for sub in before)
