"""The stream gives what one call over the whole recording gives, and no speech where nobody speaks."""

from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model

from app.analysis.vad import FRAME_SAMPLES, VadModel, VadStream
from app.capture.audio_file import read_audio
from tests.unit.analysis.sounds import cuts_of, probabilities

pytestmark = pytest.mark.media


@pytest.mark.parametrize("size", [1, 100, 320, 512, 7000])
def test_block_sizes_do_not_matter(vad: VadModel, media_dir: Path, size: int) -> None:
    samples = read_audio(media_dir / "speech/zh_aishell_BAC009S0724W0121.wav")[
        : 16_000 if size == 1 else None
    ]
    whole = VadStream(vad).feed(samples)
    stream = VadStream(vad)
    parts = [stream.feed(samples[first : first + size]) for first in range(0, len(samples), size)]
    assert np.allclose(np.concatenate(parts), whole, atol=1e-4)


def test_it_agrees_with_the_batch_code_of_its_wheel(vad: VadModel, media_dir: Path) -> None:
    samples = read_audio(media_dir / "speech/zh_reading_52s.wav")
    samples = samples[: len(samples) // FRAME_SAMPLES // 2 * 2 * FRAME_SAMPLES]
    batch = get_vad_model()(samples.astype(np.float32) / 32768.0).reshape(-1)
    assert np.allclose(probabilities(samples, vad), batch, atol=1e-3)


@pytest.mark.parametrize("name", ["silence_20s.wav", "pink_noise_20s.wav", "mains_hum_20s.wav"])
def test_noise_is_no_speech(vad: VadModel, media_dir: Path, name: str) -> None:
    assert cuts_of(read_audio(media_dir / "noise" / name), vad) == []


def test_speech_is_found_where_it_is(vad: VadModel, media_dir: Path) -> None:
    found = probabilities(read_audio(media_dir / "speech/zh_reading_52s.wav"), vad)
    assert 0.75 < float(np.mean(found > 0.5)) < 0.95
