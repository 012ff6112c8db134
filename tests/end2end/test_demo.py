"""A recorded candidate goes through a whole interview: real window, real engine, real store."""

import json
from pathlib import Path

import jsonschema
import pytest

from app.content.paths import resources_dir
from app.demo.answers import load_answers
from app.demo.run import SPOKEN_QUESTION
from app.domain.language import Language
from tests.end2end.demo_process import DemoRun, Demos

SCHEMA = Path(__file__).resolve().parents[2] / "contract" / "v1" / "profile.schema.json"

# Two interviews, and another worker may be holding the other two at the same time.
pytestmark = [pytest.mark.slow, pytest.mark.media, pytest.mark.timeout(300)]


@pytest.fixture
def strong_zh(demos: Demos) -> DemoRun:
    return demos.of(Language.ZH)


@pytest.fixture
def strong_en(demos: Demos) -> DemoRun:
    return demos.of(Language.EN)


def test_a_chinese_interview_is_completed_scored_and_stored(strong_zh: DemoRun) -> None:
    assert strong_zh.code == 0, strong_zh.errors
    assert len(strong_zh.scored_answers) >= 10
    jsonschema.validate(strong_zh.profile, json.loads(SCHEMA.read_text("utf-8")))
    assert (strong_zh.folder / "report.html").stat().st_size > 10_000
    assert "hub       not enrolled at one" in strong_zh.output


def test_every_quote_stands_in_its_transcript(strong_zh: DemoRun, strong_en: DemoRun) -> None:
    for run in (strong_zh, strong_en):
        evidence = [(a["transcript"]["text"], e) for a in run.profile["answers"] for e in a["evidence"]]
        assert len(evidence) > 50
        assert all(text[e["start"] : e["end"]] == e["quote"] for text, e in evidence)


def test_each_screen_was_drawn(strong_zh: DemoRun) -> None:
    names = {path.stem.partition("-")[2] for path in (strong_zh.folder / "screens").glob("*.png")}
    assert {"welcome", "experience", "consent", "device-check", "finished"} <= names
    assert {f"JD-Q{number}-1-typed" for number in ("04", "10", "15")} <= names


def test_face_and_voice_were_measured_beside_the_typed_words(strong_zh: DemoRun) -> None:
    measured = {
        each["measure"]
        for a in strong_zh.profile["answers"]
        for each in a["observations"]
        if each["value"] is not None
    }
    assert {"snr", "speech_level", "face_present_ratio", "head_yaw"} <= measured


def test_one_english_answer_was_really_recognised_and_is_not_scored(strong_en: DemoRun) -> None:
    assert strong_en.code == 0, strong_en.errors
    heard = [a for a in strong_en.profile["answers"] if a["transcript"]["source"] == "pocketsphinx"]
    assert len(heard) == 1
    assert "first great sorrow" in heard[0]["transcript"]["text"]
    assert heard[0]["transcript"]["confidence"] < 0.45
    assert {s["not_scored_reason"] for s in heard[0]["scores"]} == {"low_confidence"}


def test_one_english_answer_was_corrected_and_its_corrected_words_are_scored(demos: Demos) -> None:
    """Said by a synthetic voice: what was really recognised stands beside, in its times; the output says so."""
    weak = demos.of(Language.EN, "weak")
    (answer,) = [a for a in weak.profile["answers"] if a["transcript"]["corrected"]]
    words = answer["transcript"]
    assert words["text"] == load_answers(resources_dir(), Language.EN, "weak")[SPOKEN_QUESTION, 1]
    assert words["source"] == "pocketsphinx"
    assert words["recognised_text"] not in (None, "", words["text"])
    assert all(each["text"] in words["recognised_text"] for each in words["segments"])
    assert answer["recording"]["duration_s"] >= words["segments"][-1]["end_s"] > 0
    assert all(each["score"] is not None for each in answer["scores"])
    assert "said by a synthetic voice" in weak.output


def test_the_weak_candidate_is_at_least_two_points_lower_in_english(demos: Demos, strong_en: DemoRun) -> None:
    weak = demos.of(Language.EN, "weak")
    assert weak.code == 0, weak.errors
    assert strong_en.profile["composite"]["score"] - weak.profile["composite"]["score"] >= 2


def test_the_weak_candidate_is_at_least_two_points_lower_in_chinese_where_nothing_is_recorded(
    demos: Demos, strong_zh: DemoRun
) -> None:
    weak = demos.of(Language.ZH, "weak")
    assert weak.code == 0, weak.errors
    assert strong_zh.profile["composite"]["score"] - weak.profile["composite"]["score"] >= 2
    assert "synthetic speech and a neutral test picture" in weak.output
    assert "face_pack_missing" in weak.output
    assert len(weak.scored_answers) >= 10
