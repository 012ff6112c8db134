"""A real face on a slow camera that leaves and comes back: what was not seen is said, never invented."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.analysis.face_measures import GOOD_PRESENT_RATIO
from app.analysis.measures import BY_ID, Family
from app.capture.video_file import decode_pictures
from app.domain.messages import EngineReady, StopTake, TakeDone, UseDevices
from app.domain.observation import Observation, Quality
from tests.engine.harness import config, running_engine, take

FPS = 5
FILM_S = 18.0
AWAY_S = (6.0, 12.0)  # in the film
SPEED = 4.0


def _slow_film(path: Path, candidate: Path) -> Path:
    """The candidate at FPS pictures a second; between AWAY_S the chair is empty."""
    due_s = 0.0
    with av.open(str(path), "w", format="matroska") as film:
        stream = film.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
        stream.codec_context.time_base = Fraction(1, FPS)
        for at_s, picture in decode_pictures(candidate):
            if at_s < due_s - 0.01:
                continue
            if at_s >= FILM_S:
                break
            pixels = picture.to_ndarray(format="rgb24")
            if AWAY_S[0] <= at_s < AWAY_S[1]:
                pixels = np.full_like(pixels, 120)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = round(due_s * FPS), Fraction(1, FPS)
            film.mux(stream.encode(frame))
            due_s += 1 / FPS
        film.mux(stream.encode(None))
    return path


@pytest.mark.media
def test_a_face_that_leaves_and_returns_before_a_camera_of_5_pictures_a_second(
    tmp_path: Path, media_dir: Path, model_pack_dir: Path
) -> None:
    film = _slow_film(tmp_path / "slow.mkv", media_dir / "video/candidate_en_grid_30s.mp4")
    seen = config(tmp_path, "silence:", f"file:{film}", asr_engine="none", speed=SPEED)
    seen = replace(seen, model_pack_dir=str(model_pack_dir), affect_allowed=True)
    with running_engine(seen, "app.analysis.pipeline") as (engine, _):
        engine.supervisor.send(UseDevices(seen.microphone, seen.camera))  # from the beginning of the film
        engine.until(EngineReady, 10)
        engine.begin_take(replace(take(), measure_face=True))
        engine.run_for((FILM_S - 1.0) / SPEED)
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 20)
    whole = {each.measure: each for each in reversed(done.observations)}
    assert whole["face_present_ratio"].value == pytest.approx(2 / 3, abs=0.1)
    assert (whole["blink_rate"].value, whole["blink_rate"].reason) == (None, "too_few_pictures")
    for measure in ("smile", "head_yaw", "gaze_away_ratio"):
        assert (whole[measure].quality, whole[measure].reason) == (Quality.LOW, "face_often_missing")
    windows = _windows(done.observations)
    away = {span for span, found in windows.items() if found["face_present_ratio"] < GOOD_PRESENT_RATIO}
    assert away, "no window shows that nobody was there"
    assert windows.keys() - away, "no window shows that somebody was there"
    for span, found in windows.items():
        assert ("smile" in found) == ("head_motion" in found) == (span not in away)
    assert {"loudness", "speech_rate"} <= {
        each.measure for each in done.observations if each.quality is Quality.NOT_MEASURED
    }, "nobody spoke"


def _windows(observations: tuple[Observation, ...]) -> dict[tuple[float, float], dict[str, float]]:
    """The face measures of each window; not those of the whole take."""
    found: dict[tuple[float, float], dict[str, float]] = {}
    for each in observations:
        if BY_ID[each.measure].family is Family.FACE and BY_ID[each.measure].is_windowed:
            found.setdefault((each.start_s, each.end_s), {})[each.measure] = each.value or 0.0
    del found[max(found, key=lambda span: span[1] - span[0])]
    return found
