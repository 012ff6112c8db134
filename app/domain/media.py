"""Sound and picture as they leave the devices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """Some milliseconds of mono sound.

    samples: [samples] int16, mono, SAMPLE_RATE_HZ.
    start_s: engine clock at the first sample, in seconds.
    """

    samples: NDArray[np.int16]
    start_s: float


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """One picture.

    pixels: [height, width, 3] uint8, RGB.
    at_s: engine clock at the exposure, in seconds.
    """

    pixels: NDArray[np.uint8]
    at_s: float


@dataclass(frozen=True, slots=True)
class Drops:
    """What was lost between device and recorder: evidence about quality."""

    audio_blocks: int = 0
    video_frames: int = 0
