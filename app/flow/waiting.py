"""How long somebody without an appointment would wait for this kiosk. Pure."""

from collections.abc import Iterable

LATE_S = 600.0  # an appointment that nobody came for is kept free so long


def wait_s(expected_at: Iterable[float], now_s: float, sitting_s: float) -> float | None:
    """Seconds until the kiosk is free for a whole sitting, or None where no appointments are known.

    Args:
        expected_at: Times of the appointments nobody has come for yet, in any order; Unix seconds.
        now_s: The moment, while nobody sits at the kiosk. sitting_s: how long a sitting takes at most.
    """
    times = sorted(expected_at)
    if not times:
        return None
    free_s = now_s
    for at_s in times:
        if at_s < now_s - LATE_S:
            continue
        if at_s - free_s >= sitting_s:
            break
        free_s = max(free_s, at_s) + sitting_s
    return free_s - now_s
