"""Two people talking: marked for a human on real voices mixed and joined, and silent on one voice alone."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.analysis.levels import frame_powers
from app.analysis.pauses import Timing, timing
from app.analysis.pitch import PitchReader, PitchTrack
from app.analysis.second_voice import group_gap, is_second_voice, leap_count, leap_rate
from app.analysis.segments import Span, speech_spans
from app.analysis.spoken import spoken
from app.analysis.vad import VadModel
from app.analysis.voice import voice_observations
from app.analysis.within import Baseline
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.transcript import NotTranscribed
from tests.unit.analysis.sounds import probabilities

READER = PitchReader()
WOMAN, LIBRI = "speech/zh_reading_52s.wav", "speech/en_librispeech_1995-1837-0001.wav"
SPEECH, FILM = "speech/en_jfk.flac", "video/candidate_en_grid_30s.mp4"
Sound = NDArray[np.int16]


def heard(samples: Sound, vad: VadModel) -> tuple[PitchTrack, Timing]:
    spans = speech_spans(probabilities(samples, vad))
    return READER.track(samples).loud(), timing(spans, frame_powers(samples))


def as_loud(samples: Sound, level: float = 2000.0) -> NDArray[np.float64]:
    return samples * (level / np.sqrt(np.mean(np.square(samples.astype(np.float64)))))


@pytest.mark.media
@pytest.mark.parametrize("name", [WOMAN, LIBRI, SPEECH, "noise/zh_8k.wav", "noise/zh_quiet_minus35dB.wav"])
def test_one_voice_is_one_voice(vad: VadModel, media_dir: Path, name: str) -> None:
    track, when = heard(read_audio(media_dir / name), vad)
    assert not is_second_voice(track, when)
    rate = leap_rate(track)
    assert rate is not None
    assert rate < 0.1


@pytest.mark.media
@pytest.mark.parametrize("pair", list(combinations((WOMAN, LIBRI, SPEECH), 2)), ids=str)
def test_two_voices_at_once_are_marked(vad: VadModel, media_dir: Path, pair: tuple[str, str]) -> None:
    first, second = (as_loud(read_audio(media_dir / name)) for name in pair)
    length = min(len(first), len(second))
    assert is_second_voice(*heard((first[:length] + second[:length]).astype(np.int16), vad))


@pytest.mark.media
def test_voices_in_turn_are_marked_by_their_two_pitches(vad: VadModel, media_dir: Path) -> None:
    samples = read_audio(media_dir / FILM)
    track, when = heard(samples, vad)
    assert leap_count(track) == 0
    gap = group_gap(track, when)
    assert gap is not None
    assert gap > 5
    found = spoken(samples, probabilities(samples, vad), NotTranscribed("typed"), Language.EN, False)
    observations, flags = voice_observations([READER.track(samples)], found, {}, Baseline())
    assert "second_voice" in flags
    assert {o.measure: o.value for o in observations}["pitch_group_gap"] == pytest.approx(gap, abs=0.01)


@pytest.mark.media
def test_noise_that_makes_the_tracker_leap_is_called_noise_and_not_a_person(
    vad: VadModel, media_dir: Path
) -> None:
    samples = read_audio(media_dir / "noise/zh_noise_snr0dB.wav")
    found = spoken(samples, probabilities(samples, vad), NotTranscribed("typed"), Language.ZH, False)
    observations, flags = voice_observations([READER.track(samples)], found, {}, Baseline())
    assert flags == frozenset()
    assert {o.measure: o.reason for o in observations}["pitch_leap_rate"] == "noisy"


def test_an_exclamation_is_not_a_second_person() -> None:
    at_s = np.arange(0, 8, 0.016)
    pitch = np.where(at_s < 6.9, 5.0, 14.0)  # 1.1 s of a much higher voice
    track = PitchTrack(at_s, pitch, np.zeros(len(at_s)))
    assert group_gap(track, Timing((Span(0.0, 3.0), Span(3.3, 6.8), Span(7.0, 8.0)))) == 0.0
    longer = PitchTrack(at_s, np.where(at_s < 4.9, 5.0, 14.0), np.zeros(len(at_s)))
    assert group_gap(longer, Timing((Span(0.0, 2.0), Span(2.3, 4.8), Span(5.0, 8.0)))) == 9.0


def test_without_voice_there_is_nothing_to_say() -> None:
    nothing = PitchTrack(np.zeros(0), np.zeros(0), np.zeros(0))
    assert leap_rate(nothing) is None
    assert group_gap(nothing, Timing(())) is None
    assert not is_second_voice(nothing, Timing(()))
