"""A chat work sample is scored chat by chat, on what belongs to the chat and on nothing else."""

import pytest

from app.domain.language import Language
from app.domain.score import NotScored, Score
from app.scoring.assess import assess
from tests.unit.scoring.answers import JD, demo_answers, interview, model, typed

LATE, REFUND, ABUSIVE, NOTE = 1, 2, 3, 4
APOLOGY = "明天一早的飞机，行李箱还没到，换谁都着急，真的很抱歉，我现在就帮您查，四点前回复您。"


def results(text: str, turn: int) -> dict[str, Score | NotScored]:
    """Sub-dimension -> result of one part."""
    (scores,) = interview([typed("JD-Q16", text, turn)]).answers
    return {each.sub_dimension: each.result for each in scores.scores}


def test_each_part_is_judged_on_its_own_key_points() -> None:
    assert set(results(APOLOGY, LATE)) == {"co_empathy", "ps_solution", "ps_closure"}
    assert set(results(APOLOGY, REFUND)) == {"ps_need", "ps_solution", "it_rules"}
    assert set(results(APOLOGY, ABUSIVE)) == {"ec_stability", "ec_boundary", "co_proactive"}
    assert set(results(APOLOGY, NOTE)) == {"it_team", "ps_closure"}


def test_what_is_said_in_one_chat_earns_nothing_in_another() -> None:
    answers = [typed("JD-Q16", APOLOGY, LATE), typed("JD-Q16", "您好，请问有什么可以帮您的？", REFUND)]
    rules = {each.rule for each in interview(answers).answers[1].evidence}
    assert not {rule for rule in rules if rule.startswith("JD-Q16.k")}


def test_an_empty_phrase_is_a_weak_answer_in_every_chat_not_a_missing_one() -> None:
    for turn in (LATE, REFUND, ABUSIVE):
        found = results("您好，请您耐心等待，我们会尽快为您处理的，感谢您的理解和支持。", turn)
        assert all(isinstance(each, Score) and each.value <= 5 for each in found.values()), turn


@pytest.mark.parametrize("language", Language)
def test_each_quote_stands_in_the_replies_of_its_chat(language: Language) -> None:
    answers = [answer for answer in demo_answers(language, "strong") if answer.question_id == "JD-Q16"]
    found = assess(model(), JD, "cn_default", language, answers)
    for answer, scores in zip(answers, found.answers, strict=True):
        text = answer.words.text  # type: ignore[union-attr]
        assert {rule for each in scores.evidence if (rule := each.rule).startswith("JD-Q16.k")}
        assert all(text[each.start : each.end] == each.quote for each in scores.evidence)


def test_a_terse_note_is_left_to_a_person() -> None:
    terse = "王女士：箱子未到，催物流，四点前回复。李先生：429退款，财务加急。赵先生：炸锅坏，退换。"
    reasons = {getattr(each, "reason", None) for each in results(terse, NOTE).values()}
    assert reasons == {"note_form"}


def test_going_along_with_the_private_deal_is_a_red_flag() -> None:
    (scores,) = interview([typed("JD-Q16", "好的，那我加您微信，先转给您，到账了您再还我。", REFUND)]).answers
    assert "red_flag" in scores.flags
    rules = {each.sub_dimension: each.result for each in scores.scores}["it_rules"]
    assert isinstance(rules, Score)
    assert rules.value <= 3
