"""Soft tones: for a machine that has a loudspeaker but no voice, and around a recording."""

import math
import sys
from array import array
from functools import lru_cache

from app.domain.media import SAMPLE_RATE_HZ

_LOW_HZ, _HIGH_HZ = 523.25, 659.25
_PEAK = 8000
_FADE_S = 0.05


def chime() -> bytes:
    """[samples] int16 mono, little-endian, at SAMPLE_RATE_HZ: two notes, in place of a voice."""
    return _notes((_LOW_HZ, _HIGH_HZ), 0.4)


def start_tone() -> bytes:
    """The same shape: two short notes upwards, before a recording begins."""
    return _notes((_LOW_HZ, _HIGH_HZ), 0.14)


def end_tone() -> bytes:
    """The same shape: two short notes downwards, after a recording has ended."""
    return _notes((_HIGH_HZ, _LOW_HZ), 0.14)


def arrived_tone() -> bytes:
    """The same shape: three notes, for reviewers: somebody has finished and is here, or raised a hand."""
    return _notes((_HIGH_HZ, _LOW_HZ, _HIGH_HZ), 0.22)


@lru_cache(maxsize=4)
def _notes(notes_hz: tuple[float, ...], note_s: float) -> bytes:
    samples = array("h")
    length = round(note_s * SAMPLE_RATE_HZ)
    for note_hz in notes_hz:
        for index in range(length):
            at_s = index / SAMPLE_RATE_HZ
            fade = min(1.0, at_s / _FADE_S, (note_s - at_s) / _FADE_S)
            samples.append(round(_PEAK * fade * math.sin(2 * math.pi * note_hz * at_s)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
