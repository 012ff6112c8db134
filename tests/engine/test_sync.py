"""Sound and picture that belong together stay together in the film."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from app.capture.audio_file import read_audio
from app.capture.video_file import decode_pictures
from app.domain.media import SAMPLE_RATE_HZ
from tests.engine.harness import config, decrypted, running_engine
from tests.unit.capture.media import tone, write_wav

RATE_HZ = 15  # the recorder's rate: each picture is kept
FLASHES = 20
PERIOD_S = 0.6


def _flashing_film(path: Path) -> Path:
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=RATE_HZ)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuvj420p"
        for number in range(round(FLASHES * PERIOD_S * RATE_HZ)):
            bright = 230 if number % round(PERIOD_S * RATE_HZ) < 3 else 20
            frame = av.VideoFrame.from_ndarray(np.full((120, 160, 3), bright, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _beeps(path: Path) -> Path:
    beep, pause = tone(0.2, SAMPLE_RATE_HZ), np.zeros(round((PERIOD_S - 0.2) * SAMPLE_RATE_HZ), np.int16)
    return write_wav(path, [np.tile(np.concatenate([beep, pause]), FLASHES)], SAMPLE_RATE_HZ)


def _rises_s(values: np.ndarray, times_s: np.ndarray, limit: float) -> np.ndarray:
    above = values > limit
    return times_s[1:][above[1:] & ~above[:-1]]


def _first_packet_s(film: Path, track: str) -> float:
    """Where a track begins: readers count from its first packet, the film from the start of the take."""
    with av.open(str(film)) as container:
        stream = next(stream for stream in container.streams if stream.type == track)
        packet = next(packet for packet in container.demux(stream) if packet.pts is not None)
        return float(packet.pts * packet.time_base)


def test_flashes_and_beeps_are_at_most_40_ms_apart(tmp_path: Path) -> None:
    microphone, camera = _beeps(tmp_path / "beeps.wav"), _flashing_film(tmp_path / "flashes.mkv")
    with running_engine(config(tmp_path, f"file:{microphone}", f"file:{camera}")) as (engine, _):
        done = engine.whole_take(6.0)
    assert done.media is not None
    film = decrypted(tmp_path / done.media.name)
    sound = read_audio(film).astype(float)
    loudness = np.sqrt(np.convolve(sound * sound, np.ones(80) / 80, "same"))
    sound_times_s = _first_packet_s(film, "audio") + np.arange(len(sound)) / SAMPLE_RATE_HZ
    beeps_s = _rises_s(loudness, sound_times_s, 2000)
    pictures = [(at_s, frame.to_ndarray(format="gray").mean()) for at_s, frame in decode_pictures(film)]
    picture_times_s = _first_packet_s(film, "video") + np.array([at_s for at_s, _ in pictures])
    flashes_s = _rises_s(np.array([bright for _, bright in pictures]), picture_times_s, 125)
    offsets_s = [float(np.min(np.abs(flashes_s - beep_s))) for beep_s in beeps_s[1:-1]]
    assert len(offsets_s) >= 6
    assert np.percentile(offsets_s, 95) <= 0.040, offsets_s
