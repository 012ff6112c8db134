"""Sounds made for tests, and recordings as the pipeline gets them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import frame_powers
from app.analysis.pauses import Timing, timing
from app.analysis.segments import Cut, Segmenter, speech_spans
from app.analysis.transcriber import Speech
from app.analysis.vad import VadModel, VadStream
from app.capture.audio_file import read_audio
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock

BLOCK = 320


def tone(hz: float, length_s: float, level: float = 0.3) -> NDArray[np.int16]:
    """A voice-like tone: five harmonics falling with their number."""
    return glide(hz, hz, length_s, level)


def glide(from_hz: float, to_hz: float, length_s: float, level: float = 0.3) -> NDArray[np.int16]:
    """A tone that glides evenly in semitones."""
    at_s = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(from_hz * (to_hz / from_hz) ** (at_s / length_s)) / SAMPLE_RATE_HZ
    wave = sum(np.sin(number * phase) / number for number in range(1, 6))
    return np.asarray(level / 2.3 * wave * 32767, np.int16)


def hiss(length_s: float, level_db: float = -40.0, seed: int = 0) -> NDArray[np.int16]:
    """White noise of that RMS."""
    size = 32767 * 10 ** (level_db / 20)
    return np.random.default_rng(seed).normal(0, size, round(length_s * SAMPLE_RATE_HZ)).astype(np.int16)


def silence(length_s: float) -> NDArray[np.int16]:
    """Digital zeros."""
    return np.zeros(round(length_s * SAMPLE_RATE_HZ), np.int16)


def blocks(samples: NDArray[np.int16], start_s: float = 0.0) -> Iterator[AudioBlock]:
    """The samples in blocks of 20 ms."""
    for first in range(0, len(samples), BLOCK):
        yield AudioBlock(samples[first : first + BLOCK], start_s + first / SAMPLE_RATE_HZ)


def probabilities(samples: NDArray[np.int16], model: VadModel) -> NDArray[np.float32]:
    """Probability of speech per 32 ms, fed in blocks of 20 ms."""
    stream = VadStream(model)
    return np.concatenate([stream.feed(block.samples) for block in blocks(samples)])


def timing_of(path: Path, model: VadModel) -> Timing:
    """Speech and pauses of a recording."""
    samples = read_audio(path)
    return timing(speech_spans(probabilities(samples, model)), frame_powers(samples))


def cuts_of(samples: NDArray[np.int16], model: VadModel) -> list[Cut]:
    """The segments of a recording."""
    segmenter = Segmenter()
    return segmenter.feed(probabilities(samples, model).tolist()) + segmenter.flush()


def texts(media_dir: Path) -> dict[str, str]:
    """What is said in the recordings, by path."""
    lines = (media_dir / "transcripts.tsv").read_text("utf-8").splitlines()[1:]
    return {path: text for path, _, text in (line.split("\t") for line in lines)}


def speech_of(samples: NDArray[np.int16], start_s: float = 0.0) -> Speech:
    """The samples as one segment that is speech from end to end."""
    length_s = len(samples) / SAMPLE_RATE_HZ
    return Speech(samples, start_s, start_s + length_s, length_s)
