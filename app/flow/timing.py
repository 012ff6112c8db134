"""Limits of preparation and answer as pure functions of seconds."""

from dataclasses import dataclass

OVERRUN_S = 15.0  # soft limit: nobody is cut off in the middle of a sentence
IDLE_WARNING_S = 60.0
IDLE_LEAVE_S = 180.0
CALL_WAIT_S = 1800.0  # who has called for staff may wait so long; a kiosk that nobody comes back to is let go
# Of silence, before the page asks whether the answer is finished: performance.md 1.3. That paper would also go
# on by itself at 4 s; here nobody is cut off: a pause to think is part of an answer, most of all for the anxious.
ASKS_IF_FINISHED_S = 2.5


@dataclass(frozen=True, slots=True)
class Clock:
    """What the countdown shows: whole seconds left, the share of time used, and whether it is over."""

    left_s: int
    used: float  # 0..1
    is_overrun: bool
    is_over: bool


def preparation_clock(elapsed_s: float, prep_s: float) -> Clock:
    """The preparation countdown; when it is over the answer starts by itself."""
    left_s = prep_s - elapsed_s
    return Clock(_shown(left_s), _share(elapsed_s, prep_s), is_overrun=False, is_over=left_s <= 0)


def answer_clock(elapsed_s: float, answer_s: float) -> Clock:
    """The answer countdown; after the limit there are OVERRUN_S seconds to finish the sentence."""
    left_s = answer_s - elapsed_s
    return Clock(_shown(left_s), _share(elapsed_s, answer_s), left_s <= 0, left_s <= -OVERRUN_S)


def asks_if_finished(silent_s: float | None) -> bool:
    """True when the page asks a speaker who has fallen silent whether that was all; it never ends the answer.

    silent_s: seconds since the last words of this take; None before the first, or where nothing listens.
    """
    return silent_s is not None and silent_s >= ASKS_IF_FINISHED_S


def is_idle(idle_s: float) -> bool:
    """True when nobody has touched anything for so long that the screen asks whether someone is there."""
    return idle_s >= IDLE_WARNING_S


def has_left(idle_s: float) -> bool:
    """True when the interview is closed because nobody is there; what was answered is kept."""
    return idle_s >= IDLE_LEAVE_S


def _shown(left_s: float) -> int:
    return max(0, int(-(-left_s // 1)))


def _share(elapsed_s: float, limit_s: float) -> float:
    return min(1.0, max(0.0, elapsed_s / limit_s)) if limit_s > 0 else 1.0
