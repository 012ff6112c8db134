"""`kiosk models` on packs for the real sherpa-onnx: pulled, verified and measured, and refused with the reason."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.domain.language import Language
from app.modelpacks.benchmark import Job, measure
from app.modelpacks.error_rate import edits, tokens
from app.settings import Settings
from tests.unit.analysis.random_sherpa import sherpa_pack

ZH = Language.ZH
RECORDING = "zh_aishell_BAC009S0724W0121.wav"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("KIOSK_MODEL_PACK", "KIOSK_SETTINGS", "KIOSK_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    return Settings(data_dir=tmp_path / "data")


def cut_in_half(folder: Path) -> None:
    model = folder / "model.int8.onnx"
    model.write_bytes(model.read_bytes()[: model.stat().st_size // 2])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_pack_is_pulled_from_a_folder_only_when_it_works(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    good = sherpa_pack(tmp_path, "paraformer", name="good")
    bad = sherpa_pack(tmp_path, "paraformer", name="bad", spoil=cut_in_half)
    pull = ["--accept-licence", "--lang", "en"]
    assert main(["models", "pull", "good", "--from", str(good), "--json", *pull]) == 0
    assert 0.0 < told(capsys)["self_test"]["rtf"] < 1.0  # measured, on a machine that may do much else
    assert main(["models", "pull", "bad", "--from", str(bad), *pull]) == 1
    assert "The model pack bad does not load" in capsys.readouterr().err
    assert [path.parent.name for path in settings.packs_dir.glob("*/manifest.json")] == ["good"]


def test_verify_finds_what_only_loading_can_find(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    sherpa_pack(settings.packs_dir, "transducer", name="good")
    sherpa_pack(settings.packs_dir, "zipformer-ctc", name="bad", spoil=cut_in_half)
    sherpa_pack(settings.packs_dir, "zipformer-ctc", ("▁HELLO",), name="english")
    sherpa_pack(settings.packs_dir, "sense-voice", name="hides-errors", features=500)
    assert main(["models", "verify", "--json"]) == 0  # every sum is right
    assert set(told(capsys)["whole"]) == {"good", "bad", "english", "hides-errors"}
    assert main(["models", "verify", "--self-test", "--json", "--lang", "en"]) == 1
    answer = told(capsys)
    assert answer["whole"] == ["good"]
    assert {wrong["pack"]: wrong["code"] for wrong in answer["wrong"]} == {
        "bad": "pack_does_not_load",
        "english": "pack_lacks_letters",
        "hides-errors": "recogniser_failed",
    }
    assert "parsing failed" in answer["wrong"][0]["text"]


@pytest.mark.media
def test_the_benchmark_counts_its_errors_and_nothing_is_heard_in_noise(
    media_dir: Path, tmp_path: Path
) -> None:
    """The network says the same words whatever it hears: only detection of speech and filters keep noise silent."""
    folder = tmp_path / "set"
    folder.mkdir()
    shutil.copyfile(media_dir / "speech" / RECORDING, folder / RECORDING)
    lines = (media_dir / "transcripts.tsv").read_text("utf-8").splitlines()
    line = next(line for line in lines if RECORDING in line)
    (folder / "transcripts.tsv").write_text(f"{lines[0]}\n{line}\n", "utf-8")
    right = tokens(line.split("\t")[2], ZH)
    sherpa_pack(tmp_path / "packs", "zipformer-ctc", tuple(right[:4]), name="parrot", is_deaf=True)
    result = measure(Job(str(folder), str(tmp_path / "packs"), "parrot", "zh"))
    assert (result.clips, result.said, result.failure) == (1, len(right), None)
    assert result.edits == edits(right, right[:4]) == len(right) - 4
    assert result.rtf is not None
    assert result.rtf < 1.0
    assert (result.non_speech_clips, result.made_up) == (3, 0)
