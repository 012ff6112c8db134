"""How long a person has to wait after wrong secrets. Pure; knows no calendar, so setting the clock helps nobody."""

from dataclasses import dataclass, replace

FREE_TRIES = 4  # typing mistakes
FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 900.0  # never for good: the owner would be locked out, too


@dataclass(frozen=True, slots=True)
class Moment:
    """boot: names the run of the operating system. uptime_s: seconds since it began, asleep or awake."""

    boot: str
    uptime_s: float


@dataclass(frozen=True, slots=True)
class Lock:
    """failures: wrong secrets in a row. wait_s: to wait, counted from since_s of the run `boot`."""

    failures: int = 0
    wait_s: float = 0.0
    boot: str = ""
    since_s: float = 0.0


def remaining_s(lock: Lock, now: Moment) -> float:
    """Seconds still to wait. A restart of the computer begins the wait again; it never shortens it."""
    if lock.wait_s <= 0:
        return 0.0
    if not _is_same_run(lock, now):
        return lock.wait_s
    return max(0.0, lock.wait_s - (now.uptime_s - lock.since_s))


def anchored(lock: Lock, now: Moment) -> Lock:
    """The lock with its wait counted in this run of the computer."""
    return lock if _is_same_run(lock, now) else replace(lock, boot=now.boot, since_s=now.uptime_s)


def after_failure(lock: Lock, now: Moment) -> Lock:
    """The lock after one more wrong secret: after some free tries a wait that doubles, up to the longest."""
    failures = lock.failures + 1
    over = failures - FREE_TRIES
    wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(over - 1, 10)) if over > 0 else 0.0
    return Lock(failures, wait_s, now.boot, now.uptime_s)


def _is_same_run(lock: Lock, now: Moment) -> bool:
    return lock.boot == now.boot and now.uptime_s >= lock.since_s
