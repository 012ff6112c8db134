"""Laws that hold for any text: no crash, verbatim spans, scores in range, the same again every time."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.codec import canonical, encode
from app.domain.language import Language
from app.domain.score import Assessment, Score
from app.scoring.followups import missing
from tests.unit.scoring.answers import JD, demo_answers, interview, model, scored, typed

QUESTIONS = [question.id for question in model().profile(JD).questions if question.scored]
PIECES = [
    *("我来联系物流", "抱歉", "不会", "没有", "客户说“", "”", "，", "。", "明天", "四十分钟内", "你才是废物"),
    *(
        "I will call",
        "not",
        "the courier",
        "sorry",
        '"',
        ". ",
        " ",
        "within an hour",
        "it's",
        "\u0000",
        "😀",
        "…",
    ),
    *("ﬁ", "İ", "ß", "\ud800", "１２", "\r\n", "\t", "(", "re:", "{}", "İstanbul"),
]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(alphabet=st.characters(categories=("Cs", "Cc", "Co", "So", "Lo")), max_size=60),
)


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(QUESTIONS), st.sampled_from(Language))
def test_any_text_gives_scores_in_range_on_verbatim_spans(
    text: str, question: str, language: Language
) -> None:
    answer = scored(question, text, language)
    for each in answer.evidence:
        assert text[each.start : each.end] == each.quote
    for score in answer.scores:
        if isinstance(score.result, Score):
            assert 1 <= score.result.value <= 10
            assert (score.result.value * 2).is_integer()
            assert any(each.sub_dimension == score.sub_dimension for each in answer.evidence)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.sampled_from(QUESTIONS), st.sampled_from(Language))
def test_any_two_turns_give_an_assessment(one: str, two: str, question: str, language: Language) -> None:
    result = interview([typed(question, one), typed(question, two, turn=2)], language)
    if isinstance(result.composite.result, Score):
        assert 1 <= result.composite.result.value <= 10
    missing(model(), JD, question, language, one)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text", ["我来查物流，" * 3400, "I will call them, " * 1200, "啊" * 20_000, "a" * 20_000]
)
def test_twenty_thousand_characters_are_read(text: str, language: Language) -> None:
    answer = scored("JD-Q08", text, language)
    assert all(text[each.start : each.end] == each.quote for each in answer.evidence)


def _bytes(result: Assessment) -> str:
    return canonical(encode(result))


@pytest.mark.timeout(400)  # half a minute of the processor; on a busy machine the usual limit is not enough
@pytest.mark.parametrize("language", Language)
def test_a_hundred_repeats_are_bit_identical(language: Language) -> None:
    answers = demo_answers(language, "strong")
    first = _bytes(interview(answers, language))
    assert all(_bytes(interview(answers, language)) == first for _ in range(100))


def test_the_order_of_answers_does_not_change_the_scores() -> None:
    answers = demo_answers(Language.ZH, "strong")
    forward, backward = interview(answers), interview(answers[::-1])
    assert forward.composite == backward.composite
    assert forward.dimensions == backward.dimensions


def test_one_answer_is_scored_as_if_there_were_no_other() -> None:
    answers = demo_answers(Language.ZH, "weak")
    together = interview(answers)
    for answer, found in zip(answers, together.answers, strict=True):
        if answer.turn == 1:
            assert interview([answer]).answers == (found,)


def test_a_reloaded_model_scores_the_same() -> None:
    answers = demo_answers(Language.EN, "strong")
    copy = replace(model())
    from app.scoring.assess import assess

    again = assess(copy, JD, "cn_default", Language.EN, answers)
    assert _bytes(again) == _bytes(interview(answers, Language.EN))
