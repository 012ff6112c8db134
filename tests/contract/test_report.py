"""The report shows everything a profile says, in words, in the candidate's language, and nothing else."""

import json
import re
import tomllib
from html.parser import HTMLParser
from typing import Any

import pytest

from app.analysis.measures import MEASURES
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.sync.report import report_html
from app.sync.report_answers import main_observations, pieces_of
from app.sync.report_numbers import instant_text, points_text, position, result_text, signed, value_text
from app.sync.report_words import Names, ReportWords
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample

Profile = dict[str, Any]
VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture(params=list(Language))
def profile(request: pytest.FixtureRequest) -> Profile:
    made = sample(request.param)
    read: Profile = json.loads(dumps_profile(profile_json(made.facts, made.answers, made.assessment)))
    return read


def words_of(language: Language) -> ReportWords:
    return ReportWords.read(resources_dir() / "report", language)


class Reader(HTMLParser):
    """The text of a page; fails on tags that do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.codes: list[str] = []  # ids of rules, which stand beside their words
        self.marks: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "code" in self.open:
            self.codes.append(data)
        elif "style" not in self.open:
            self.texts.append(data)
        if "mark" in self.open:
            self.marks.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))


def test_both_languages_have_the_same_words_and_gaps() -> None:
    zh, en = words_of(Language.ZH).sections, words_of(Language.EN).sections
    assert list(zh) == list(en)
    for section, words in zh.items():
        assert list(words) == list(en[section])
        for code, text in words.items():
            gaps = re.findall(r"\{\w+\}", text)
            assert sorted(gaps) == sorted(re.findall(r"\{\w+\}", en[section][code])), code


def test_every_score_quote_and_reason_is_on_the_page(profile: Profile, model: CompetencyModel) -> None:
    page = Reader(report_html(profile, model))
    words = words_of(Language(profile["language"]))
    names = Names.of(model, Language(profile["language"]), words)
    marked = "".join(page.marks)
    for answer in profile["answers"]:
        assert names.title(answer["question_id"]) in page.text
        for evidence in answer["evidence"]:
            assert evidence["quote"] in marked
            assert names.rule(evidence["rule"]) in page.text
            assert evidence["rule"] in page.codes
        for score in answer["scores"]:
            assert result_text(score, words) in page.text
            assert names.thing(score["sub_dimension"]) in page.text
        for observation in answer["observations"]:
            assert words.code("measure", observation["measure"]) in page.text
            if observation["reason"]:
                assert words.code("reason", observation["reason"]) in page.text
        for flag in answer["flags"]:
            assert words.code("flag", flag) in page.text or words.code("answer_flag", flag) in page.text
    for dimension in profile["dimensions"]:
        assert names.thing(dimension["id"]) in page.text
        assert result_text(dimension, words) in page.text
    for note in profile["notes"]:
        assert note["text"] in page.text
    for consent in profile["consents"]:
        assert words.code("purpose", consent["purpose"]) in page.text


def test_no_code_is_left_without_words(profile: Profile, model: CompetencyModel) -> None:
    text = Reader(report_html(profile, model)).text
    left = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", text))
    assert left == set()


def test_the_page_says_who_decides_and_never_decides(profile: Profile, model: CompetencyModel) -> None:
    text = Reader(report_html(profile, model)).text
    said = {"zh": "是否录用由招聘人员决定", "en": "A recruiter decides"}
    band = {"zh": "建议复核", "en": "please review"}
    assert said[profile["language"]] in text
    assert band[profile["language"]] in text
    assert "6.50" in text  # the composite without affect, beside 6.55
    assert "6.55" in text


def test_the_page_needs_nothing_from_elsewhere(profile: Profile, model: CompetencyModel) -> None:
    page = report_html(profile, model)
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import", page)
    assert re.search("[\U0001f300-\U0001faff\u2600-\u27bf]", page) is None
    assert f'<html lang="{ {"zh": "zh-CN", "en": "en"}[profile["language"]] }">' in page


def test_what_a_candidate_says_is_text_and_not_html(profile: Profile, model: CompetencyModel) -> None:
    answer = profile["answers"][0]
    answer["transcript"]["text"] = "<script>alert(1)</script> & <b>好</b>"
    page = report_html(profile, model)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;好&lt;/b&gt;" in page


def test_what_nobody_has_words_for_is_shown_as_it_is(profile: Profile, model: CompetencyModel) -> None:
    answer = profile["answers"][1]
    answer["question_id"] = "XX-Q99"
    answer["evidence"][0]["rule"] = "new.rule"
    answer["scores"][0]["sub_dimension"] = "xx_new"
    answer["observations"][1].update(measure="new_measure", reason="new_reason")
    profile["flags"] = ["new_flag"]
    profile["job_profile"] = "new_job"
    profile["provenance"]["policy_pack"] = "new_pack"
    page = Reader(report_html(profile, model))
    text = page.text
    assert "new.rule" in page.codes
    for code in (
        "XX-Q99",
        "new.rule",
        "xx_new",
        "new_measure",
        "new_reason",
        "new_flag",
        "new_job",
        "new_pack",
    ):
        assert code in text


def test_a_profile_with_the_names_of_the_contract_only(profile: Profile, model: CompetencyModel) -> None:
    for name in ("schema", "flags"):
        del profile[name]
    for answer in profile["answers"]:
        for name in ("take", "recording", "flags", "follow_up"):
            del answer[name]
        for name in ("recognised_text", "segments", "dropped"):
            del answer["transcript"][name]
        for evidence in answer["evidence"]:
            del evidence["points"]
    for dimension in profile["dimensions"]:
        del dimension["flags"]
    del profile["composite"]["not_scored_reason"]
    profile["composite_without_affect"] = {"score": profile["composite_without_affect"]["score"]}
    assert Reader(report_html(profile, model)).text


def test_an_interview_that_was_not_scored(profile: Profile, model: CompetencyModel) -> None:
    nothing = {"score": None, "standard_error": None, "not_scored_reason": "ai_scoring_off"}
    profile["composite"] = {**nothing, "band": "none"}
    profile["composite_without_affect"] = nothing
    for dimension in profile["dimensions"]:
        dimension.update(nothing)
    text = Reader(report_html(profile, model)).text
    words = words_of(Language(profile["language"]))
    assert words.code("reason", "ai_scoring_off") in text
    assert words.code("band", "none") in text


def test_a_long_quote_is_shortened_in_the_table_but_whole_in_the_words(
    profile: Profile, model: CompetencyModel
) -> None:
    answer = profile["answers"][1]
    text = answer["transcript"]["text"] * 3
    answer["transcript"]["text"] = text
    answer["recording"] = {"tracks": ["audio"], "duration_s": 9.0, "sha256": None, "truncated": True}
    whole = {**answer["evidence"][0], "start": 0, "end": len(text), "quote": text}
    answer["evidence"] = [whole]
    page = Reader(report_html(profile, model))
    assert text in "".join(page.marks)
    assert f"{text[:45]} … {text[-45:]}" in page.text
    assert words_of(Language(profile["language"])).label("truncated") in page.text


def test_only_the_follow_up_that_was_asked_is_shown(model: CompetencyModel) -> None:
    names = Names.of(model, Language.ZH, words_of(Language.ZH))
    assert len(names.prompts("JD-Q04", 2, None)) == 2
    assert names.prompts("JD-Q04", 2, "b") == ["后来怎么知道对方的问题解决了？"]
    assert names.prompts("XX-Q99", 1, None) == []


def test_rules_have_the_words_of_the_content(model: CompetencyModel) -> None:
    names = Names.of(model, Language.EN, words_of(Language.EN))
    assert (
        names.rule("JD-Q04.k2")
        == names.rule("JD-Q04.k2.even_negated")
        == "Heard them out or played the issue back"
    )
    assert names.rule("JD-Q08.r1").startswith("Warning sign: Blames the courier")
    assert names.rule("m4_apology") == "One apology"
    assert names.rule("n2_vague_time") == "Vague timing"
    assert names.rule("high.co_empathy") == "Empathy: good practice"
    assert names.rule("taboo.command") == "Taboo: Commanding"
    assert names.rule("JD-Q04.k9") == "JD-Q04.k9"


def evidence(start: int, end: int, points: float) -> Profile:
    return {"start": start, "end": end, "points": points}


def test_overlapping_quotes_cut_the_words_without_losing_any() -> None:
    text = "我先听他说完，再确认。"
    cited = [evidence(0, 6, 1.0), evidence(1, 4, -1.0), evidence(7, 10, 0.0)]
    numbers = {(0, 6): 1, (1, 4): 2, (7, 10): 3}
    pieces = pieces_of(text, cited, numbers)
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.sign, piece.numbers) for piece in pieces] == [
        ("我", "plus", ()),
        ("先听他", "minus", (2,)),
        ("说完", "plus", (1,)),
        ("，", "", ()),
        ("再确认", "note", (3,)),
        ("。", "", ()),
    ]
    assert pieces_of("", [], {}) == ()


def test_the_whole_take_stands_for_its_windows() -> None:
    def window(start_s: float, end_s: float) -> Profile:
        return {"measure": "loudness", "start_s": start_s, "end_s": end_s}

    found = main_observations([window(0, 10), window(0, 48.2), window(10, 20)])
    assert found == [(window(0, 48.2), 2)]


def test_numbers() -> None:
    words = words_of(Language.EN)
    assert [signed(value) for value in (1.26, -0.5, 0.0, -0.01)] == ["+1.3", "−0.5", "0.0", "0.0"]
    assert [points_text(value) for value in (2.0, -1.0, 0.04)] == ["+2.0", "−1.0", "+0.04"]
    assert [position(score) for score in (1, 5.5, 10, 0.2, 11)] == [0.0, 50.0, 100.0, 0.0, 100.0]
    assert instant_text("2026-03-02T01:30:59.5Z") == "2026-03-02 01:30 UTC"
    assert result_text({"score": None, "not_scored_reason": None}, words) == "Not scored"


@pytest.mark.parametrize(
    ("measure", "value", "unit", "text"),
    [
        ("pause_ratio", 0.184, "1", "18%"),
        ("speech_rate", 212.4, "syllable/min", "212 syllables/min"),
        ("snr", 21.84, "dB", "21.8 dB"),
        ("loudness", -23.42, "dB", "−23.4 dB"),
        ("articulation_rate", 4.71, "syllable/s", "4.7 syllables/s"),
        ("smile", 0.031, "1", "0.031"),
        ("pause_count", 7.0, "1", "7"),
        ("smile", 0.0, "1", "0"),
        ("pause_ratio", None, "1", ""),
        ("odd", 3.0, "furlong", "3 furlong"),
    ],
)
def test_measures(measure: str, value: float | None, unit: str, text: str) -> None:
    observation = {"measure": measure, "value": value, "unit": unit}
    assert value_text(observation, words_of(Language.EN)) == text


def test_the_words_are_written_for_every_measure_of_the_kiosk() -> None:
    known = tomllib.loads((resources_dir() / "report" / "words.zh.toml").read_text(encoding="utf-8"))
    missing = {each.id for each in MEASURES} - set(known["measure"])
    units = {each.unit for each in MEASURES} - set(known["unit"])
    assert (missing, units) == (set(), set())
