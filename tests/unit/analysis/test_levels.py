"""Loudness, signal-to-noise ratio and clipping, on made sounds and on the mixed recordings."""

from pathlib import Path

import numpy as np
import pytest

from app.analysis.gates import Gates
from app.analysis.levels import QUIETEST_DB, SoundQuality, rms_db, sound_quality
from app.analysis.segments import Span, speech_spans
from app.analysis.vad import VadModel
from app.capture.audio_file import read_audio
from tests.unit.analysis.sounds import hiss, probabilities, silence, tone

SPEECH = (Span(1.0, 3.0),)


def test_rms_of_a_full_scale_square_wave_is_0_db() -> None:
    assert rms_db(np.full(1600, -32768, np.int16)) == pytest.approx(0.0, abs=0.001)
    assert rms_db(silence(1.0)) == QUIETEST_DB
    assert rms_db(np.zeros(0, np.int16)) == QUIETEST_DB


@pytest.mark.parametrize("snr_db", [30.0, 15.0, 5.0, 0.0])
def test_the_ratio_of_a_tone_in_noise(snr_db: float) -> None:
    sound = np.concatenate((silence(1.0), tone(150, 2.0, 0.1), silence(1.0))).astype(np.int32)
    level_db = rms_db(sound[16_000:48_000].astype(np.int16))
    noisy = (sound + hiss(4.0, level_db - snr_db)).astype(np.int16)
    assert sound_quality(noisy, SPEECH).snr_db == pytest.approx(snr_db, abs=1.0)


def test_without_silence_the_quietest_frames_are_the_floor() -> None:
    quality = sound_quality(tone(150, 2.0), (Span(0.0, 2.0),))
    assert quality.snr_db is not None
    assert quality.snr_db < 10


def test_without_speech_there_is_no_ratio() -> None:
    quality = sound_quality(hiss(2.0), ())
    assert (quality.snr_db, quality.speech_db) == (None, None)
    assert quality.floor_db == pytest.approx(-40.0, abs=0.3)
    assert sound_quality(np.zeros(0, np.int16), ()).floor_db is None


def test_clipping_is_counted_in_the_speech() -> None:
    loud = np.clip(tone(150, 4.0, 0.9).astype(np.int32) * 3, -32768, 32767).astype(np.int16)
    assert sound_quality(loud, SPEECH).clipping_ratio > 0.3
    assert sound_quality(tone(150, 4.0, 0.9), SPEECH).clipping_ratio == 0.0


def quality_of(path: Path, vad: VadModel) -> SoundQuality:
    samples = read_audio(path)
    return sound_quality(samples, speech_spans(probabilities(samples, vad)))


@pytest.mark.media
def test_mixed_recordings_are_in_the_order_of_their_noise(vad: VadModel, media_dir: Path) -> None:
    clean = quality_of(media_dir / "speech/zh_reading_52s.wav", vad).snr_db
    ten = quality_of(media_dir / "noise/zh_noise_snr10dB.wav", vad).snr_db
    zero = quality_of(media_dir / "noise/zh_noise_snr0dB.wav", vad).snr_db
    assert clean is not None
    assert ten is not None
    assert zero is not None
    assert clean > 40
    assert ten == pytest.approx(10.0, abs=2.0)
    assert zero == pytest.approx(0.0, abs=2.5)


@pytest.mark.media
@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("speech/zh_reading_52s.wav", set()),
        ("speech/en_jfk.flac", set()),
        ("noise/zh_8k.wav", set()),
        ("noise/zh_clipped_plus30dB.wav", {"clipped", "noisy"}),
        ("noise/zh_quiet_minus35dB.wav", {"too_quiet"}),
        ("noise/zh_noise_snr0dB.wav", {"noisy"}),
        ("noise/zh_noise_snr10dB.wav", {"noisy"}),
        ("noise/silence_20s.wav", {"no_speech"}),
        ("noise/mains_hum_20s.wav", {"no_speech"}),
    ],
)
def test_each_recording_has_the_right_flags(
    vad: VadModel, media_dir: Path, name: str, flags: set[str]
) -> None:
    assert Gates.of(quality_of(media_dir / name, vad), None).flags() == flags
