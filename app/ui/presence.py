"""Is anybody still there? Pure: counts seconds since the last touch, key or spoken word."""

import math
from dataclasses import dataclass

from app.flow.halfway import allowed_s
from app.flow.interview import Interview
from app.flow.timing import CALL_WAIT_S, IDLE_LEAVE_S, IDLE_WARNING_S, has_left, is_idle


@dataclass(frozen=True, slots=True)
class Presence:
    """touched_s: when somebody was last noticed, on the controller's clock."""

    touched_s: float

    def asked_left_s(self, now_s: float) -> int | None:
        """Seconds until the sitting is closed, once the screen has to ask; else None."""
        idle_s = now_s - self.touched_s
        return math.ceil(max(0.0, IDLE_LEAVE_S - idle_s)) if is_idle(idle_s) else None

    def spoken_to(self, now_s: float) -> "Presence":
        """Presence once the kiosk's voice begins or ends: who listens touches nothing. Its asking is no answer."""
        return Presence(now_s) if self.asked_left_s(now_s) is None else self

    def is_gone(self, now_s: float) -> bool:
        """True when nobody has answered."""
        return has_left(now_s - self.touched_s)


def watched_s(clock_s: float, now: Interview, *, called: bool) -> float:
    """The clock by which somebody may seem to be gone: in the break, or where staff were called, it is later."""
    waits_s = CALL_WAIT_S - IDLE_WARNING_S if called and not now.is_over else 0.0
    return clock_s - max(waits_s, allowed_s(now))
