"""The strengths sheet: own words, one tip, no number and no verdict."""

import pytest

from app.domain.language import Language
from app.scoring.feedback import MAX_STRENGTHS, feedback_of
from app.scoring.unscored import unscored
from tests.unit.scoring.answers import demo_answers, interview, model
from tests.unit.scoring.test_explain import VERDICTS


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("who", ["strong", "weak"])
def test_a_few_strengths_and_one_tip_without_a_verdict(language: Language, who: str) -> None:
    answers = demo_answers(language, who)
    feedback = feedback_of(model(), interview(answers, language))
    assert 0 < len(feedback.strengths) <= MAX_STRENGTHS
    assert (feedback.tip is not None) == (who == "weak"), (
        "who did everything well gets no tip for its own sake"
    )
    said = " ".join(answer.words.text for answer in answers)  # type: ignore[union-attr]
    for words in (*feedback.strengths, *([feedback.tip] if feedback.tip else [])):
        for text in (words.zh, words.en):
            assert all(part in said for part in VERDICTS.findall(text)), text


def test_nothing_scored_is_nothing_said() -> None:
    feedback = feedback_of(model(), unscored(model(), "jd_cs_agent", (), reason="not_consented"))
    assert (feedback.strengths, feedback.tip) == ((), None)
