"""The profile the kiosk writes obeys contract v1, and the examples are what it writes."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.domain.evidence import Evidence
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import Assessment
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import BugError
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import Sample, sample
from tests.contract.write_examples import CONTRACT, example_path, example_text

SCHEMA = json.loads((CONTRACT / "profile.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
Profile = dict[str, Any]


@pytest.fixture(params=list(Language))
def made(request: pytest.FixtureRequest) -> Sample:
    return sample(request.param)


@pytest.fixture
def profile(made: Sample) -> Profile:
    return profile_json(made.facts, made.answers, made.assessment)


def faults(profile: Profile) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(profile)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_what_we_write_validates(profile: Profile) -> None:
    assert faults(json.loads(dumps_profile(profile))) == []


def test_every_quote_stands_in_its_transcript(profile: Profile) -> None:
    read = json.loads(dumps_profile(profile))
    quotes = 0
    for answer in read["answers"]:
        text = answer["transcript"]["text"]
        for evidence in answer["evidence"]:
            quotes += 1
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert quotes == 19


@pytest.mark.parametrize("language", list(Language))
def test_the_examples_are_what_the_kiosk_writes(language: Language) -> None:
    assert example_path(language).read_bytes() == example_text(language).encode()


def test_the_names_of_architecture_12_are_there(profile: Profile) -> None:
    assert list(profile)[1:] == [
        "interview_id", "started_at", "finished_at", "language", "job_profile", "plan_form",
        "competency_model", "provenance", "consents", "answers", "dimensions",
        "composite", "composite_without_affect", "notes", "flags", "candidate_question",
    ]  # fmt: skip
    answer = profile["answers"][4]
    assert set(answer) >= {
        "question_id",
        "turn",
        "scored",
        "scores",
        "transcript",
        "observations",
        "evidence",
    }
    assert set(answer["scores"][0]) >= {"sub_dimension", "score", "not_scored_reason"}
    assert set(answer["transcript"]) >= {"text", "source", "confidence", "corrected"}
    assert set(answer["observations"][0]) == {
        "measure", "value", "unit", "quality", "reason", "start_s", "end_s", "baseline_z"
    }  # fmt: skip
    assert set(profile["composite"]) >= {"score", "standard_error", "band"}


def test_missing_is_said_and_never_zero(profile: Profile) -> None:
    last = profile["answers"][-1]
    assert last["transcript"]["source"] is None
    assert last["transcript"]["not_transcribed_reason"] == "no_speech"
    assert [score["score"] for score in last["scores"]] == [None, None]
    assert {score["not_scored_reason"] for score in last["scores"]} == {"no_answer"}
    assert last["flags"] == ["device_alarm"]
    assert profile["dimensions"][-1]["score"] is None
    assert profile["dimensions"][-1]["not_scored_reason"] == "not_observed"


def test_the_same_interview_gives_the_same_bytes(made: Sample) -> None:
    first = dumps_profile(profile_json(made.facts, made.answers, made.assessment))
    again = dumps_profile(profile_json(made.facts, list(made.answers), copy.deepcopy(made.assessment)))
    assert first.encode() == again.encode()


def test_the_last_bits_of_a_float_do_not_show(made: Sample) -> None:
    answer = made.answers[0]
    noisy = replace(answer.observations[2], value=212.0000000000003, baseline_z=-1e-9)
    answers = (replace(answer, observations=(noisy,)), *made.answers[1:])
    observation = profile_json(made.facts, answers, made.assessment)["answers"][0]["observations"][0]  # type: ignore[index]
    assert observation["value"] == 212.0
    assert str(observation["baseline_z"]) == "0.0"


def test_half_a_character_is_written_so_that_it_can_be_read(made: Sample) -> None:
    words = Transcript("好\ud83d", TranscriptSource.TYPED)
    answers = (replace(made.answers[0], words=words), *made.answers[1:])
    text = dumps_profile(profile_json(made.facts, answers, made.assessment))
    assert json.loads(text.encode().decode())["answers"][0]["transcript"]["text"] == "好\ud83d"


BROKEN = [
    ("$.composite.band", lambda p: p["composite"].update(score=None)),
    ("$.dimensions[0].not_scored_reason", lambda p: p["dimensions"][0].update(score=None)),
    ("$.composite.band", lambda p: p["composite"].update(band="hire")),
    ("$.composite.score", lambda p: p["composite"].update(score=0)),
    ("$.composite.score", lambda p: p["composite"].update(score=10.5)),
    ("$.composite.band", lambda p: p["composite"].update(band="none")),
    ("$.started_at", lambda p: p.update(started_at="2026-03-02 01:30")),
    ("$.language", lambda p: p.update(language="zh-CN")),
    ("$.competency_model.content_hash", lambda p: p["competency_model"].update(content_hash="abc")),
    ("$", lambda p: p.pop("consents")),
    ("$.answers[1].scores[0].score", lambda p: p["answers"][1]["scores"][0].update(score=7.25)),
    ("$.answers[2].scores[0]", lambda p: p["answers"][2]["scores"][0].pop("not_scored_reason")),
    ("$.answers[1].turn", lambda p: p["answers"][1].update(turn=0)),
    ("$.answers[1].transcript.source", lambda p: p["answers"][1]["transcript"].update(source="human")),
    ("$.answers[1].transcript.not_transcribed_reason",
     lambda p: p["answers"][1]["transcript"].update(source=None)),
    ("$.answers[0].observations[0].value", lambda p: p["answers"][0]["observations"][0].update(value=None)),
    ("$.answers[0].observations[9].value", lambda p: p["answers"][0]["observations"][9].update(value=0)),
    ("$.answers[0].observations[9].reason", lambda p: p["answers"][0]["observations"][9].update(reason=None)),
    ("$.answers[1].evidence[0].quote", lambda p: p["answers"][1]["evidence"][0].update(quote="")),
    ("$.dimensions[0]", lambda p: p["dimensions"][0].pop("standard_error")),
    ("$.notes[0].text", lambda p: p["notes"][0].update(text="")),
]  # fmt: skip


@pytest.mark.parametrize(("where", "breaking"), BROKEN)
def test_the_schema_refuses(profile: Profile, where: str, breaking: Any) -> None:
    breaking(profile)
    assert where in faults(profile)


def test_more_fields_are_welcome(profile: Profile) -> None:
    profile["hub_note"] = {"any": 1}
    profile["answers"][0]["transcript"]["speaker_count"] = 1
    assert faults(profile) == []


def with_evidence(made: Sample, evidence: Evidence) -> Assessment:
    answers = list(made.assessment.answers)
    answers[1] = replace(answers[1], evidence=(evidence,))
    return replace(made.assessment, answers=tuple(answers))


def test_a_quote_that_is_not_there_is_our_bug(made: Sample) -> None:
    evidence = replace(made.assessment.answers[1].evidence[0], start=3, end=3 + 2, quote="没有")
    with pytest.raises(BugError, match=r"JD-Q04\.k1"):
        profile_json(made.facts, made.answers, with_evidence(made, evidence))


def test_scores_without_an_answer_are_our_bug(made: Sample) -> None:
    with pytest.raises(BugError):
        profile_json(made.facts, made.answers[:-1], made.assessment)


def test_two_answers_for_one_turn_are_our_bug(made: Sample) -> None:
    twice: tuple[Answer, ...] = (*made.answers, made.answers[0])
    with pytest.raises(BugError):
        profile_json(made.facts, twice, made.assessment)


def test_another_scorer_than_said_is_our_bug(made: Sample) -> None:
    with pytest.raises(BugError):
        profile_json(replace(made.facts, scorer="tier0/0"), made.answers, made.assessment)


def test_answers_that_were_never_scored_are_kept(made: Sample) -> None:
    bare = replace(made.assessment, answers=())
    written = profile_json(made.facts, made.answers, bare)
    assert faults(written) == []
    assert [answer["scored"] for answer in written["answers"]] == [False] * len(made.answers)  # type: ignore[attr-defined]
