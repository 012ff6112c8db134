"""The microphone's guard, told by the sound server where the sound comes from."""

import numpy as np
from numpy.typing import NDArray

from app.capture.guards import MicGuard
from app.capture.pulse import PulseWatch, SourceIs
from app.capture.sources import Source
from app.domain.media import AudioBlock


class WatchedMicGuard:
    """MicGuard plus PulseWatch; for files and machines without sound server just MicGuard."""

    def __init__(self, source: Source[AudioBlock], now_s: float) -> None:
        self._guard = MicGuard(now_s, source.live, source.identity)
        self._watch = PulseWatch() if source.live else None

    def arrived(self, samples: NDArray[np.int16], now_s: float) -> None:
        """A block [samples] int16 arrived."""
        self._guard.arrived(samples, now_s)

    def ended(self) -> None:
        """The stream stopped by itself."""
        self._guard.ended()

    def check(self, now_s: float) -> str | None:
        """The code of what is wrong now, or None."""
        for event in self._watch.events() if self._watch is not None else ():
            if isinstance(event, SourceIs):
                self._guard.source_is(event.name)
            else:
                self._guard.source_removed()
        return self._guard.check(now_s)

    def close(self) -> None:
        """Stop asking the sound server."""
        if self._watch is not None:
            self._watch.close()
