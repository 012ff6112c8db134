"""The benchmark: which recordings it reads, what it counts, and real recognisers on real sound."""

import json
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.benchmark import Job, measure, run_benchmarks
from app.modelpacks.recordings import generated_non_speech, read_recordings
from app.modelpacks.self_test import run_self_test
from tests.unit.analysis.random_whisper import whisper_pack, write_manifest

ZH, EN = Language.ZH, Language.EN


def write_sound(path: Path, seconds: float = 0.2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(np.zeros(round(seconds * 16_000), np.int16).tobytes())


def test_an_aishell_folder_is_read(tmp_path: Path) -> None:
    write_sound(tmp_path / "wav/test/S0764/BAC009S0764W0121.wav")
    write_sound(tmp_path / "wav/test/S0764/BAC009S0764W0122.wav")
    write_sound(tmp_path / "nonspeech/fan.wav")
    lists = tmp_path / "transcript/aishell_transcript_v0.8.txt"
    lists.parent.mkdir()
    lists.write_text("BAC009S0764W0121 甚至 出现 交易\nBAC009S0002W0122 而 对 楼市\n\n", "utf-8")
    found = read_recordings(tmp_path, ZH)
    assert [(clip.path.stem, clip.text) for clip in found.clips] == [("BAC009S0764W0121", "甚至 出现 交易")]
    assert [path.name for path in found.non_speech] == ["fan.wav"]


def test_a_table_with_languages_gives_those_of_the_language(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_sound(tmp_path / f"speech/{name}.wav")
    (tmp_path / "texts.tsv").write_text(
        "file\tlang\ttext\nspeech/a.wav\tzh\t您好\nspeech/b.wav\ten\thello you\n"
    )
    assert [clip.text for clip in read_recordings(tmp_path, ZH).clips] == ["您好"]
    assert [clip.text for clip in read_recordings(tmp_path, EN).clips] == ["hello you"]


def test_no_words_no_benchmark(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.wav")
    with pytest.raises(KioskError, match="benchmark_no_transcripts"):
        run_benchmarks(tmp_path, tmp_path, ZH, None)


def test_an_unknown_pack_is_told(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.wav")
    (tmp_path / "a.txt").write_text("a hello", "utf-8")
    with pytest.raises(KioskError, match="benchmark_no_pack"):
        run_benchmarks(tmp_path, tmp_path, EN, "whatever")


def test_the_generated_clips_are_quiet_and_not_speech() -> None:
    clips = generated_non_speech()
    assert {name: len(samples) for name, samples in clips.items()} == dict.fromkeys(clips, 320_000)
    assert np.abs(clips["silence"]).max() == 1
    assert 900 <= np.abs(clips["mains_hum"]).max() <= 1000


@pytest.fixture
def english(media_dir: Path, tmp_path: Path) -> Path:
    """The two clear English recordings with their words, and the shared clips without speech."""
    folder = tmp_path / "set"
    (folder / "nonspeech").mkdir(parents=True)
    shutil.copyfile(media_dir / "transcripts.tsv", folder / "transcripts.tsv")
    for name in ("en_jfk.flac", "en_librispeech_1995-1837-0001.wav"):
        shutil.copyfile(media_dir / "speech" / name, folder / name)
    for name in ("silence_20s.wav", "pink_noise_20s.wav", "mains_hum_20s.wav"):
        shutil.copyfile(media_dir / "noise" / name, folder / "nonspeech" / name)
    return folder


@pytest.mark.media
def test_pocketsphinx_on_real_recordings(
    english: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KIOSK_MODEL_PACK", raising=False)
    assert main(["models", "benchmark", "--set", str(english), "--lang", "en", "--json"]) == 0
    (result,) = json.loads(capsys.readouterr().out)
    assert (result["recogniser"], result["clips"], result["failure"]) == ("pocketsphinx", 2, None)
    assert 0.0 < result["error_rate"] <= 0.35
    assert result["error_rate"] == pytest.approx(result["edits"] / result["said"])
    assert 18.0 < result["audio_s"] < 22.0
    assert result["rtf"] > 0
    assert result["memory_mb"] > 50
    assert (result["non_speech_clips"], result["made_up"]) == (3, 0)
    assert not result["non_speech_generated"]


@pytest.mark.media
def test_a_whisper_of_random_weights_is_all_wrong_and_honestly_so(
    media_dir: Path, model_pack_dir: Path, tmp_path: Path
) -> None:
    packs = tmp_path / "packs"
    whisper_pack("tiny", model_pack_dir, packs)
    folder = tmp_path / "set"
    folder.mkdir()
    name = "zh_aishell_BAC009S0724W0121.wav"
    shutil.copyfile(media_dir / "speech" / name, folder / name)
    shutil.copyfile(media_dir / "transcripts.tsv", folder / "transcripts.tsv")
    result = measure(Job(str(folder), str(packs), "random-whisper-tiny", "zh"))
    assert (result.clips, result.non_speech_generated, result.failure) == (1, True, None)
    assert result.error_rate is not None
    assert result.error_rate >= 0.9
    assert run_self_test(packs / "random-whisper-tiny").rtf is not None


def test_a_damaged_pack_fails_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "packs/broken"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"no weights")
    write_manifest(folder, "broken")
    with pytest.raises(KioskError, match=r"pack_does_not_load .*detail=Unsupported model binary version"):
        run_self_test(folder)
    write_sound(tmp_path / "set/a.wav")
    (tmp_path / "set/a.txt").write_text("a 您好", "utf-8")
    (result,) = run_benchmarks(tmp_path / "set", tmp_path / "packs", ZH, None)
    assert (result.failure, result.error_rate, result.rtf) == ("pack_does_not_load", None, None)


def test_a_self_test_that_hangs_is_ended(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"no weights")
    write_manifest(tmp_path, "stuck")
    with pytest.raises(KioskError, match="pack_self_test_crashed"):
        run_self_test(tmp_path, deadline_s=0.01)
