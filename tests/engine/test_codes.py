"""An engine that looks for a QR code reads it from the camera, loads no model and records nothing."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from app.analysis.codes import read_code
from app.domain.media import VideoFrame
from app.domain.messages import CodeRead, EngineProblem
from app.engine.code_watch import CodeWatch
from tests.engine.harness import config, running_engine, take

CODE = "appointment:K-7"


def picture(text: str, size_px: int = 240) -> NDArray[np.uint8]:
    """A QR code on a grey screen, as a camera sees it: 640 x 480, RGB."""
    import cv2  # not beside PySide6 before its windows are up: see docs/gotchas.md

    drawn = cv2.resize(
        cv2.QRCodeEncoder.create().encode(text), (size_px, size_px), interpolation=cv2.INTER_NEAREST
    )
    seen = np.full((480, 640, 3), 190, np.uint8)
    seen[100 : 100 + size_px, 180 : 180 + size_px] = drawn[..., None]
    return seen


def film(file: Path, pixels: NDArray[np.uint8]) -> Path:
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libvpx", rate=10)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
        stream.bit_rate = 2_000_000
        for _ in range(40):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return file


@pytest.mark.parametrize("size_px", [120, 240, 340])
def test_a_code_is_read_near_and_far(size_px: int) -> None:
    assert read_code(picture(CODE, size_px)) == CODE


def test_no_code_is_none_and_an_endless_one_is_none_of_ours() -> None:
    assert read_code(np.full((480, 640, 3), 190, np.uint8)) is None
    assert read_code(np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)) is None
    assert read_code(picture("x" * 300, 340)) is None


def test_a_code_is_said_once() -> None:
    watch = CodeWatch(wanted=True)
    said = []
    for second in range(3):
        watch.feed(VideoFrame(picture(CODE), float(second)))
        if watch._looking is not None:
            assert watch._looking.wait(20.0)
        said.append(watch.poll())
    assert [each for each in said if each is not None] == [CodeRead(CODE)]
    idle = CodeWatch(wanted=False)
    idle.feed(VideoFrame(picture(CODE), 0.0))
    assert idle.poll() is None


def test_the_engine_reads_it_from_its_camera_and_records_nothing(tmp_path: Path) -> None:
    file = film(tmp_path / "code.webm", picture(CODE))
    media = tmp_path / "media"
    wanted = replace(config(media, None, f"file:{file}"), reads_codes=True)
    with running_engine(wanted) as (engine, ready):
        assert (ready.camera.present, ready.recogniser) == (True, None)
        assert engine.until(CodeRead, 20) == CodeRead(CODE)
        engine.supervisor.send(take())
        assert engine.until(EngineProblem, 5).code == "engine_not_ready"
    assert not media.exists()
