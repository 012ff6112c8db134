"""Pitch within 1 % on tones and glides, loudness, slopes; and the voice of a take against the own warm-up."""

from pathlib import Path

import numpy as np
import pytest

from app.analysis.measures import Family, of_families
from app.analysis.pitch import PitchReader, PitchTrack, hz, joined_tracks
from app.analysis.spoken import Spoken, spoken
from app.analysis.vad import VadModel
from app.analysis.voice import run_slopes, voice_observations, voice_series, voice_values
from app.analysis.within import Baseline
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.observation import Quality
from app.domain.transcript import NotTranscribed
from tests.unit.analysis.sounds import glide, hiss, probabilities, silence, tone

READER = PitchReader()


@pytest.mark.parametrize("frequency_hz", [75, 90, 110, 150, 220, 330, 440, 560])
def test_tones_within_1_percent(frequency_hz: float) -> None:
    track = READER.track(tone(frequency_hz, 3.0))
    assert hz(float(np.median(track.semitones))) == pytest.approx(frequency_hz, rel=0.01)
    assert len(track.at_s) * 0.016 > 2.8


@pytest.mark.parametrize(("from_hz", "to_hz"), [(100, 200), (240, 120), (180, 260)])
def test_a_glide_within_1_percent(from_hz: float, to_hz: float) -> None:
    track = READER.track(glide(from_hz, to_hz, 4.0))
    true = from_hz * (to_hz / from_hz) ** (track.at_s / 4.0)
    found = np.array([hz(float(value)) for value in track.semitones])
    inner = (track.at_s > 0.1) & (track.at_s < 3.9)
    assert float(np.max(np.abs(found[inner] / true[inner] - 1.0))) < 0.01
    slopes = run_slopes(track)
    assert slopes == pytest.approx([12 * np.log2(to_hz / from_hz) / 4.0] * len(slopes), rel=0.05)


def test_silence_and_noise_have_no_pitch() -> None:
    assert len(READER.track(silence(2.0)).at_s) == 0
    assert READER.track(hiss(4.0)).voiced_s < 0.2
    assert len(READER.track(silence(0.0)).at_s) == 0


def test_quiet_frames_are_left_out_and_shared_ones_counted_once() -> None:
    loud, quiet = READER.track(tone(150, 2.0, 0.5)), READER.track(tone(300, 2.0, 0.02), start_s=2.0)
    both = joined_tracks([loud, quiet])
    assert float(np.max(both.loud().at_s)) < 2.1
    twice = joined_tracks([loud, READER.track(tone(150, 2.0, 0.5), start_s=1.0)])
    assert np.all(np.diff(twice.at_s) > 0)
    assert joined_tracks([]).loud().voiced_s == 0.0


def take(
    path: Path, vad: VadModel, is_baseline: bool = False, gain: float = 1.0
) -> tuple[list[PitchTrack], Spoken]:
    samples = (read_audio(path) * gain).astype(np.int16)
    words = NotTranscribed("typed")
    found = spoken(samples, probabilities(samples, vad), words, Language.ZH, is_baseline)
    return [READER.track(samples)], found


@pytest.mark.media
def test_the_reading_has_a_womans_pitch(vad: VadModel, media_dir: Path) -> None:
    (track,), heard = take(media_dir / "speech/zh_reading_52s.wav", vad)
    values = voice_values(track.loud(), heard, heard.timing.whole)
    assert 200 < hz(values["pitch_median"]) < 300
    assert 4 < values["pitch_range"] < 12
    assert -25 < values["loudness"] < -15


@pytest.mark.media
def test_the_same_voice_10_db_louder_is_only_louder(vad: VadModel, media_dir: Path) -> None:
    path = media_dir / "speech/zh_reading_52s.wav"
    tracks, warm_up = take(path, vad, is_baseline=True, gain=0.3)
    baseline = Baseline()
    first = {o.measure: o for o in voice_observations(tracks, warm_up, {}, baseline)[0]}
    assert first["voice_change"].reason == "is_baseline"
    assert first["pitch_median"].baseline_z is None
    tracks, again = take(path, vad)
    found, _ = voice_observations(tracks, again, {}, baseline)
    whole = {o.measure: o for o in reversed(found)}
    assert whole["loudness"].baseline_z is not None
    assert whole["pitch_median"].baseline_z is not None
    assert whole["loudness"].baseline_z > 5
    assert abs(whole["pitch_median"].baseline_z) < 1
    assert len([o for o in found if o.measure == "loudness"]) == 1 + len(again.windows)


@pytest.mark.media
def test_gates_make_it_low_or_not_measured(vad: VadModel, media_dir: Path) -> None:
    tracks, noisy = take(media_dir / "noise/zh_noise_snr0dB.wav", vad)
    found = {o.measure: o for o in voice_observations(tracks, noisy, {}, Baseline())[0]}
    assert (found["pitch_median"].quality, found["pitch_median"].reason) == (Quality.LOW, "noisy")
    assert (found["voice_change"].quality, found["voice_change"].reason) == (Quality.NOT_MEASURED, "noisy")
    tracks, quiet = take(media_dir / "noise/zh_quiet_minus35dB.wav", vad)
    assert voice_series(tracks[0], quiet) == {}
    tracks, nothing = take(media_dir / "noise/mains_hum_20s.wav", vad)
    found = {o.measure: o for o in voice_observations(tracks, nothing, {}, Baseline())[0]}
    assert set(found) == set(of_families(Family.VOICE))
    assert {o.reason for o in found.values()} == {"no_speech"}


def test_a_second_of_voice_is_too_little() -> None:
    track = READER.track(tone(150, 0.8))
    heard = spoken(tone(150, 0.8), np.ones(25, np.float32), NotTranscribed("typed"), Language.EN, False)
    assert "pitch_median" not in voice_values(track, heard, heard.timing.whole)
