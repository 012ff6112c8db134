"""The doctor says which tiers score and why one does not, and never says a token."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.doctor.finding import Health
from app.doctor.tiers import check_tiers
from app.domain.language import Language
from app.settings import LlmSettings, Settings
from tests.fakes.llm_server import Reply, llm_server
from tests.unit.tiers.tiny import write_onnx_pack


def codes(settings: Settings) -> list[str]:
    """What is found of Tier 1 and Tier 2; nothing of it stops an interview."""
    found = check_tiers(settings)
    assert found[0].code == "doctor_tier0_ok"
    assert all(each.health is not Health.PROBLEM for each in found)
    return [each.code for each in found[1:]]


def test_by_default_both_are_off(tmp_path: Path) -> None:
    assert codes(Settings(data_dir=tmp_path)) == ["doctor_tier1_off", "doctor_tier2_off"]
    assert codes(Settings(data_dir=tmp_path, llm_model="m"))[1] == "doctor_tier2_half"


def test_a_pack_is_loaded_and_its_languages_are_said(tmp_path: Path) -> None:
    write_onnx_pack(tmp_path / "models" / "tiny", languages=["en"])
    english = Settings(data_dir=tmp_path, language=Language.EN)
    assert codes(english)[:-1] == ["doctor_tier1_ok"]
    assert codes(Settings(data_dir=tmp_path))[:-1] == ["doctor_tier1_ok", "doctor_tier1_other_language"]
    (tmp_path / "models" / "tiny" / "tokenizer.json").unlink()
    assert codes(english)[:-1] == ["embedding_pack_broken"]


HELD = threading.Event()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply('{"k1": [2]}'), "doctor_tier2_ok"),
        (Reply(status=401), "doctor_tier2_refused"),
        (Reply(raw=b"<html>log in</html>"), "doctor_tier2_nonsense"),
        (Reply(wait=HELD), "doctor_tier2_timeout"),
    ],
)
def test_the_model_is_asked_once(tmp_path: Path, reply: Reply, code: str) -> None:
    HELD.clear()
    with llm_server(lambda _: reply) as (url, seen):
        how = LlmSettings(timeout_s=0.3, token="hush")
        found = codes(Settings(data_dir=tmp_path, llm_url=url, llm_model="m", llm=how))
        HELD.set()
    assert found[-1] == code
    assert [each["authorization"] for each in seen] == ["Bearer hush"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda _: LlmSettings(), "doctor_tier2_unreachable"),
        (lambda folder: LlmSettings(token_file=folder / "nowhere"), "llm_token_unreadable"),
        (lambda folder: LlmSettings(ca_file=folder / "nowhere"), "llm_ca_missing"),
    ],
)
def test_why_it_cannot_be_asked_is_said(
    tmp_path: Path, how: Callable[[Path], LlmSettings], code: str
) -> None:
    settings = Settings(data_dir=tmp_path, llm_url="http://127.0.0.1:9/v1", llm_model="m", llm=how(tmp_path))
    assert codes(settings)[-1] == code


def test_the_command_never_says_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with llm_server(lambda _: Reply(status=401)) as (url, _):
        for name, value in {
            "DATA_DIR": str(tmp_path),
            "MICROPHONE": "none",
            "CAMERA": "none",
            "LLM_URL": url,
            "LLM_MODEL": "m",
            "LLM_TOKEN": "Zx9-hush",
        }.items():
            monkeypatch.setenv(f"KIOSK_{name}", value)
        main(["doctor", "--json", "--lang", "en"])
    out = capsys.readouterr().out
    told = {each["check"]: each for each in json.loads(out)["checks"]}
    assert told["tier2"]["code"] == "doctor_tier2_refused"
    assert "access token" in told["tier2"]["text"]
    assert "hush" not in out
