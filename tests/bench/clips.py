"""Clips that benchmarks make and read back: sound whose blocks are numbered, claps with flashes."""

import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from app.capture.audio_file import BLOCK_SAMPLES, read_audio
from app.capture.video_file import decode_pictures
from app.domain.media import SAMPLE_RATE_HZ

# The lowest bits of a block's first samples: a mark that no speech has by chance, then the block's number.
MARK = np.array([(0xB10C_5EED >> bit) & 1 for bit in range(32)], np.int16)
NUMBER_BITS = 24
CLAP_S = 0.004
FLASH_S = 0.2
CLIP_RATE_HZ = 30
CLIP_PX = (320, 240)
DARK, BRIGHT = 16, 235


def write_numbered(path: Path, speech: Path, total: int) -> None:
    """A WAV file of `total` blocks of `speech`, again and again, each carrying its number inaudibly."""
    sound = read_audio(speech)
    blocks = sound[: len(sound) // BLOCK_SAMPLES * BLOCK_SAMPLES].reshape(-1, BLOCK_SAMPLES)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        for first in range(0, total, len(blocks)):
            numbers = np.arange(first, min(total, first + len(blocks)))
            file.writeframes(_numbered(blocks[: len(numbers)], numbers).astype("<i2").tobytes())


def _numbered(blocks: NDArray[np.int16], numbers: NDArray[np.int64]) -> NDArray[np.int16]:
    bits = (numbers[:, None] >> np.arange(NUMBER_BITS)) & 1
    marked = blocks.copy()
    marked[:, : len(MARK)] = (marked[:, : len(MARK)] & ~np.int16(1)) | MARK
    where = slice(len(MARK), len(MARK) + NUMBER_BITS)
    marked[:, where] = (marked[:, where] & ~np.int16(1)) | bits.astype(np.int16)
    return marked


def numbers_in(samples: NDArray[np.int16]) -> NDArray[np.int64]:
    """The numbers of the whole blocks found in `samples`, wherever they begin."""
    low = samples & 1
    windows = np.lib.stride_tricks.sliding_window_view(low, len(MARK))
    # most places are ruled out by the first bits
    places = np.flatnonzero((windows[:, :8] == MARK[:8]).all(axis=1))
    places = places[(windows[places] == MARK).all(axis=1)]
    places = places[places + len(MARK) + NUMBER_BITS <= len(low)]
    bits = low[places[:, None] + len(MARK) + np.arange(NUMBER_BITS)].astype(np.int64)
    return np.asarray((bits << np.arange(NUMBER_BITS)).sum(axis=1), np.int64)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The numbered blocks of a recording. missing: absent between the first and the last one; last: its number."""

    found: int
    missing: int
    last: int


def blocks_in(samples: NDArray[np.int16]) -> Blocks:
    """How many numbered blocks `samples` hold, and how many between them were lost."""
    numbers = np.unique(numbers_in(samples))
    if len(numbers) == 0:
        return Blocks(0, len(samples) // BLOCK_SAMPLES, -1)
    span = int(numbers[-1] - numbers[0]) + 1
    return Blocks(len(numbers), span - len(numbers), int(numbers[-1]))


def write_slow_film(path: Path, film: Path, rate_hz: int, length_s: float) -> None:
    """The beginning of `film` with `rate_hz` pictures a second, each a JPEG that decodes fast."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=rate_hz)
        stream.width, stream.height = CLIP_PX
        stream.pix_fmt = "yuvj420p"
        stream.codec_context.time_base = Fraction(1, rate_hz)
        number = 0
        for at_s, frame in decode_pictures(film):
            if at_s > length_s:
                break
            if at_s < number / rate_hz:
                continue
            small = frame.reformat(width=CLIP_PX[0], height=CLIP_PX[1], format="yuvj420p")
            small.pts, small.time_base, small.pict_type = number, Fraction(1, rate_hz), PictureType.NONE
            number += 1
            for packet in stream.encode(small):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)


def write_claps(film: Path, sound: Path, length_s: float) -> int:
    """A dark film that turns bright for 200 ms, and a clap at each of these moments; how many there are.

    The moments lie on pictures of the clip, one to 1.4 s apart, so that the recorder (half as many pictures
    a second) keeps the first bright picture of some flashes and only the second of others.
    """
    firsts = [CLIP_RATE_HZ]
    while (firsts[-1] + 60) / CLIP_RATE_HZ < length_s:
        firsts.append(firsts[-1] + CLIP_RATE_HZ + (7 * len(firsts)) % 13)
    samples = np.random.default_rng(0).integers(-3, 4, round(length_s * SAMPLE_RATE_HZ)).astype(np.int16)
    for first in firsts:
        at = round(first / CLIP_RATE_HZ * SAMPLE_RATE_HZ)
        samples[at : at + round(CLAP_S * SAMPLE_RATE_HZ)] = 20_000
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())
    _write_flashes(film, firsts, round(length_s * CLIP_RATE_HZ))
    return len(firsts)


def _write_flashes(film: Path, firsts: list[int], pictures: int) -> None:
    bright = {first + more for first in firsts for more in range(round(FLASH_S * CLIP_RATE_HZ))}
    with av.open(str(film), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=CLIP_RATE_HZ)
        stream.width, stream.height = CLIP_PX
        stream.pix_fmt = "yuvj420p"
        stream.codec_context.time_base = Fraction(1, CLIP_RATE_HZ)
        for number in range(pictures):
            luma = BRIGHT if number in bright else DARK
            pixels = np.full((CLIP_PX[1], CLIP_PX[0], 3), luma, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, CLIP_RATE_HZ)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)


def clap_times_s(film: Path) -> list[float]:
    """When the claps of a recorded film are heard, by the film's own time stamps."""
    pieces: list[NDArray[np.float32]] = []
    first_s, rate_hz = 0.0, 0
    with av.open(str(film)) as container:
        for frame in container.decode(audio=0):
            if not pieces:
                first_s, rate_hz = float(frame.time or 0.0), frame.sample_rate
            pieces.append(np.abs(frame.to_ndarray().astype(np.float32)).max(axis=0))
    loud = np.concatenate(pieces)
    places = np.flatnonzero(loud > 0.5 * loud.max())
    starts = places[np.flatnonzero(np.diff(places, prepend=-rate_hz) > rate_hz // 2)]
    return [first_s + int(place) / rate_hz for place in starts]


def flash_times_s(film: Path) -> list[float]:
    """When the pictures of a recorded film turn bright, by the film's own time stamps."""
    times: list[float] = []
    was_bright = False
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            is_bright = float(frame.to_ndarray(format="gray").mean()) > (DARK + BRIGHT) / 2
            if is_bright and not was_bright:
                times.append(float(frame.time or 0.0))
            was_bright = is_bright
    return times


def offsets_ms(film: Path) -> list[float]:
    """For each clap of a recorded film, how much later (+) or earlier (-) its flash is seen."""
    flashes = np.array(flash_times_s(film))
    claps = [clap for clap in clap_times_s(film) if len(flashes)]
    nearest = [float(flashes[np.argmin(np.abs(flashes - clap))]) - clap for clap in claps]
    return [1000.0 * off_s for off_s in nearest if abs(off_s) < 0.5]
