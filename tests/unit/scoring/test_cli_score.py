"""`kiosk score`: a file of answers in, the profile of contract v1 out; mistakes are named."""

import argparse
import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.cli_score import add_parsers, score_command
from app.errors import KioskError
from tests.unit.scoring.answers import GOOD_EN, GOOD_ZH
from tests.unit.tiers.tiny import write_onnx_pack

NOON_S = 1_790_000_000.0
ANSWER = {"question_id": "JD-Q08", "turn": 1, "text": GOOD_ZH, "source": "typed"}
DATA = {"language": "zh", "job_profile": "jd_cs_agent", "policy_pack": "cn_default", "answers": [ANSWER]}


SCHEMA = Path(__file__).resolve().parents[3] / "contract" / "v1" / "profile.schema.json"


def run(tmp_path: Path, data: object, *flags: str) -> int:
    file = tmp_path / "answers.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    os.utime(file, (NOON_S, NOON_S))
    parser = argparse.ArgumentParser()
    add_parsers(parser.add_subparsers())
    return score_command(parser.parse_args(["score", str(file), *flags]))


def test_the_profile_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, DATA, "--json") == 0
    profile = json.loads(capsys.readouterr().out)
    assert profile["composite"]["score"] > 7
    assert profile["provenance"]["policy_pack"] == "cn_default"
    assert len(profile["dimensions"]) == 5
    answer = profile["answers"][0]
    text = answer["transcript"]["text"]
    assert answer["evidence"]
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in answer["evidence"])


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"started_at": "2026-03-02T01:00:00Z", "finished_at": "2026-03-02T01:30:00.5+00:00"},
        {"answers": [ANSWER | {"text": "嗯"}], "consents": [{"purpose": "ai_scoring", "given": False}]},
        {"policy_pack": "no_ai", "plan_form": "full", "interview_id": "i-7"},
    ],
    ids=["no times", "times", "nothing to score", "no scoring"],
)
def test_the_profile_keeps_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object]
) -> None:
    assert run(tmp_path, DATA | change, "--json") == 0
    profile = json.loads(capsys.readouterr().out)
    checked = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert [error.message for error in checked.iter_errors(profile)] == []
    assert profile["started_at"] == change.get("started_at", "2026-09-21T14:13:20+00:00")  # of the file


def test_the_kiosk_s_readers_take_part_unless_they_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_onnx_pack(tmp_path / "models" / "tiny")
    monkeypatch.setenv("KIOSK_MODEL_PACK", str(tmp_path / "models"))
    monkeypatch.setenv("KIOSK_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("KIOSK_LLM_MODEL", "gone")
    data = DATA | {"answers": [ANSWER | {"text": "生日的事很抱歉，我现在就联系物流，四十分钟内给您回电话。"}]}
    run(tmp_path, data, "--json")
    profile = json.loads(capsys.readouterr().out)
    assert profile["provenance"]["scorer"].endswith(profile["provenance"]["packs"][0])
    assert profile["flags"][-2:] == ["tier2_unavailable", "tier2_unavailable.unreachable"]
    run(tmp_path, data)
    assert "语言模型：网络连接不上" in capsys.readouterr().out
    run(tmp_path, DATA | {"policy_pack": "no_ai"}, "--json")
    assert json.loads(capsys.readouterr().out)["provenance"]["packs"] == []
    run(tmp_path, DATA, "--json", "--tier0")
    profile = json.loads(capsys.readouterr().out)
    assert (profile["provenance"]["packs"], "+" in profile["provenance"]["scorer"]) == ([], False)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, DATA, "--json")
    first = capsys.readouterr().out
    run(tmp_path, DATA, "--json")
    assert capsys.readouterr().out == first


def test_source_and_observations_may_be_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = DATA | {"language": "en", "answers": [{"question_id": "JD-Q08", "turn": 1, "text": GOOD_EN}]}
    assert run(tmp_path, data, "--json") == 0
    assert json.loads(capsys.readouterr().out)["composite"]["score"] > 7


def test_observations_and_consents_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = {"unit": "1", "quality": "ok", "reason": None}
    seen = [
        {**measured, "measure": name, "value": 1.0, "start_s": at, "end_s": at + 5, "baseline_z": 5.0}
        for name in ("loudness", "articulation_rate", "pause_ratio")
        for at in range(0, 30, 5)
    ]
    seen += [
        {**measured, "measure": name, "value": value, "start_s": 0, "end_s": 30, "baseline_z": None}
        for name, value in (("voice_change_low", 3.0), ("voice_change_high", 7.0))
    ]
    text = "退款五天没到账，换谁都着急，抱歉。我现在就帮您查，三分钟后告诉您进度。"
    answer = {"question_id": "JD-Q11", "turn": 1, "text": text, "observations": seen}
    data = DATA | {"answers": [answer], "consents": [{"purpose": "voice_affect", "given": True}]}
    run(tmp_path, data, "--json")
    profile = json.loads(capsys.readouterr().out)
    assert profile["composite"]["score"] < profile["composite_without_affect"]["score"]


def test_a_person_can_read_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, DATA) == 0
    out = capsys.readouterr().out
    assert "问题解决" in out
    assert "JD-Q08.k4" in out
    assert not re.search(r"Score\(|NotScored|grey_zone|above|below|[a-z]+_[a-z]+_?[a-z]*$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"language": "fr"}, "language"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"finished_at": 7}, "finished_at"),
        ({"language": None}, "language"),
        ({"job_profile": 7}, "job_profile"),
        ({"answers": "none"}, "answers"),
        ({"answers": ["text"]}, "answers.0"),
        ({"answers": [ANSWER | {"turn": 3}]}, "answers.0.turn"),
        ({"answers": [ANSWER | {"text": None}]}, "answers.0.text"),
        ({"answers": [ANSWER | {"source": "telepathy"}]}, "answers.0.source"),
        ({"answers": [ANSWER | {"confidence": 7}]}, "answers.0.confidence"),
        ({"answers": [ANSWER | {"observations": [{"measure": "x"}]}]}, "answers.0.observations"),
        ({"consents": [{"purpose": "world_peace", "given": True}]}, "consents.0"),
    ],
)
def test_a_mistake_names_its_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    with pytest.raises(KioskError) as error:
        run(tmp_path, DATA | change, "--json")
    assert error.value.code == "score_input_invalid"
    assert error.value.params["field"] == field


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00"])
def test_a_file_that_is_no_json_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(KioskError) as error:
        run(tmp_path, text)
    assert error.value.code == "score_file_unreadable"


def test_a_list_is_no_interview(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as error:
        run(tmp_path, [])
    assert error.value.code == "score_input_invalid"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    args = argparse.Namespace(file=tmp_path / "nowhere.json", json=True, tier0=True)
    with pytest.raises(KioskError) as error:
        score_command(args)
    assert error.value.code == "score_file_unreadable"
