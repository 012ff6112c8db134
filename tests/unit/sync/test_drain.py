"""Nothing leaves the outbox without the hub's word, and no job blocks the rest."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from app.store.migrations import migrations
from app.store.outbox import Job, Outbox, ParkedJob
from app.sync.drain import EHR_UNREACHABLE, NO_RECEIPT, Verdict, backoff_s, drain, judge

NOW = 1_790_000_000.0


@pytest.fixture
def outbox() -> Iterator[Outbox]:
    db = Database(memory=True)
    migrations.apply(db)
    yield Outbox(db)
    db.close()


def job(number: int) -> Job:
    return Job(f"id-{number}", "interview.v1", f'{{"n": {number}}}')


def answers(*statuses: int) -> Callable[[Job], int]:
    following = itertools.chain(statuses, itertools.repeat(statuses[-1]))
    return lambda job: next(following)


def even() -> float:
    return 1.0


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (EHR_UNREACHABLE, Verdict.UNREACHABLE),
        (NO_RECEIPT, Verdict.RETRY),
        (200, Verdict.ACCEPTED),
        (201, Verdict.ACCEPTED),
        (208, Verdict.ACCEPTED),
        (302, Verdict.CLOSED),
        (400, Verdict.REJECTED),
        (401, Verdict.CLOSED),
        (403, Verdict.CLOSED),
        (404, Verdict.CLOSED),
        (405, Verdict.CLOSED),
        (407, Verdict.CLOSED),
        (408, Verdict.RETRY),
        (409, Verdict.REJECTED),
        (413, Verdict.REJECTED),
        (422, Verdict.REJECTED),
        (425, Verdict.RETRY),
        (429, Verdict.CLOSED),
        (500, Verdict.RETRY),
        (502, Verdict.RETRY),
        (503, Verdict.CLOSED),
    ],
)
def test_what_an_answer_means(status: int, verdict: Verdict) -> None:
    assert judge(status) is verdict


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_wait_grows_has_a_ceiling_and_never_vanishes(attempts: int, chance: float) -> None:
    wait_s = backoff_s(attempts, chance)
    assert 15.0 <= wait_s <= 3600.0
    assert wait_s <= backoff_s(attempts + 1, chance)


def test_the_wait_doubles() -> None:
    assert [backoff_s(attempts, 1.0) for attempts in range(8)] == [30, 60, 120, 240, 480, 960, 1920, 3600]
    assert backoff_s(0, 0.0) == 15.0


def test_accepted_jobs_leave(outbox: Outbox) -> None:
    outbox.add(job(1), now=NOW)
    outbox.add(job(2), now=NOW)
    offers = drain(outbox, answers(201, 208), now=NOW, chance=even)
    assert [offer.verdict for offer in offers] == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert outbox.waiting() == 0


def test_an_unreachable_hub_is_asked_once_and_the_job_is_as_before(outbox: Outbox) -> None:
    for number in (1, 2, 3):
        outbox.add(job(number), now=NOW)
    before = outbox.due(now=NOW)
    offers = drain(outbox, answers(EHR_UNREACHABLE), now=NOW, chance=even)
    assert [offer.verdict for offer in offers] == [Verdict.UNREACHABLE]
    assert outbox.due(now=NOW) == before


def test_a_closed_hub_is_asked_once_and_later_for_another_job(outbox: Outbox) -> None:
    outbox.add(job(1), now=NOW)
    outbox.add(job(2), now=NOW)
    offers = drain(outbox, answers(503), now=NOW, chance=even)
    assert [offer.job.id for offer in offers] == ["id-1"]
    assert [waiting.id for waiting in outbox.due(now=NOW)] == ["id-2"]
    offers = drain(outbox, answers(201), now=NOW + 30, chance=even)
    assert [offer.job.id for offer in offers] == ["id-2", "id-1"]


def test_one_that_fails_does_not_block_the_rest(outbox: Outbox) -> None:
    for number in (1, 2, 3):
        outbox.add(job(number), now=NOW)
    offers = drain(outbox, answers(500, 201, 201), now=NOW, chance=even)
    assert [offer.verdict for offer in offers] == [Verdict.RETRY, Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert outbox.due(now=NOW + 29.9) == []
    (again,) = outbox.due(now=NOW + 30)
    assert (again.id, again.attempts) == ("id-1", 1)


def test_the_order_is_fewest_failures_then_the_oldest(outbox: Outbox) -> None:
    outbox.add(job(3), now=NOW)
    outbox.add(job(1), now=NOW + 1)
    outbox.add(job(2), now=NOW + 1)
    outbox.postpone(job(3), until=NOW, status=500)
    assert [waiting.id for waiting in outbox.due(now=NOW + 1)] == ["id-1", "id-2", "id-3"]
    assert [waiting.id for waiting in outbox.due(now=NOW + 1, limit=1)] == ["id-1"]
    assert outbox.due(now=NOW - 1) == []


@pytest.mark.parametrize("status", [400, 409, 422])
def test_a_refused_job_is_parked_for_a_person(outbox: Outbox, status: int) -> None:
    outbox.add(job(1), now=NOW)
    drain(outbox, answers(status), now=NOW, chance=even)
    assert outbox.due(now=NOW + 1e6) == []
    assert outbox.parked() == [ParkedJob("id-1", "interview.v1", 1, NOW, status)]
    assert outbox.waiting() == 1
    assert outbox.requeue("id-1", now=NOW + 5)
    assert not outbox.requeue("id-1", now=NOW + 5)
    assert outbox.due(now=NOW + 5) == [job(1)]


@given(
    st.lists(st.sampled_from([EHR_UNREACHABLE, NO_RECEIPT, 201, 208, 302, 401, 409, 500, 503]), max_size=40)
)
def test_whatever_the_hub_answers_no_job_is_lost(statuses: list[int]) -> None:
    db = Database(memory=True)
    migrations.apply(db)
    outbox = Outbox(db)
    for number in range(4):
        outbox.add(job(number), now=NOW)
    accepted: set[str] = set()
    following = iter(statuses)
    for round_number in range(10):
        offers = drain(outbox, lambda _: next(following, 500), now=NOW + 10_000.0 * round_number, chance=even)
        accepted |= {offer.job.id for offer in offers if offer.verdict is Verdict.ACCEPTED}
    kept = {parked.id for parked in outbox.parked()} | {waiting.id for waiting in outbox.due(now=NOW + 1e9)}
    assert accepted | kept == {f"id-{number}" for number in range(4)}
    assert not accepted & kept
    db.close()
