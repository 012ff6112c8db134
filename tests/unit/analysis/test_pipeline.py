"""Whole takes on real recordings: words, measures, flags; consent, policy and packs respected."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.measures import MEASURES, Family, of_families
from app.analysis.pipeline import load_analysers
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.media import AudioBlock
from app.domain.observation import Quality
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from tests.unit.analysis.sounds import blocks, hiss, texts
from tests.unit.analysis.takes import EN_TAKE, ZH_TAKE, Sitting, by_measure, engine_config
from tests.unit.analysis.word_errors import word_error_rate

pytestmark = pytest.mark.media
ZH, EN = Language.ZH, Language.EN
NOISES = ("noise/silence_20s.wav", "noise/pink_noise_20s.wav", "noise/mains_hum_20s.wav")


@pytest.fixture(scope="module")
def sitting(model_pack_dir: Path) -> Iterator[Sitting]:
    """English with PocketSphinx and every measure allowed; Mandarin has no recogniser."""
    found = Sitting(engine_config(model_pack_dir))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("name", "most"), [("speech/en_jfk.flac", 0.35), ("speech/en_librispeech_1995-1837-0001.wav", 0.25)]
)
def test_english_is_recognised_and_never_sure(
    sitting: Sitting, media_dir: Path, name: str, most: float
) -> None:
    words, observations, flags = sitting.take(media_dir / name, EN_TAKE)
    assert isinstance(words, Transcript)
    assert words.source is TranscriptSource.POCKETSPHINX
    assert word_error_rate(texts(media_dir)[name], words.text) <= most
    assert words.confidence is not None
    assert words.confidence < 0.45
    assert "low_confidence" in flags
    found = by_measure(observations)
    assert (found["articulation_rate"].quality, found["word_rate"].quality) == (Quality.LOW, Quality.LOW)
    assert found["asr_confidence"].value == pytest.approx(words.confidence, abs=1e-3)


def test_the_same_recording_gives_the_same_answer(sitting: Sitting, media_dir: Path) -> None:
    path = media_dir / "video/grid_bbaf2n.mpg"
    assert sitting.take(path, EN_TAKE) == sitting.take(path, EN_TAKE)


@pytest.mark.parametrize("name", NOISES)
def test_noise_gives_no_text_and_says_why(sitting: Sitting, media_dir: Path, name: str) -> None:
    words, observations, flags = sitting.take(media_dir / name, EN_TAKE)
    assert words == NotTranscribed("no_speech")
    assert "no_speech" in flags
    found = by_measure(observations)
    assert found["speech_s"].value == 0.0
    assert {found[name].reason for name in of_families(Family.TIMING, Family.WORDS, Family.VOICE)} == {
        "no_speech"
    }


@pytest.mark.parametrize("name", NOISES)
def test_noise_gives_no_text_from_whisper_either(media_dir: Path, tiny: Path, name: str) -> None:
    sitting = Sitting(engine_config(tiny, ZH))
    try:
        assert sitting.analysers.recogniser == "faster-whisper"
        assert sitting.take(media_dir / name, ZH_TAKE)[0] == NotTranscribed("no_speech")
    finally:
        sitting.close()


def test_mandarin_without_a_pack_is_measured_but_not_written_down(sitting: Sitting, media_dir: Path) -> None:
    words, observations, flags = sitting.take(media_dir / "speech/zh_reading_52s.wav", ZH_TAKE)
    assert words == NotTranscribed("no_recogniser")
    found = by_measure(observations)
    assert found["pause_count"].value == pytest.approx(20, rel=0.2)
    assert found["articulation_rate"].reason == "no_recogniser"
    assert found["pitch_median"].quality is Quality.OK
    assert sitting.analysers.recogniser is None
    assert "no_recogniser" in sitting.analysers.notices
    assert flags == ("no_picture",)


def test_every_measure_is_always_answered(sitting: Sitting, media_dir: Path) -> None:
    for name, take in (("video/grid_bbaf2n.mpg", EN_TAKE), ("noise/silence_20s.wav", EN_TAKE)):
        assert set(by_measure(sitting.take(media_dir / name, take)[1])) == {m.id for m in MEASURES}


def test_a_film_against_the_own_warm_up(model_pack_dir: Path, media_dir: Path) -> None:
    sitting = Sitting(engine_config(model_pack_dir, asr_engine="none"))
    try:
        film = media_dir / "video/candidate_zh_52s.mp4"
        warm_up = by_measure(sitting.take(film, replace(ZH_TAKE, is_baseline=True), picture_s=0.25)[1])
        assert warm_up["room_overall_quality"].quality is Quality.OK
        assert warm_up["voice_change"].reason == "is_baseline"
        _, observations, flags = sitting.take(film, ZH_TAKE, picture_s=0.25)
    finally:
        sitting.close()
    found = by_measure(observations)
    for change in ("voice_change", "face_change"):
        value, low, high = (found[name].value for name in (change, f"{change}_low", f"{change}_high"))
        assert value == pytest.approx(0.0, abs=0.5)  # the same film again
        assert low is not None
        assert high is not None
        assert low < 0 < high
    assert found["loudness"].baseline_z == pytest.approx(0.0, abs=1.0)
    assert found["room_overall_quality"].reason == "only_in_warm_up"
    windows = [o for o in observations if o.measure == "smile"][1:]
    assert len(windows) >= 6
    assert all(5 <= o.end_s - o.start_s < 10 and o.baseline_z is not None for o in windows)
    assert flags == ()


def test_consent_decides_what_is_read(sitting: Sitting, media_dir: Path) -> None:
    film = media_dir / "video/grid_bbaf2n.mpg"
    refused = replace(ZH_TAKE, measure_voice=False, measure_face=False)
    found = by_measure(sitting.take(film, refused)[1])
    assert {found[name].reason for name in of_families(Family.VOICE, Family.FACE)} == {"not_consented"}
    assert found["pause_count"].value is not None
    silent = replace(ZH_TAKE, record_audio=False)
    words, observations, _ = sitting.take(film, silent)
    found = by_measure(observations)
    assert words == NotTranscribed("no_sound")
    assert {found[name].reason for name in of_families(Family.SOUND, Family.TIMING)} <= {
        "no_sound",
        "only_in_warm_up",
    }
    assert found["smile"].value is not None
    unseen = by_measure(sitting.take(film, replace(ZH_TAKE, record_video=False))[1])
    assert {unseen[name].reason for name in of_families(Family.FACE)} == {"no_picture"}


def test_a_pack_that_leaves_delivery_out_gets_words_and_sound_but_no_pauses_and_rates(
    media_dir: Path,
) -> None:
    sitting = Sitting(replace(engine_config(None), delivery_allowed=False))
    words, observations, _ = sitting.take(media_dir / "speech/en_jfk.flac", EN_TAKE)
    sitting.close()
    found = by_measure(observations)
    assert isinstance(words, Transcript)
    assert found["snr"].quality is Quality.OK
    assert {found[name].reason for name in of_families(Family.TIMING, Family.WORDS)} == {"policy_locked"}
    assert set(found) == set(of_families(*Family))


def test_typed_answers_keep_the_measures_of_the_sound(sitting: Sitting, media_dir: Path) -> None:
    words, observations, _ = sitting.take(
        media_dir / "speech/en_jfk.flac", replace(EN_TAKE, transcribe=False)
    )
    assert words == NotTranscribed("typed")
    found = by_measure(observations)
    assert found["snr"].quality is Quality.OK
    assert found["filler_rate"].reason == "typed"


def test_captions_and_speech_come_while_the_take_runs(sitting: Sitting, media_dir: Path) -> None:
    samples = read_audio(media_dir / "video/grid_bbaf2n.mpg")
    take = sitting.analysers.start_take(EN_TAKE, 5000.0)
    for block in blocks(samples, 5000.0):
        take.feed_audio(block)
    words, _, _ = take.finish()
    assert isinstance(words, Transcript)
    assert [caption.text for caption in take.poll_captions()] == [segment.text for segment in words.segments]
    assert take.is_speech in (True, False)
    assert take.dropped_audio_blocks == 0


def test_a_cancelled_take_ends_at_once(sitting: Sitting) -> None:
    take = sitting.analysers.start_take(EN_TAKE, 6000.0)
    take.feed_audio(AudioBlock(hiss(0.02), 6000.0))
    assert take.finish(cancelled=True) == (NotTranscribed("cancelled"), (), ())


def test_mandarin_through_whisper_of_the_true_shape(media_dir: Path, tiny: Path) -> None:
    sitting = Sitting(engine_config(tiny, ZH))
    try:
        words, observations, _ = sitting.take(media_dir / "speech/zh_aishell_BAC009S0724W0121.wav", ZH_TAKE)
        identity = sitting.analysers.engines[-1]
    finally:
        sitting.close()
    assert identity.startswith("faster-whisper/random-whisper-tiny/")
    found = by_measure(observations)
    if isinstance(words, Transcript):  # random words: what is left of them is doubted
        assert words.confidence is not None
        assert words.confidence < 0.45
        assert found["articulation_rate"].reason in ("too_little_speech", "too_many_words")
    assert found["smile"].reason in ("face_pack_missing", "no_picture")


def test_packs_of_no_use_are_notices(tmp_path: Path, model_pack_dir: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd/manifest.json").write_text("{}", "utf-8")
    (tmp_path / "face").mkdir()
    (tmp_path / "face/face_landmarker.task").write_bytes(b"no model")
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/dnsmos_sig_bak_ovr.onnx").write_bytes(b"no model")
    analysers = load_analysers(engine_config(tmp_path, ZH))
    analysers.shutdown()
    assert set(analysers.notices) == {
        "pack_manifest_broken",
        "face_pack_broken",
        "room_pack_broken",
        "no_recogniser",
    }
    without = load_analysers(engine_config(None, ZH))
    without.shutdown()
    assert set(without.notices) == {"face_pack_missing", "no_recogniser"}


def test_a_bug_in_a_measure_does_not_cost_the_words(
    sitting: Sitting, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.analysis.take.delivery_series", broken)
    words, observations, flags = sitting.take(media_dir / "video/grid_bbaf2n.mpg", EN_TAKE)
    assert isinstance(words, Transcript)
    assert {o.reason for o in observations} == {"analysis_failed"}
    assert "analysis_failed" in flags


def test_a_lost_sound_thread_is_an_error_of_the_take(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.analysis.sound.SoundTrack.feed", broken)
    take = sitting.analysers.start_take(EN_TAKE, 7000.0)
    take.feed_audio(AudioBlock(hiss(0.02), 7000.0))
    with pytest.raises(ZeroDivisionError):
        take.finish()


LOCKED = """
import json, sys
from app.analysis.pipeline import load_analysers
from app.domain.language import Language
from app.domain.messages import EngineConfig, StartTake
allowed = json.loads(sys.argv[1])
config = EngineConfig(None, None, "media", sys.argv[2], Language.EN, affect_allowed=allowed)
analysers = load_analysers(config)
take = analysers.start_take(StartTake("i", "q", 1, 1, Language.EN, measure_face=True), 0.0)
_, observations, _ = take.finish()
analysers.shutdown()
reasons = {o.measure: o.reason for o in observations}
print(json.dumps({"modules": sorted(sys.modules), "reasons": reasons}))
"""
AFFECT_MODULES = {
    "app.analysis.face",
    "app.analysis.faces",
    "app.analysis.face_measures",
    "app.analysis.face_reading",
    "app.analysis.pitch",
    "app.analysis.voice",
    "mediapipe",
    "cv2",
    "swift_f0",
}


@pytest.mark.parametrize("allowed", [True, False])
def test_affect_modules_are_not_even_imported_where_the_policy_locks_them(
    model_pack_dir: Path, allowed: bool
) -> None:
    command = [sys.executable, "-c", LOCKED, json.dumps(allowed), str(model_pack_dir)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    found = json.loads(done.stdout)
    loaded = AFFECT_MODULES & set(found["modules"])
    assert loaded == (AFFECT_MODULES if allowed else set())
    assert "PySide6" not in found["modules"]
    voice, face = found["reasons"]["pitch_median"], found["reasons"]["smile"]
    assert (voice, face) == (("no_sound", "no_picture") if allowed else ("policy_locked", "policy_locked"))
