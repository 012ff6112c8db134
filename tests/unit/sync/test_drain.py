"""Nothing leaves the outbox without the hub's word, no record blocks the rest, receipts come first."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from app.store.migrations import migrations
from app.store.outbox import Job, Outbox
from app.store.records import sha256
from app.sync.calls import NOBODY, Answer, Call
from app.sync.drain import Drain, Verdict, judge
from app.sync.pace import Bucket, ClockOffset, LinkBreaker, backoff_s
from tests.fakes.sync_rig import FakeClock
from tests.unit.store.samples import NOW

BODY = '{"n": 1}'
GATEWAY = b"<html>Bad gateway</html>"


def problem(status: int, code: str, **headers: str) -> Answer:
    told = {
        "type": f"urn:kiosk:{code}",
        "title": "No",
        "status": status,
        "errors": [{"at": "/n", "rule": "type"}],
    }
    return Answer(status, headers, json.dumps(told).encode())


def yes(status: int, body: str = BODY) -> Answer:
    return Answer(status, {}, json.dumps({"body_sha256": sha256(body)}).encode())


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(NOBODY), Verdict.UNREACHABLE),
        (yes(201), Verdict.ACCEPTED),
        (yes(208), Verdict.ACCEPTED),
        (yes(200), Verdict.UNREACHABLE),
        (yes(201, "{}"), Verdict.UNREACHABLE),
        (Answer(201, {}, b"<html>"), Verdict.UNREACHABLE),
        (Answer(302), Verdict.UNREACHABLE),
        (Answer(404), Verdict.UNREACHABLE),
        (Answer(405), Verdict.UNREACHABLE),
        (Answer(407), Verdict.UNREACHABLE),
        (Answer(502, {}, GATEWAY), Verdict.UNREACHABLE),
        (Answer(503, {}, GATEWAY), Verdict.UNREACHABLE),
        (problem(401, "token-expired"), Verdict.NOT_LET_IN),
        (problem(403, "revoked"), Verdict.NOT_LET_IN),
        (Answer(429), Verdict.BUSY),
        (Answer(503, {"retry-after": "7"}), Verdict.BUSY),
        (problem(503, "internal"), Verdict.RETRY),
        (Answer(500), Verdict.RETRY),
        (Answer(408), Verdict.RETRY),
        (Answer(425), Verdict.RETRY),
        (problem(422, "upgrade-hub"), Verdict.UPGRADE),
        (problem(422, "schema-refused"), Verdict.REJECTED),
        (problem(409, "other-content"), Verdict.REJECTED),
        (Answer(400), Verdict.REJECTED),
        (Answer(413), Verdict.REJECTED),
        (Answer(415), Verdict.REJECTED),
    ],
)
def test_what_an_answer_means(answer: Answer, verdict: Verdict) -> None:
    assert judge(answer, sha256(BODY)) is verdict


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_wait_is_by_chance_anything_up_to_a_ceiling_that_doubles(failures: int, chance: float) -> None:
    assert 0.0 <= backoff_s(failures, chance) <= backoff_s(failures, 1.0) <= 300.0
    assert backoff_s(failures, 1.0) <= backoff_s(failures + 1, 1.0)


def test_the_ceiling_doubles() -> None:
    assert [backoff_s(failures, 1.0) for failures in range(10)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


def test_the_hub_s_clock_is_read_from_the_quickest_answer() -> None:
    offset = ClockOffset()
    assert offset.offset_s is None
    offset.saw(1120.0, 1000.0, 1010.0)
    offset.saw(1121.0, 1011.0, 1011.2)
    offset.saw(5.0, 1012.0, 900.0)  # this machine's clock was set while the hub was thinking
    assert offset.offset_s == pytest.approx(109.9)


def test_a_bucket_lets_a_burst_through_and_then_the_rate() -> None:
    clock = FakeClock()
    bucket = Bucket(clock, rate=2.0, burst=3.0)
    passed = []
    for _ in range(6):
        assert bucket.take(1.0)
        passed.append(clock.steady_s())
    assert passed == [0.0, 0.0, 0.0, 0.5, 1.0, 1.5]


class Rig:
    """A drain on an empty database; the hub's answers are those a test lays down, and a yes after them."""

    def __init__(self) -> None:
        db = Database(memory=True)
        migrations.apply(db)
        self.db = db
        self.outbox = Outbox(db)
        self.clock = FakeClock()
        self.answers: list[Answer] = []
        self.asked: list[str] = []
        self.drain = Drain(
            self.outbox, self.ask, self.clock, LinkBreaker(self.clock), Bucket(self.clock, 1e6, 1e6)
        )

    def ask(self, call: Call) -> Answer:
        self.asked.append(call.headers["Idempotency-Key"])
        assert call.body is not None
        return self.answers.pop(0) if self.answers else yes(201, call.body.decode())

    def add(self, *names: str, kind: str = "interview.v1", interview: str | None = None) -> None:
        for name in names:
            job = Job(name, kind, f'{{"n": "{name}"}}')
            self.outbox.add(job, interview_id=interview, now=self.clock.wall_s())
            self.clock.wait(0.001)

    def run(self, *answers: Answer) -> list[Verdict]:
        self.answers = list(answers)
        return [offer.verdict for offer in self.drain.run()]

    def due(self) -> list[str]:
        return [job.id for job in self.outbox.due(now=self.clock.wall_s())]


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.db.close()


def test_accepted_records_leave_and_are_remembered(rig: Rig) -> None:
    rig.add("a", "b")
    assert rig.run() == [Verdict.ACCEPTED] * 2
    assert rig.outbox.waiting() == 0
    assert [(each.id, each.body_sha256) for each in rig.outbox.delivered()] == [
        (name, sha256(f'{{"n": "{name}"}}')) for name in "ab"
    ]


def test_an_error_of_the_line_stops_everything_and_counts_against_no_record(rig: Rig) -> None:
    rig.add("a", "b")
    before = rig.outbox.due(now=rig.clock.wall_s())
    for failures in range(30):
        assert rig.run(Answer(NOBODY)) == [Verdict.UNREACHABLE]
        assert rig.run() == []
        assert rig.drain.breaker.wait_s() == backoff_s(failures, 1.0)
        rig.clock.wait(rig.drain.breaker.wait_s())
    assert rig.outbox.due(now=rig.clock.wall_s()) == before
    assert rig.run() == [Verdict.ACCEPTED] * 2
    assert len(rig.asked) == 32


def test_a_busy_hub_is_left_alone_for_as_long_as_it_asks(rig: Rig) -> None:
    rig.add("a")
    assert rig.run(Answer(429, {"retry-after": "90"})) == [Verdict.BUSY]
    assert rig.drain.breaker.wait_s() == 90.0
    rig.clock.wait(89.0)
    assert rig.run() == []
    rig.clock.wait(1.0)
    assert rig.run() == [Verdict.ACCEPTED]


def test_a_busy_hub_cannot_silence_a_kiosk_for_days(rig: Rig) -> None:
    rig.add("a")
    rig.run(Answer(503, {"retry-after": "999999"}))
    assert rig.drain.breaker.wait_s() == 3600.0


def test_a_date_says_when_to_come_back() -> None:
    headers = {"date": "Mon, 21 Sep 2026 14:00:00 GMT", "retry-after": "Mon, 21 Sep 2026 14:02:00 GMT"}
    assert Answer(503, headers).retry_after_s == 120.0
    assert Answer(503, {"retry-after": "soon"}).retry_after_s is None


def test_one_that_fails_does_not_block_the_rest_and_is_parked_at_the_twelfth_time(rig: Rig) -> None:
    rig.add("poison")
    for attempts in range(11):
        rig.add(f"fine-{attempts}")
        rig.clock.wait(300.0)
        order = [Answer(500)] if attempts == 0 else [yes(201, f'{{"n": "fine-{attempts}"}}'), Answer(500)]
        assert sorted(rig.run(*order), key=str) == sorted([Verdict.RETRY, Verdict.ACCEPTED], key=str)
    rig.clock.wait(300.0)
    assert rig.run(problem(500, "internal")) == [Verdict.RETRY]
    (parked,) = rig.outbox.parked()
    assert (parked.id, parked.attempts, parked.last_status, parked.words) == (
        "poison",
        12,
        500,
        "No; /n type",
    )


@pytest.mark.parametrize("status", [400, 409, 413, 415, 422])
def test_a_refused_record_is_parked_with_the_hub_s_words_and_can_be_sent_again(rig: Rig, status: int) -> None:
    rig.add("a")
    assert rig.run(problem(status, "schema-refused")) == [Verdict.REJECTED]
    (parked,) = rig.outbox.parked()
    assert (parked.last_status, parked.words, rig.due()) == (status, "No; /n type", [])
    assert rig.outbox.requeue("a", now=rig.clock.wall_s())
    assert not rig.outbox.requeue("a", now=rig.clock.wall_s())
    assert rig.run() == [Verdict.ACCEPTED]


def test_a_kind_the_hub_does_not_know_waits_and_is_never_parked(rig: Rig) -> None:
    rig.add("new-1", "new-2", kind="interview.v2")
    rig.add("old")
    for _ in range(40):
        verdicts = rig.run(problem(422, "upgrade-hub"))
        assert verdicts[0] is Verdict.UPGRADE
        assert rig.run() == []
        rig.clock.wait(3600.0)
    assert rig.outbox.parked() == []
    assert rig.asked.count("old") == 1
    assert len(rig.asked) == 41
    assert rig.run() == [Verdict.ACCEPTED] * 2


def test_an_interview_waits_for_its_consent_receipt_whatever_becomes_of_it(rig: Rig) -> None:
    rig.db.execute(
        "INSERT INTO interviews VALUES ('one', 'g', 'assessed', 'zh', NULL, NULL, NULL, 0, 0, 1, 'h')"
    )
    rig.add("one", "one-r2", interview="one")
    rig.add("one-consent", kind="consent_receipt.v1", interview="one")
    rig.add("two")
    assert rig.due() == ["one-consent", "two"]
    assert rig.run(problem(422, "schema-refused")) == [Verdict.REJECTED, Verdict.ACCEPTED]
    assert rig.run() == []
    rig.outbox.requeue("one-consent", now=rig.clock.wall_s())
    rig.run()
    assert rig.asked == ["one-consent", "two", "one-consent", "one", "one-r2"]


def test_a_later_assessment_goes_on_where_the_one_before_it_is_parked(rig: Rig) -> None:
    rig.db.execute(
        "INSERT INTO interviews VALUES ('one', 'g', 'assessed', 'zh', NULL, NULL, NULL, 0, 0, 1, 'h')"
    )
    rig.add("one", "one-r2", interview="one")
    assert rig.run(problem(422, "schema-refused")) == [Verdict.REJECTED, Verdict.ACCEPTED]


def test_a_clock_that_was_set_back_by_years_holds_nothing_up(rig: Rig) -> None:
    rig.clock.off_s = 3 * 365 * 86_400.0
    rig.add("a")
    rig.run(Answer(500))
    rig.clock.off_s = 0.0
    assert rig.run() == [Verdict.ACCEPTED]


def test_what_the_hub_lost_is_sent_again_with_the_same_bytes(rig: Rig) -> None:
    rig.add("a", "b", "c")
    rig.run()
    before = {each.id: each.body_sha256 for each in rig.outbox.delivered()}
    assert rig.outbox.take_back(["a", "gone"], ["c"], now=NOW) == 2
    assert rig.due() == ["a"]
    assert [(each.id, each.words) for each in rig.outbox.parked()] == [("c", "different_at_hub")]
    assert rig.run() == [Verdict.ACCEPTED]
    assert {each.id: each.body_sha256 for each in rig.outbox.delivered()} == {
        name: before[name] for name in "ab"
    }
