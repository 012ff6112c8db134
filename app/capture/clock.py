"""The one clock of the media engine: sound, picture and takes are stamped with it."""

import time


class EngineClock:
    """time.monotonic, run `speed` times as fast so that recordings played faster keep their own seconds.

    Guards and heartbeats do not use it: what a device owes us is owed in real time.
    """

    def __init__(self, speed: float = 1.0) -> None:
        if speed <= 0:
            raise ValueError(f"speed {speed} is not positive")
        self.speed = speed
        self._zero_s = time.monotonic()

    def now_s(self) -> float:
        """The engine clock now."""
        return self.at_s(time.monotonic())

    def at_s(self, monotonic_s: float) -> float:
        """The engine clock at that moment of time.monotonic."""
        return self._zero_s + (monotonic_s - self._zero_s) * self.speed

    def real_wait_s(self, until_s: float) -> float:
        """Real seconds until the engine clock shows `until_s`; 0 when that has passed."""
        return max(0.0, (until_s - self.now_s()) / self.speed)
