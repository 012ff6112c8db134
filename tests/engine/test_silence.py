"""When a speaker falls silent, the kiosk process learns it at the moment at which the page asks about it."""

from pathlib import Path

import numpy as np
import pytest

from app.analysis.segments import speech_spans
from app.analysis.vad import VadModel, VadStream
from app.capture.audio_file import read_audio
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import Level, PlayNext, StopTake, TakeDone
from app.flow.timing import ASKS_IF_FINISHED_S, asks_if_finished
from tests.engine.harness import config, pcm, running_engine, take
from tests.unit.capture.media import write_wav

SAID_S = 2.0
NEWS_EACH_S = 0.25  # a level each 0.09 s, of two frames (0.064 s) of the speech detection, on a busy machine
STOP_S = 0.5  # from the news to here, and StopTake back


@pytest.mark.media
def test_silence_after_words_is_told_at_two_and_a_half_seconds(media_dir: Path, tmp_path: Path) -> None:
    """In real time, and therefore some seconds long: the moment is what is tested."""
    said = read_audio(media_dir / "speech/zh_aishell_BAC009S0724W0121.wav")[: round(SAID_S * SAMPLE_RATE_HZ)]
    quiet = np.zeros(round(6.0 * SAMPLE_RATE_HZ), np.int16)
    nothing = write_wav(tmp_path / "nothing.wav", [np.zeros(SAMPLE_RATE_HZ, np.int16)], SAMPLE_RATE_HZ)
    words = write_wav(tmp_path / "words.wav", [np.concatenate((said, quiet))], SAMPLE_RATE_HZ)
    settings = config(tmp_path, f"file:{nothing}", asr_engine="none")
    with running_engine(settings, "app.analysis.pipeline") as (engine, _):
        engine.begin_take(take())
        first = engine.until(Level, 5)
        engine.supervisor.send(PlayNext(f"file:{words}"))
        news = engine.until(Level, 10, lambda level: asks_if_finished(level.silent_s))
        engine.supervisor.send(StopTake())
        engine.until(TakeDone, 20)
        levels = engine.all(Level)
    recorded = pcm(tmp_path / "i1" / "q1-t1-k1.pcm")
    spoken = speech_spans(VadStream(VadModel()).feed(recorded))
    silent_s = len(recorded) / SAMPLE_RATE_HZ - spoken[-1].end_s
    assert news.silent_s is not None
    assert news.silent_s <= ASKS_IF_FINISHED_S + NEWS_EACH_S
    assert news.silent_s - 0.1 <= silent_s <= news.silent_s + STOP_S, "what is told is true of the recording"
    assert first.silent_s is None, "nobody has said anything yet"
    counted = [level.silent_s for level in levels if level.silent_s is not None]
    assert counted[-1] == max(counted)
    assert all(level.silent_s is None or level.silent_s < 0.4 for level in levels if level.speech)
