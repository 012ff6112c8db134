"""When the kiosk may ask the hub, and how long it waits after a failure. Pure but for the clock it is handed."""

from dataclasses import dataclass
from typing import Protocol

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 300.0
LONGEST_BUSY_S = 3600.0
MOST_ATTEMPTS = 12
UPGRADE_WAIT_S = 3600.0


class Clock(Protocol):
    """The time, and how to let it pass."""

    def wall_s(self) -> float:
        """Unix seconds, UTC, as this machine believes."""
        ...

    def steady_s(self) -> float:
        """Seconds that never go back; from any start."""
        ...

    def wait(self, seconds: float) -> bool:
        """True after `seconds`; False as soon as the program ends."""
        ...

    def chance(self) -> float:
        """0..1, drawn anew each time."""
        ...


def backoff_s(failures: int, chance: float) -> float:
    """Seconds to wait after failure number `failures` + 1: by chance 0 to 1, 2, 4 ... at most 300 s.

    The whole range, not half of it: kiosks that failed together do not come back together.
    """
    return chance * min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(failures, 16))


@dataclass
class LinkBreaker:
    """One for the hub: an error of the line says nothing about a record, and stops everything for a while."""

    clock: Clock
    failures: int = 0
    _not_before_s: float = 0.0

    def wait_s(self) -> float:
        """How long nobody may ask, seconds; 0.0: now."""
        return max(0.0, self._not_before_s - self.clock.steady_s())

    def failed(self) -> None:
        """The line failed once more."""
        wait_s = backoff_s(self.failures, self.clock.chance())
        self.failures += 1
        self._not_before_s = self.clock.steady_s() + wait_s

    def busy(self, retry_after_s: float | None) -> None:
        """The hub asks to be left alone; without a time it is as if the line had failed."""
        if retry_after_s is None:
            self.failed()
        else:
            self._not_before_s = self.clock.steady_s() + min(retry_after_s, LONGEST_BUSY_S)

    def answered(self) -> None:
        """The hub spoke."""
        self.failures = 0
        self._not_before_s = 0.0


class Bucket:
    """At most `rate` of something in a second, after a first burst; belongs to one thread."""

    def __init__(self, clock: Clock, rate: float, burst: float) -> None:
        self._clock, self._rate, self._burst = clock, rate, burst
        self._left, self._at_s = burst, clock.steady_s()

    def take(self, amount: float) -> bool:
        """True once `amount` may pass, after waiting for it; False if the program ends meanwhile."""
        now_s = self._clock.steady_s()
        self._left = min(self._burst, self._left + (now_s - self._at_s) * self._rate)
        self._at_s = now_s
        self._left -= amount  # below nothing: who comes next waits for it too
        return self._left >= 0 or self._clock.wait(-self._left / self._rate)


class ClockOffset:
    """The hub's clock minus this machine's, from its answers; the quickest answer knows best."""

    KEPT = 8

    def __init__(self) -> None:
        self._seen: list[tuple[float, float]] = []  # round trip, offset

    def saw(self, hub_s: float, sent_s: float, came_s: float) -> None:
        """An answer said `hub_s`; it was asked at `sent_s` and came at `came_s`, by this machine's clock."""
        round_trip_s = came_s - sent_s
        if round_trip_s >= 0.0:  # else this machine's clock was set meanwhile
            self._seen = [*self._seen, (round_trip_s, hub_s - (sent_s + came_s) / 2)][-self.KEPT :]

    @property
    def offset_s(self) -> float | None:
        """Seconds to add to this machine's clock; None before the first answer."""
        return min(self._seen)[1] if self._seen else None
