"""Is the device still ours? Pure watching of what it gives; times come in as arguments.

Unplugging is silent (reliability.md 5.4): sound servers re-route the stream without an error, raw ALSA
just stops calling back, and VideoCapture.isOpened() stays true. So we watch what arrives.
"""

import numpy as np
from numpy.typing import NDArray

from app.domain.media import SAMPLE_RATE_HZ

FIRST_BLOCK_S = 3.0  # PulseAudio needs about a second for the first block
NO_BLOCK_S = 0.3
ZEROS_S = 1.0
NO_FRAME_S = 1.0
FIRST_FRAME_S = 4.0
FROZEN_S = 3.0
OWN_STALL_S = 0.15  # if we ourselves were away this long, the device is not to blame


class _Silence:
    """How long a device has owed us something, not counting time in which we did not look."""

    def __init__(self, now_s: float) -> None:
        self._since_s = now_s
        self._looked_s = now_s

    def broken(self, now_s: float) -> None:
        """Something arrived."""
        self._since_s = now_s

    def lasts_s(self, now_s: float) -> float:
        """Seconds since the last arrival; must be called often."""
        if now_s - self._looked_s > OWN_STALL_S:
            self._since_s = max(self._since_s, now_s)
        self._looked_s = now_s
        return now_s - self._since_s


class MicGuard:
    """Rules (a) no block for 300 ms, (b) source removed, (c) another source, (d) a second of exact zeros.

    watches_signal: False for files, whose source cannot change and whose zeros mean nothing.
    """

    def __init__(self, now_s: float, watches_signal: bool = True, source: str | None = None) -> None:
        self._silence = _Silence(now_s)
        self._watches_signal = watches_signal
        self._source = source
        self._started = False
        self._zero_samples = 0
        self._lost = False

    def arrived(self, samples: NDArray[np.int16], now_s: float) -> None:
        """A block [samples] int16 arrived."""
        self._started = True
        self._silence.broken(now_s)
        self._zero_samples = 0 if samples.any() else self._zero_samples + len(samples)

    def source_is(self, name: str | None) -> None:
        """The sound server says where the sound comes from. The first word counts as right."""
        if self._source is None:
            self._source = name
        elif name != self._source:
            self._lost = True

    def source_removed(self) -> None:
        """The sound server removed our source."""
        self._lost = True

    def ended(self) -> None:
        """The stream stopped by itself."""
        self._lost = True

    def check(self, now_s: float) -> str | None:
        """The code of what is wrong now, or None. Call it at least ten times a second."""
        allowed_s = NO_BLOCK_S if self._started else FIRST_BLOCK_S
        if self._lost or self._silence.lasts_s(now_s) > allowed_s:
            return "microphone_lost"
        if self._watches_signal and self._zero_samples >= ZEROS_S * SAMPLE_RATE_HZ:
            return "microphone_silent"
        return None


class CameraGuard:
    """Reading fails, no frame for a second, or for three seconds exactly the same picture.

    watches_signal: False for files and streams: a still picture is a fair source there.
    """

    def __init__(self, now_s: float, watches_signal: bool = True) -> None:
        self._silence = _Silence(now_s)
        self._watches_signal = watches_signal
        self._started = False
        self._lost = False
        self._last: NDArray[np.uint8] | None = None
        self._changed_s = now_s

    def arrived(self, pixels: NDArray[np.uint8], now_s: float) -> None:
        """A frame [height, width, 3] uint8 arrived."""
        self._started = True
        self._silence.broken(now_s)
        if not self._watches_signal:
            return
        sample = pixels[::16, ::16].copy()
        if self._last is None or not np.array_equal(sample, self._last):
            self._last, self._changed_s = sample, now_s

    def ended(self) -> None:
        """The camera gave an error instead of a frame."""
        self._lost = True

    def check(self, now_s: float) -> str | None:
        """The code of what is wrong now, or None. Call it at least ten times a second."""
        allowed_s = NO_FRAME_S if self._started else FIRST_FRAME_S
        if self._lost or self._silence.lasts_s(now_s) > allowed_s:
            return "camera_lost"
        if self._watches_signal and self._last is not None and now_s - self._changed_s > FROZEN_S:
            return "camera_frozen"
        return None

    def close(self) -> None:
        """Nothing to let go: it only watches what it is given."""
