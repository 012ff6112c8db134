"""Clock, buffer, level, URIs and pictures."""

import threading

import numpy as np
import pytest

from app.capture.buffer import BoundedBuffer
from app.capture.camera import camera_number
from app.capture.clock import EngineClock
from app.capture.level import FLOOR_DB, LevelMeter, level_db
from app.capture.pictures import fitted_size_px, rgb_from_bgr
from app.capture.sources import SourceKind, SourceUri, open_camera, open_microphone, parse_uri
from app.errors import KioskError


def test_the_clock_runs_at_its_speed() -> None:
    clock = EngineClock(speed=4.0)
    zero_s = clock.at_s(100.0)
    assert clock.at_s(101.0) - zero_s == pytest.approx(4.0)
    assert clock.real_wait_s(clock.now_s() + 4.0) == pytest.approx(1.0, abs=0.1)
    assert clock.real_wait_s(clock.now_s() - 1.0) == 0.0
    with pytest.raises(ValueError, match="not positive"):
        EngineClock(0.0)


def test_a_full_buffer_drops_the_oldest_and_counts() -> None:
    buffer: BoundedBuffer[int] = BoundedBuffer(3)
    for number in range(5):
        buffer.put(number)
    assert buffer.take_all() == [2, 3, 4]
    assert buffer.dropped == 2
    assert buffer.take_all() == []


def test_a_buffer_between_two_threads_loses_nothing() -> None:
    buffer: BoundedBuffer[int] = BoundedBuffer(100_000)
    thread = threading.Thread(target=lambda: [buffer.put(number) for number in range(50_000)])
    thread.start()
    taken: list[int] = []
    while thread.is_alive() or len(taken) < 50_000:
        taken += buffer.take_all()
    thread.join()
    assert taken == list(range(50_000))


@pytest.mark.parametrize(
    ("samples", "rms_db", "peak_db"),
    [
        (np.zeros(1600, np.int16), FLOOR_DB, FLOOR_DB),
        (np.zeros(0, np.int16), FLOOR_DB, FLOOR_DB),
        (np.full(1600, -32768, np.int16), 0.0, 0.0),
        (np.full(1600, 3277, np.int16), -20.0, -20.0),
        (np.asarray(np.sin(np.arange(1600)) * 32767, np.int16), -3.01, 0.0),
    ],
)
def test_level(samples: np.ndarray, rms_db: float, peak_db: float) -> None:
    assert level_db(samples) == pytest.approx((rms_db, peak_db), abs=0.02)


def test_the_meter_speaks_ten_times_a_second() -> None:
    meter = LevelMeter()
    levels = [meter.feed(np.full(320, 3277, np.int16)) for _ in range(50)]
    assert sum(level is not None for level in levels) == 10


@pytest.mark.parametrize(
    ("uri", "kind", "value"),
    [
        ("device:default", SourceKind.DEVICE, "default"),
        ("device:", SourceKind.DEVICE, "default"),
        ("device:USB: Mic (1)", SourceKind.DEVICE, "USB: Mic (1)"),
        ("file:clips/a b.wav", SourceKind.FILE, "clips/a b.wav"),
        ("file:///clips/a%20b.wav", SourceKind.FILE, "/clips/a b.wav"),
        ("silence:", SourceKind.SILENCE, ""),
        ("rtsp://camera.local/1", SourceKind.STREAM, "rtsp://camera.local/1"),
        ("http://127.0.0.1:8/x", SourceKind.STREAM, "http://127.0.0.1:8/x"),
    ],
)
def test_uri(uri: str, kind: SourceKind, value: str) -> None:
    assert parse_uri(uri) == SourceUri(kind, value)


@pytest.mark.parametrize("uri", ["", "file:", "microphone", "ftp://x", "rtsp:x"])
def test_an_unknown_uri_is_refused(uri: str) -> None:
    with pytest.raises(KioskError) as caught:
        parse_uri(uri)
    assert caught.value.code == "source_unknown"


def test_a_stream_is_no_microphone_and_silence_no_camera() -> None:
    with pytest.raises(KioskError, match="source_unknown"):
        open_microphone("rtsp://camera.local/1", EngineClock())
    with pytest.raises(KioskError, match="source_unknown"):
        open_camera("silence:", EngineClock())


def test_every_kind_of_picture_becomes_rgb() -> None:
    bgr = np.zeros((3, 5, 3), np.uint8)
    bgr[..., 0], bgr[..., 1], bgr[..., 2] = 10, 20, 30
    alpha = np.concatenate([bgr, np.full((3, 5, 1), 128, np.uint8)], axis=2)
    for pixels in (bgr, alpha, bgr.astype(np.uint16) * 256):
        assert rgb_from_bgr(pixels)[1, 1].tolist() == [30, 20, 10]
        assert rgb_from_bgr(pixels).dtype == np.uint8
    for grey in (bgr[..., 0], bgr[..., :1]):
        assert rgb_from_bgr(grey)[1, 1].tolist() == [10, 10, 10]


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((0, 5, 3), np.uint8), np.zeros((3, 5, 2), np.uint8), np.zeros(7, np.uint8), np.zeros((3, 5))],
)
def test_what_is_no_picture_is_refused(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        rgb_from_bgr(pixels)


@pytest.mark.parametrize(
    ("size_px", "fitted_px"),
    [
        ((640, 480), (640, 480)),
        ((360, 288), (360, 288)),
        ((1920, 1080), (640, 360)),
        ((321, 241), (320, 240)),
        ((1, 9000), (2, 480)),
    ],
)
def test_pictures_are_fitted_and_even(size_px: tuple[int, int], fitted_px: tuple[int, int]) -> None:
    assert fitted_size_px(*size_px, 640, 480) == fitted_px


@pytest.mark.parametrize(
    ("wanted", "number"), [("default", 2), ("2", 2), ("/dev/video4", 4), ("Lobby camera", 4), ("7", 7)]
)
def test_a_camera_is_found(wanted: str, number: int) -> None:
    assert camera_number(wanted, {2: "Built-in", 4: "Lobby camera"}) == number


@pytest.mark.parametrize(("wanted", "names"), [("default", {}), ("Lobby camera", {0: "Built-in"})])
def test_no_camera_is_said(wanted: str, names: dict[int, str]) -> None:
    with pytest.raises(KioskError, match="no_camera"):
        camera_number(wanted, names)
