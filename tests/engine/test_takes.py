"""Takes in the real media process: what is recorded, answered, and what goes wrong without loss."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import (
    CancelTake,
    Caption,
    Framing,
    Level,
    PlayNext,
    PreviewReady,
    StopTake,
    TakeDone,
)
from app.domain.transcript import NotTranscribed, Transcript
from tests.engine.harness import (
    best_correlation,
    config,
    film_ends_s,
    pcm,
    running_engine,
    swelling_noise,
    take,
)
from tests.unit.capture.media import write_film, write_picture, write_wav


@pytest.fixture
def spoken(tmp_path: Path) -> str:
    """The URI of a recording of 30 s."""
    return f"file:{write_wav(tmp_path / 'spoken.wav', [swelling_noise(30.0)], SAMPLE_RATE_HZ)}"


@pytest.fixture
def film(tmp_path: Path) -> str:
    """The URI of a film of 2 s."""
    return f"file:{write_film(tmp_path / 'film.mkv', 50)}"


def test_a_take_with_sound_and_picture(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film)) as (engine, ready):
        assert ready.microphone.present
        assert ready.camera.present
        assert (ready.engines, ready.recogniser, ready.notices) == (
            ("fake/1",),
            "pocketsphinx",
            ("fake_notice",),
        )
        assert ready.preview_memory == engine.supervisor.preview_memory
        done = engine.whole_take(2.0)
        assert engine.all(Caption) == [Caption("first sound", is_final=False)]
        assert any(level.speech for level in engine.all(Level))
    assert (done.question_id, done.turn, done.take, done.flags) == ("q1", 1, 1, ("fake",))
    assert isinstance(done.words, Transcript)
    assert done.media is not None
    assert done.media.tracks == ("audio", "video")
    recorded = pcm(tmp_path / "i1" / "q1-t1-k1.pcm")
    assert done.words.text == f"{len(recorded)} samples", "analysed is what was recorded"
    assert best_correlation(swelling_noise(30.0), recorded) > 0.99
    assert {observed.measure: observed.value for observed in done.observations}["first_block"] < 0.05
    ends_s = film_ends_s(tmp_path / done.media.name)
    assert ends_s["audio"] == pytest.approx(len(recorded) / SAMPLE_RATE_HZ, abs=0.05)
    assert ends_s["video"] == pytest.approx(ends_s["audio"], abs=0.2)


def test_a_practice_take_is_given_back_and_never_touches_the_disk(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        before = sorted(tmp_path.rglob("*"))
        done = engine.whole_take(1.0, for_practice=True)
        assert sorted(tmp_path.rglob("*")) == before
        cancelled = engine.begin_take(take(number=2, for_practice=True))
        engine.supervisor.send(CancelTake())
        engine.until(TakeDone, within_s=10.0)
    assert sorted(tmp_path.rglob("*")) == before
    assert cancelled.media == ""
    assert done.media is None
    sound = np.frombuffer(done.practice_sound, np.int16)
    assert len(sound) == pytest.approx(SAMPLE_RATE_HZ, rel=0.5)
    assert best_correlation(swelling_noise(30.0), sound) > 0.99


def test_framing_is_watched_until_the_first_take_and_only_where_allowed(tmp_path: Path, film: str) -> None:
    allowed = replace(config(tmp_path, None, film), face_allowed=True)
    with running_engine(allowed) as (engine, _):
        engine.until(Framing, within_s=5.0)
        engine.whole_take(0.3)
        before = len(engine.all(Framing))
        engine.run_for(1.5)
        assert len(engine.all(Framing)) == before
    with running_engine(config(tmp_path, None, film)) as (engine, _):
        engine.run_for(1.5)
        assert engine.all(Framing) == []


def test_the_preview_lies_in_shared_memory(tmp_path: Path) -> None:
    pixels = np.zeros((480, 640, 3), np.uint8)
    pixels[:240], pixels[240:] = (250, 0, 0), (0, 0, 250)
    still = write_picture(tmp_path / "still.png", pixels, "rgb24")
    with running_engine(config(tmp_path, None, f"file:{still}")) as (engine, _):
        message = engine.until(PreviewReady, 5)
        picture = engine.supervisor.picture(message)
    assert (message.width_px, message.height_px) == (320, 240)
    assert picture is not None
    seen = np.frombuffer(picture, np.uint8).reshape(240, 320, 3)
    assert np.abs(seen[10, 10].astype(int) - (250, 0, 0)).max() < 10
    assert np.abs(seen[230, 310].astype(int) - (0, 0, 250)).max() < 10


@pytest.mark.parametrize(("kind", "shape"), [("gray", (121, 99)), ("rgba", (120, 160, 4))])
def test_grey_alpha_and_odd_pictures_are_recorded(
    tmp_path: Path, spoken: str, kind: str, shape: tuple[int, ...]
) -> None:
    still = write_picture(tmp_path / "still.png", np.full(shape, 180, np.uint8), kind)
    with running_engine(config(tmp_path, spoken, f"file:{still}")) as (engine, _):
        engine.until(PreviewReady, 5)
        done = engine.whole_take(1.0)
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["video"] > 0.5


def test_level_messages_come_ten_times_a_second(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        engine.messages.clear()
        engine.run_for(2.0)
        levels = engine.all(Level)
    assert 15 <= len(levels) <= 22
    assert all(-40 < level.rms_db < -10 and level.rms_db < level.peak_db <= 0 for level in levels)


def test_the_next_recording_is_heard_in_the_next_take(tmp_path: Path, spoken: str) -> None:
    other = swelling_noise(3.0, seed=9)
    path = write_wav(tmp_path / "other.wav", [other], SAMPLE_RATE_HZ)
    with running_engine(config(tmp_path, "silence:")) as (engine, _):
        quiet = engine.whole_take(0.5)
        engine.begin_take(take(number=2))
        engine.supervisor.send(PlayNext(f"file:{path}"))
        engine.run_for(2.0)
        engine.supervisor.send(StopTake())
        spoken_done = engine.until(TakeDone, 10)
    assert quiet.media is not None
    assert np.abs(pcm(tmp_path / "i1" / "q1-t1-k1.pcm")).max() <= 1
    recorded = pcm(tmp_path / "i1" / "q1-t1-k2.pcm")
    assert best_correlation(recorded, other[:SAMPLE_RATE_HZ]) > 0.99
    assert spoken_done.take == 2


def test_a_faster_clock_keeps_the_seconds_of_the_recording(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film, speed=4.0)) as (engine, _):
        done = engine.whole_take(1.5)
    recorded = pcm(tmp_path / "i1" / "q1-t1-k1.pcm")
    assert len(recorded) / SAMPLE_RATE_HZ > 5.0
    assert best_correlation(swelling_noise(30.0), recorded) > 0.99
    assert done.media is not None
    assert done.media.duration_s == pytest.approx(len(recorded) / SAMPLE_RATE_HZ, abs=0.3)


@pytest.mark.parametrize(
    "where", ["load", "start_take", "feed_audio", "feed_video", "poll_captions", "finish"]
)
def test_a_failing_analysis_loses_no_recording(tmp_path: Path, spoken: str, film: str, where: str) -> None:
    with running_engine(config(tmp_path, spoken, film, asr_engine=f"fails_in_{where}")) as (engine, ready):
        if where == "load":
            assert (ready.engines, ready.recogniser, ready.notices) == ((), None, ("analysis_failed",))
        done = engine.whole_take(1.0)
    assert done.words == NotTranscribed("analysis_failed")
    assert done.flags == ("analysis_failed",)
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["audio"] > 0.8


def test_a_cancelled_take_stays_on_the_disk(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken)) as (engine, _):
        engine.begin_take(take())
        engine.run_for(1.0)
        engine.supervisor.send(CancelTake())
        done = engine.until(TakeDone, 5)
        again = engine.whole_take(0.5, number=2)
    assert done.words == NotTranscribed("cancelled")
    assert "cancelled" in done.flags
    assert done.media is not None
    assert film_ends_s(tmp_path / done.media.name)["audio"] > 0.8
    assert isinstance(again.words, Transcript)


def test_the_screen_is_served_while_a_take_is_read(tmp_path: Path, spoken: str) -> None:
    with running_engine(config(tmp_path, spoken, asr_engine="slow")) as (engine, _):
        engine.begin_take(take())
        engine.run_for(0.5)
        engine.supervisor.send(StopTake())
        engine.run_for(0.5)
        engine.messages.clear()
        engine.run_for(2.0)
        assert len(engine.all(Level)) >= 15, "the level goes on"
        assert engine.all(TakeDone) == []
        engine.begin_take(take("q2"))
        engine.supervisor.send(CancelTake())
        done = engine.until(TakeDone, 20, lambda done: done.question_id == "q1")
    assert isinstance(done.words, Transcript)


def test_only_what_was_agreed_to_is_recorded(tmp_path: Path, spoken: str, film: str) -> None:
    with running_engine(config(tmp_path, spoken, film)) as (engine, _):
        no_picture = engine.whole_take(0.6, number=1, record_video=False)
        no_sound = engine.whole_take(0.6, number=2, record_audio=False)
        nothing = engine.whole_take(0.6, number=3, record_audio=False, record_video=False)
    assert no_picture.media is not None
    assert no_picture.media.tracks == ("audio",)
    assert set(film_ends_s(tmp_path / no_picture.media.name)) == {"audio"}
    assert no_sound.media is not None
    assert set(film_ends_s(tmp_path / no_sound.media.name)) == {"video"}
    assert not (tmp_path / "i1" / "q1-t1-k2.pcm").exists()
    assert nothing.media is None
    assert sorted(path.name for path in (tmp_path / "i1").glob("*k3*")) == []
