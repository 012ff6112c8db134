"""Offers due jobs to the hub. Knows nothing of Qt, threads or HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from app.store.outbox import Job, Outbox

EHR_UNREACHABLE = 0  # no answer, or not from the hub
NO_RECEIPT = 1  # an answer that says yes, but not to what was sent
FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 3600.0

Send = Callable[[Job], int]  # gives the hub's HTTP status, EHR_UNREACHABLE or NO_RECEIPT


class Verdict(Enum):
    """What the hub's answer means for one job."""

    ACCEPTED = auto()
    RETRY = auto()  # this one again, later
    CLOSED = auto()  # the hub lets nobody in now: this one again, and no other in this round
    UNREACHABLE = auto()  # nobody was there: says nothing about the job
    REJECTED = auto()  # understood and refused: a person must look


@dataclass(frozen=True, slots=True)
class Offer:
    """A job that was offered, and what came of it."""

    job: Job
    status: int
    verdict: Verdict


def judge(status: int) -> Verdict:
    """What the hub's answer means for the job. A repeat is 208, so it counts as accepted.

    A redirect, 404 or 405 is no hub of ours (a wrong address, a hotel's log-in page): rows must stay.
    """
    if status == EHR_UNREACHABLE:
        return Verdict.UNREACHABLE
    if 200 <= status < 300:
        return Verdict.ACCEPTED
    if 300 <= status < 400 or status in {401, 403, 404, 405, 407, 429, 503}:
        return Verdict.CLOSED
    if status in {NO_RECEIPT, 408, 425} or status >= 500:
        return Verdict.RETRY
    return Verdict.REJECTED


def backoff_s(attempts: int, chance: float) -> float:
    """Seconds to wait after failure number `attempts` + 1: at most 30, 60, 120 ... an hour.

    Args:
        attempts: Failures before this one.
        chance: 0..1, drawn anew each time; the wait lies between half and all of the most, so that
            kiosks that failed together do not come back together.
    """
    most_s = min(FIRST_WAIT_S * 2.0 ** min(attempts, 16), LONGEST_WAIT_S)
    return most_s * (0.5 + 0.5 * chance)


def drain(outbox: Outbox, send: Send, *, now: float, chance: Callable[[], float]) -> list[Offer]:
    """Offer each due job once; stop when the hub is out of reach or closed."""
    offers = []
    for job in outbox.due(now=now):
        status = send(job)
        offer = Offer(job, status, judge(status))
        offers.append(offer)
        match offer.verdict:
            case Verdict.ACCEPTED:
                outbox.accepted(job, now=now)
            case Verdict.RETRY | Verdict.CLOSED:
                outbox.postpone(job, until=now + backoff_s(job.attempts, chance()), status=status)
            case Verdict.REJECTED:
                outbox.park(job, status=status)
            case Verdict.UNREACHABLE:
                pass
        if offer.verdict in {Verdict.CLOSED, Verdict.UNREACHABLE}:
            break
    return offers
