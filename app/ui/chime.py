"""A soft tone of two notes, for a machine that has a loudspeaker but no voice."""

import math
import sys
from array import array
from functools import lru_cache

from app.domain.media import SAMPLE_RATE_HZ

_NOTES_HZ = (523.25, 659.25)
_NOTE_S = 0.4
_PEAK = 8000
_FADE_S = 0.05


@lru_cache(maxsize=1)
def chime() -> bytes:
    """[samples] int16 mono, little-endian, at SAMPLE_RATE_HZ."""
    samples = array("h")
    length = round(_NOTE_S * SAMPLE_RATE_HZ)
    for note_hz in _NOTES_HZ:
        for index in range(length):
            at_s = index / SAMPLE_RATE_HZ
            fade = min(1.0, at_s / _FADE_S, (_NOTE_S - at_s) / _FADE_S)
            samples.append(round(_PEAK * fade * math.sin(2 * math.pi * note_hz * at_s)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
