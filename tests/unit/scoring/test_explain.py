"""Scores in words: a strength and a tip, no number and no verdict; a table that leads back to the words."""

import re

import pytest

from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.transcript import Segment, Transcript, TranscriptSource
from app.scoring.explain import candidate_sentences, claims
from tests.unit.scoring.answers import EN, GOOD_ZH, ZH, demo_answers, interview, model, typed

VERDICTS = re.compile(
    r"不合格|合格|录用|淘汰|失败|\bfail|\bpass\b|reject|hire|\b\d+(?:\.\d)? ?(?:分|points|/10)", re.IGNORECASE
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("who", ["strong", "weak"])
def test_the_candidate_reads_a_sentence_per_dimension_without_a_verdict(language: Language, who: str) -> None:
    answers = demo_answers(language, who)
    found = candidate_sentences(model(), interview(answers, language), language)
    assert list(found) == [d.dimension for d in interview(answers, language).dimensions]
    said = " ".join(answer.words.text for answer in answers)  # type: ignore[union-attr]
    for sentence in found.values():
        own = re.sub(r"“[^”]*”|\"[^\"]*\"", "", sentence) if who == "strong" else sentence
        assert not VERDICTS.search(own) or any(part in said for part in VERDICTS.findall(own))


def test_a_strength_quotes_the_candidate() -> None:
    found = candidate_sentences(model(), interview([typed("JD-Q08", GOOD_ZH)]), ZH)
    quote = re.search(r"例如“([^”]+)”", found["problem_solving"])
    assert quote
    assert quote[1].rstrip("…") in GOOD_ZH


def test_a_dimension_nobody_showed_says_so() -> None:
    found = candidate_sentences(model(), interview([typed("JD-Q08", GOOD_ZH)]), ZH)
    assert "没有可以反馈的内容" in found["emotional_control"]
    assert "nothing to comment on" in candidate_sentences(model(), interview([], EN), EN)["communication"]


@pytest.mark.parametrize("language", Language)
def test_every_claim_has_words_a_rule_and_its_place(language: Language) -> None:
    answers = demo_answers(language, "strong")
    table = claims(model(), interview(answers, language), answers, language)
    assert len(table) > 100
    texts = {(a.question_id, a.turn): a.words.text for a in answers}  # type: ignore[union-attr]
    for claim in table:
        assert claim.quote in texts[claim.question_id, claim.turn]
        assert claim.text != claim.rule
        assert claim.at_s is None  # typed words have no time


def test_a_claim_on_recognised_words_knows_its_second() -> None:
    first, second = "您好，孩子生日真的抱歉，", "我现在就联系物流，四十分钟内给您回电话。"
    segments = (Segment(first, 1.0, 4.0, 0.9), Segment(second, 6.0, 12.0, 0.9))
    words = Transcript(first + second, TranscriptSource.SHERPA_ONNX, 0.9, segments=segments)
    answers = [Answer("JD-Q08", 1, 1, words)]
    table = claims(model(), interview(answers), answers, ZH)
    times = {claim.rule: claim.at_s for claim in table}
    assert times["JD-Q08.k1"] is not None
    assert 1.0 <= times["JD-Q08.k1"] <= 4.0
    assert times["JD-Q08.k5"] is not None
    assert 6.0 <= times["JD-Q08.k5"] <= 12.0


def test_corrected_words_have_no_time() -> None:
    words = Transcript(GOOD_ZH, TranscriptSource.SHERPA_ONNX, 0.9, corrected=True, recognised_text="您好")
    answers = [Answer("JD-Q08", 1, 1, words)]
    assert {claim.at_s for claim in claims(model(), interview(answers), answers, ZH)} == {None}
