"""How somebody sits is seen where faces may be looked for, and nowhere else."""

from dataclasses import replace
from pathlib import Path

from app.analysis.pipeline import load_analysers
from app.domain.media import VideoFrame
from app.domain.messages import Framing
from tests.unit.analysis.films import pictures
from tests.unit.analysis.takes import engine_config


def test_a_face_in_the_picture_is_placed(model_pack_dir: Path, media_dir: Path) -> None:
    config = engine_config(model_pack_dir, asr_engine="none")
    _, pixels = pictures(media_dir / "video" / "candidate_en_grid_30s.mp4", 5.0)[1]
    frame = VideoFrame(pixels, 1.0)
    analysers = load_analysers(config)
    try:
        seen = analysers.framing(frame)
        empty = analysers.framing(replace(frame, pixels=pixels * 0, at_s=2.0))
    finally:
        analysers.shutdown()
    assert seen is not None
    assert seen.faces == 1
    assert 0.1 < seen.width < 0.65
    assert seen.offset < 0.25
    assert empty == Framing(0)
    locked = load_analysers(replace(config, affect_allowed=False))
    assert locked.framing(frame) is None
    locked.shutdown()
