"""kiosk analyse, as a person or a program calls it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import main

pytestmark = pytest.mark.media


@pytest.fixture(autouse=True)
def packs(model_pack_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_MODEL_PACK", str(model_pack_dir))
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["analyse", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_english_words_and_measures(media_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, str(media_dir / "speech/en_librispeech_1995-1837-0001.wav"), "--lang", "en")
    assert found["recogniser"] == "pocketsphinx"
    assert found["transcript"]["kind"] == "Transcript"
    assert "great sorrow" in found["transcript"]["text"]
    measures = {row["measure"]: row for row in found["observations"]}
    assert measures["snr"]["value"] > 15
    assert measures["room_overall_quality"]["value"] > 2
    assert measures["smile"]["reason"] == "no_picture"
    assert found["flags"] == ["low_confidence"]


def test_with_the_own_warm_up(media_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = str(media_dir / "speech/zh_reading_52s.wav")
    found = read(capsys, reading, "--lang", "zh", "--baseline", reading)
    assert found["transcript"]["reason"] == "no_recogniser"
    loudness = next(row for row in found["observations"] if row["measure"] == "loudness")
    assert loudness["baseline_z"] == pytest.approx(0.0, abs=1.0)


def test_a_table_for_people(media_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(media_dir / "video/black_5s.mp4"), "--no-affect"]) == 0
    text = capsys.readouterr().out
    assert "policy_locked" in text
    assert "no_sound" in text


@pytest.mark.parametrize("name", ["nothing.wav", "text.txt"])
def test_a_file_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.txt").write_text("no sound", "utf-8")
    assert main(["analyse", str(tmp_path / name), "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err


def test_it_never_loads_qt() -> None:
    import subprocess

    code = "import sys, app.cli, app.cli_analyse; print([m for m in sys.modules if 'PySide6' in m])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
