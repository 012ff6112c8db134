"""Offers due records to the hub, one after another. Knows nothing of Qt, threads or HTTP."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto

from app.store.outbox import Job, Outbox
from app.store.records import MEDIA, sha256
from app.sync.calls import API, NOBODY, Answer, Ask, Call
from app.sync.pace import MOST_ATTEMPTS, UPGRADE_WAIT_S, Bucket, Clock, LinkBreaker, backoff_s


class Verdict(Enum):
    """What the hub's answer means for one record."""

    ACCEPTED = auto()
    UNREACHABLE = auto()  # nobody, or no hub of ours: says nothing about the record
    NOT_LET_IN = auto()  # this kiosk has no token
    BUSY = auto()  # the hub asks to be left alone
    RETRY = auto()  # this record again, later
    UPGRADE = auto()  # the hub does not know this kind yet
    REJECTED = auto()  # understood and refused: a person must look


STOPS = {Verdict.UNREACHABLE, Verdict.NOT_LET_IN, Verdict.BUSY}


def judge(answer: Answer, body_sha256: str) -> Verdict:
    """What `answer` means for a record with that hash.

    A yes is 201 or 208 with a receipt over the bytes that were sent. A redirect, 404 or 405 is no hub of ours (a wrong
    address, a hotel's log-in page), and so is a 502, 503 or 504 in other words than the hub's: rows must stay.
    """
    status = answer.status
    if status in (201, 208):
        is_receipt = answer.told.get("body_sha256") == body_sha256
        return Verdict.ACCEPTED if is_receipt else Verdict.UNREACHABLE
    if status == NOBODY or 200 <= status < 400 or status in (404, 405, 407):
        return Verdict.UNREACHABLE
    if status in (502, 503, 504) and answer.retry_after_s is None and not answer.is_problem:
        return Verdict.UNREACHABLE
    if status in (401, 403):
        return Verdict.NOT_LET_IN
    if status == 429 or (status == 503 and answer.retry_after_s is not None):
        return Verdict.BUSY
    if status >= 500 or status in (408, 425):
        return Verdict.RETRY
    if status == 422 and answer.problem == "upgrade-hub":
        return Verdict.UPGRADE
    return Verdict.REJECTED


@dataclass(frozen=True, slots=True)
class Offer:
    """A record that was offered, and what came of it."""

    job: Job
    status: int
    verdict: Verdict


@dataclass
class Drain:
    """Empties the outbox as far as the hub and the pace allow. Belongs to one thread."""

    outbox: Outbox
    ask: Ask
    clock: Clock
    breaker: LinkBreaker
    requests: Bucket
    _kinds_wait: dict[str, float] = field(default_factory=dict)  # kind -> until when, steady

    def run(self, *, most: int = 20) -> list[Offer]:
        """What was offered now, at most `most`; stops when the hub is out of reach, closed or busy."""
        offers: list[Offer] = []
        seen: set[str] = set()
        while len(offers) < most and self.breaker.wait_s() == 0.0:
            job = self._next(seen)
            if job is None or not self.requests.take(1.0):
                break
            seen.add(job.id)  # one that may be tried again at once waits for the next round
            offers.append(self._offer(job))
            if offers[-1].verdict in STOPS:
                break
        return offers

    def waiting_kinds(self) -> Collection[str]:
        """Kinds the hub does not know; each is tried again after an hour."""
        now_s = self.clock.steady_s()
        self._kinds_wait = {kind: until_s for kind, until_s in self._kinds_wait.items() if until_s > now_s}
        return self._kinds_wait.keys()

    def _next(self, seen: set[str]) -> Job | None:
        due = self.outbox.due(
            now=self.clock.wall_s(), limit=len(seen) + 1, without=(*self.waiting_kinds(), MEDIA)
        )
        return next((job for job in due if job.id not in seen), None)

    def _offer(self, job: Job) -> Offer:
        headers = {"Content-Type": "application/json", "Idempotency-Key": job.id}
        answer = self.ask(Call("POST", f"{API}/ingest/{job.kind}", job.payload.encode(), headers))
        verdict = judge(answer, sha256(job.payload))
        if verdict not in STOPS:
            self.breaker.answered()
        match verdict:
            case Verdict.ACCEPTED:
                self.outbox.accepted(job, now=self.clock.wall_s())
            case Verdict.UNREACHABLE | Verdict.NOT_LET_IN:
                self.breaker.failed()
            case Verdict.BUSY:
                self.breaker.busy(answer.retry_after_s)
            case Verdict.UPGRADE:
                self._kinds_wait[job.kind] = self.clock.steady_s() + UPGRADE_WAIT_S
            case Verdict.REJECTED:
                self.outbox.park(job, status=answer.status, words=answer.words)
            case Verdict.RETRY if job.attempts + 1 >= MOST_ATTEMPTS:
                self.outbox.park(job, status=answer.status, words=answer.words)
            case Verdict.RETRY:
                wait_s = answer.retry_after_s or backoff_s(job.attempts, self.clock.chance())
                until_s = self.clock.wall_s() + min(wait_s, UPGRADE_WAIT_S)
                self.outbox.postpone(job, until=until_s, status=answer.status)
        return Offer(job, answer.status, verdict)
