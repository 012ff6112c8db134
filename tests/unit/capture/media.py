"""Recordings and pictures made for a test."""

import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray


def tone(seconds: float, rate_hz: int, pitch_hz: float = 440.0, level: float = 0.3) -> NDArray[np.int16]:
    """[samples] int16 of a sine."""
    times_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.asarray(np.sin(2 * np.pi * pitch_hz * times_s) * level * 32767, np.int16)


def write_wav(path: Path, channels: list[NDArray[np.int16]], rate_hz: int) -> Path:
    """A WAV file of these channels."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(np.stack(channels, axis=1).tobytes())
    return path


def write_picture(path: Path, pixels: NDArray[np.uint8], kind: str) -> Path:
    """A PNG file. kind: gray, rgb24 or rgba."""
    with av.open(str(path), "w", format="image2") as container:
        stream = container.add_stream("png", rate=1)
        stream.height, stream.width = pixels.shape[:2]
        stream.pix_fmt = kind
        frame = av.VideoFrame.from_ndarray(pixels, format=kind)
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def write_film(path: Path, frames: int, rate_hz: int = 25, size_px: tuple[int, int] = (320, 240)) -> Path:
    """A film without sound, in which a bright bar moves over noise."""
    width_px, height_px = size_px
    noise = np.random.default_rng(0)
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=rate_hz)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuvj420p"
        stream.codec_context.time_base = Fraction(1, rate_hz)
        for number in range(frames):
            pixels = noise.integers(0, 60, (height_px, width_px, 3)).astype(np.uint8)
            pixels[:, number * 4 % (width_px - 20) :][:, :20] = 230
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate_hz)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path
