"""The candidate's own warm-up outlives the engine that heard it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.capture.audio_file import read_audio
from app.domain.codec import decode, encode
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.messages import EngineConfig
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed
from tests.unit.analysis.sounds import blocks
from tests.unit.analysis.takes import ZH_TAKE, Sitting, engine_config


@contextmanager
def _sitting(config: EngineConfig) -> Iterator[Sitting]:
    sitting = Sitting(config)
    try:
        yield sitting
    finally:
        sitting.close()


def _warm_up(sitting: Sitting, recording: Path) -> tuple[WarmUpWindows, ...]:
    take = sitting.analysers.start_take(replace(ZH_TAKE, is_baseline=True), 0.0)
    for block in blocks(read_audio(recording), 0.0):
        take.feed_audio(block)
    take.finish()
    return take.warm_up


@pytest.mark.media
def test_an_engine_that_was_told_the_warm_up_measures_like_the_one_that_heard_it(media_dir: Path) -> None:
    """As after a kill, or after a crash of the whole program: the answer that was stored has the windows."""
    reading, config = media_dir / "speech/zh_reading_52s.wav", engine_config(None, Language.ZH, "none")
    with _sitting(config) as first:
        warm_up = _warm_up(first, reading)
        unbroken = first.take(reading, ZH_TAKE)
    stored = encode(Answer("JD-Q01", 1, 1, NotTranscribed("no_recogniser"), warm_up=warm_up))
    with _sitting(replace(config, warm_up=decode(Answer, stored).warm_up)) as second:
        again = second.take(reading, ZH_TAKE)
    assert again == unbroken
    compared = {each.measure for each in again[1] if each.baseline_z is not None}
    assert {"loudness", "pitch_median", "pause_ratio"} <= compared
