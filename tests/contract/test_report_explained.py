"""The report explains: a sentence for the candidate, and for each claim the quote, its second and its rule."""

import json
import re
from typing import Any

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.sync.report import report_html
from app.sync.report_explain import sentences_of
from app.sync.report_words import Names
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample
from tests.contract.test_report import Reader, words_of

Profile = dict[str, Any]


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture(params=list(Language))
def profile(request: pytest.FixtureRequest) -> Profile:
    made = sample(request.param)
    read: Profile = json.loads(dumps_profile(profile_json(made.facts, made.answers, made.assessment)))
    return read


def test_what_a_second_reader_found_says_who_found_it(model: CompetencyModel) -> None:
    names = Names.of(model, Language.EN, words_of(Language.EN))
    assert names.rule("JD-Q04.k2@tier2").endswith(" (found by the language model)")
    assert (
        names.rule("anchor_low.co_empathy@tier1")
        == "Empathy: close to a low anchor in meaning (found by the sentence model)"
    )


def test_each_dimension_has_the_candidate_s_sentence(profile: Profile, model: CompetencyModel) -> None:
    text = Reader(report_html(profile, model)).text
    sentences = sentences_of(profile, model)
    assert list(sentences) == [each["id"] for each in profile["dimensions"]]
    assert all(re.sub(r"\s+", " ", sentence) in text for sentence in sentences.values())
    assert words_of(Language(profile["language"])).label("for_candidate") in text


def test_a_quote_of_recognised_words_has_its_second(profile: Profile, model: CompetencyModel) -> None:
    answer = next(each for each in profile["answers"] if each["evidence"])
    segment = {"text": answer["transcript"]["text"], "start_s": 61.0, "end_s": 61.5, "confidence": 0.9}
    answer["transcript"].update(segments=[segment], corrected=False, source="pocketsphinx")
    profile["answers"] = [answer]
    label = words_of(Language(profile["language"])).label("time")
    page = Reader(report_html(profile, model)).text
    assert "1:01" in page
    assert label in page
    answer["transcript"]["corrected"] = True
    page = Reader(report_html(profile, model)).text
    assert "1:01" not in page
    assert f" {label} " not in page
