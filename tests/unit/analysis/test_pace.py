"""Pauses and rates, on the Mandarin reading whose words and pauses are known, and on made spans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.analysis.delivery import articulation_rate, delivery_series
from app.analysis.gates import Gates
from app.analysis.levels import SoundQuality
from app.analysis.pauses import Timing, overlap_s, timing
from app.analysis.segments import Span
from app.analysis.spoken import Spoken
from app.analysis.syllables import syllable_count, word_count
from app.analysis.vad import VadModel
from app.analysis.within import windows_between
from app.domain.language import Language
from app.domain.transcript import Segment, Transcript, TranscriptSource
from tests.unit.analysis.sounds import texts, timing_of

READING = "speech/zh_reading_52s.wav"
# Read off by eye, to about 0.03 s, from the drawn wave and spectrogram of the reading (9 s to a picture, a line every
# 0.2 s): start and end of each silence of 200 ms and more. They stand at every comma and full stop of its text but the
# last. The next shorter silences, at 7.2 s and 18.2 s, are the closures of two stops, 140 and 150 ms long.
PAUSES_BY_EYE_S = (
    *(
        (2.78, 3.36),
        (5.22, 5.54),
        (8.29, 8.88),
        (10.95, 11.22),
        (13.06, 13.66),
        (14.69, 15.01),
        (16.61, 16.94),
    ),
    *((19.73, 20.31), (22.53, 22.88), (26.10, 26.70), (27.32, 27.63), (28.94, 29.28), (32.30, 32.89)),
    *(
        (34.39, 34.71),
        (36.55, 36.83),
        (39.00, 39.60),
        (40.52, 40.85),
        (43.52, 43.92),
        (46.94, 47.24),
        (49.56, 50.13),
    ),
)
PAUSES_BY_HAND = len(PAUSES_BY_EYE_S)


@pytest.mark.media
def test_the_mandarin_reading_has_its_pauses_and_its_rate(vad: VadModel, media_dir: Path) -> None:
    found = timing_of(media_dir / READING, vad)
    assert len(found.pauses) == pytest.approx(PAUSES_BY_HAND, rel=0.2)
    assert 4.0 <= articulation_rate(texts(media_dir)[READING], found) <= 5.5


@pytest.mark.media
def test_every_pause_of_it_lies_where_the_eye_sees_it(vad: VadModel, media_dir: Path) -> None:
    found = timing_of(media_dir / READING, vad)
    seen = [Span(*ends) for ends in PAUSES_BY_EYE_S]
    assert all(any(overlap_s(span, pause) > 0.2 for pause in found.pauses) for span in seen)
    invented = [
        pause for pause in found.pauses if all(overlap_s(span, pause) < 0.5 * pause.length_s for span in seen)
    ]
    assert all(pause.length_s <= 0.2 + 2 * 0.02 for pause in invented), (
        "only a stop's closure may look like a pause"
    )
    assert len(invented) <= 1


@pytest.mark.media
@pytest.mark.parametrize("name", ["zh_8k.wav", "zh_quiet_minus35dB.wav", "zh_noise_snr10dB.wav"])
def test_a_worse_recording_of_it_tells_the_same(vad: VadModel, media_dir: Path, name: str) -> None:
    found = timing_of(media_dir / "noise" / name, vad)
    assert len(found.pauses) == pytest.approx(PAUSES_BY_HAND, rel=0.2)
    assert found.speech_s == pytest.approx(timing_of(media_dir / READING, vad).speech_s, rel=0.1)


def loud(*spans: tuple[float, float], length_s: float = 10.0) -> np.ndarray:
    powers = np.full(round(length_s / 0.02), 1e-8)
    for start_s, end_s in spans:
        powers[round(start_s / 0.02) : round(end_s / 0.02)] = 1e-2
    return powers


def test_a_pause_that_the_vad_smeared_is_found_in_the_level() -> None:
    found = timing((Span(1.0, 5.0),), loud((1.0, 2.0), (2.3, 5.0)))
    assert [round(pause.length_s, 2) for pause in found.pauses] == [0.3]
    assert timing((Span(1.0, 5.0),), loud((1.0, 2.0), (2.16, 5.0))).pauses == ()


def test_in_noise_the_vad_decides_alone() -> None:
    powers = loud((1.0, 5.0)) + 1e-3
    assert [span.length_s for span in timing((Span(1.0, 2.0), Span(3.0, 4.0)), powers).spans] == [1.0, 1.0]


def test_the_edges_of_the_take_do_not_count() -> None:
    assert timing((Span(0.0, 0.1), Span(9.9, 10.0)), loud((0.0, 10.0))).spans == ()
    assert timing((), loud()).whole == Span(0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "syllables", "words"),
    [
        ("广州市房地产中介协会分析", 12, 8.0),
        ("我用 Excel 做表，共 12 行", 10, 2 + 6 / 1.5),
        ("The people asked a simple question", 9, 6),
        ("I don't know", 3, 3),
        ("makes wanted table because", 7, 4),
        ("", 0, 0),
        ("，。！", 0, 0),
    ],
)
def test_syllables_and_words(text: str, syllables: int, words: float) -> None:
    assert syllable_count(text) == syllables
    assert word_count(text) == pytest.approx(words)


def test_windows_are_5_to_10_s_and_fill_the_answer() -> None:
    for length_s in np.arange(5.0, 120.0, 0.7):
        windows = windows_between(1.0, 1.0 + float(length_s))
        assert all(window.length_s + 1e-9 >= 5.0 and window.length_s < 10.0 for window in windows)
        assert windows[0].start_s == 1.0
        assert windows[-1].end_s == pytest.approx(1.0 + length_s)
    assert windows_between(0.0, 4.9) == ()


def test_window_rates_add_up_to_the_whole() -> None:
    spans = (Span(0.0, 8.0), Span(9.0, 20.0))
    segments = (Segment("一二三四" * 10, 0.0, 8.0, 0.9), Segment("五" * 55, 9.0, 20.0, 0.9))
    words = Transcript("".join(s.text for s in segments), TranscriptSource.TYPED, 0.9, segments=segments)
    quality = SoundQuality(19.0, -20.0, -60.0, 40.0, 0.0)
    heard = Spoken(
        20.0,
        np.zeros(0),
        quality,
        Timing(spans),
        windows_between(0.0, 20.0),
        Gates.of(quality, 0.9),
        words,
        Language.ZH,
        False,
    )
    series = delivery_series(heard)["articulation_rate"]
    said = sum(item.value * heard.timing.speech_in(item.window) for item in series)
    assert said == pytest.approx(95.0)
    assert [round(item.value, 2) for item in series] == [5.0, 5.0, 5.0, 5.0]


def test_a_short_answer_in_doubtful_words_has_no_rate_by_window() -> None:
    """Being short is told first, but must not hide that the words are doubted."""
    quality = SoundQuality(10.0, -20.0, -60.0, 40.0, 0.0)
    segments = (Segment("一二三四" * 10, 0.0, 10.0, 0.4),)
    heard = Spoken(
        10.0,
        np.zeros(0),
        quality,
        Timing((Span(0.0, 10.0),)),
        windows_between(0.0, 10.0),
        Gates.of(quality, 0.4),
        Transcript(segments[0].text, TranscriptSource.POCKETSPHINX, 0.4, segments=segments),
        Language.ZH,
        False,
    )
    assert heard.gates.words == "too_little_speech"
    assert set(delivery_series(heard)) == {"pause_ratio"}
    sure = replace(heard, gates=Gates.of(quality, 0.9))
    assert set(delivery_series(sure)) == {"pause_ratio", "articulation_rate"}


def test_overlap() -> None:
    assert overlap_s(Span(0, 2), Span(1, 5)) == 1
    assert overlap_s(Span(0, 1), Span(1, 5)) == 0
