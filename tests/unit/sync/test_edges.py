"""What happens seldom: long lists, odd answers, a hub that is busy with something else than records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.outbox import Job
from app.sync.calls import API, NOBODY, Answer, Call
from app.sync.reconciliation import PAGE, reconcile
from app.sync.rotation import rotate
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import NOW

ONE_OF_THEM = b'{"code": "A-1", "at": null, "phone_key": null}'
TWICE = b'{"appointments": [' + ONE_OF_THEM + b", " + ONE_OF_THEM + b"]}"


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    rig.enrol()
    yield rig
    rig.close()


def test_more_than_a_page_is_reconciled_whole(rig: Rig) -> None:
    outbox, names = rig.journal.outbox, [f"r-{number:05}" for number in range(PAGE + 200)]
    for name in names:
        job = Job(name, "audit_batch.v1", "{}")
        outbox.add(job, now=NOW)
        outbox.accepted(job, now=NOW)
    answer, moved = reconcile(rig.rounds().session.ask, outbox, now=NOW)
    assert (answer.status, moved) == (200, len(names))
    assert outbox.state().waiting == len(names)
    assert outbox.delivered() == []


def test_a_hub_that_names_records_nobody_asked_about_moves_nothing(rig: Rig) -> None:
    job = Job("mine", "audit_batch.v1", "{}")
    rig.journal.outbox.add(job, now=NOW)
    rig.journal.outbox.accepted(job, now=NOW)
    answer = Answer(200, {}, b'{"missing": ["other", 7, null], "different": []}')
    assert reconcile(lambda call: answer, rig.journal.outbox, now=NOW) == (answer, 0)
    strange = Answer(200, {}, b'{"missing": "mine"}')
    assert reconcile(lambda call: strange, rig.journal.outbox, now=NOW) == (strange, 0)


@pytest.mark.parametrize(
    "told",
    [
        TWICE,
        b'{"appointments": [{"code": "A-1", "at": "soon", "phone_key": null}]}',
        b'{"appointments": [{"code": "A-1", "at": null, "phone_key": "13800000000"}]}',
        b'{"appointments": 3}',
        b"[]",
        b"\xff",
    ],
)
def test_a_list_of_appointments_that_is_none_changes_nothing(rig: Rig, told: bytes) -> None:
    rig.line.fault = lambda call: Answer(200, {}, told) if call.path.endswith("/appointments") else None
    rounds = rig.rounds()
    rounds.once()
    assert rig.journal.front_desk.expected() == []
    assert rig.journal.sync_state.get("appointments_etag") is None


@pytest.mark.parametrize("told", [b'{"hub_time": "late"}', b'{"hub_time": 5}'])
def test_a_time_that_is_none_is_not_believed(told: bytes) -> None:
    assert Answer(200, {}, told).hub_time_s is None


def test_a_hub_that_is_busy_with_a_list_is_left_alone(rig: Rig) -> None:
    rig.line.fault = lambda call: (
        Answer(429, {"retry-after": "77"}) if call.path.endswith("/appointments") else None
    )
    rounds = rig.rounds()
    assert rounds.step() == 77.0
    assert rounds.step() == 77.0


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/challenge", Answer(200, {}, b"{}")),
        ("/challenge", Answer(500)),
        ("/token", Answer(200, {}, b'{"access_token": 7}')),
        ("/token", Answer(200, {}, b'{"access_token": "t", "expires_in_s": "long"}')),
    ],
)
def test_odd_answers_open_no_session(rig: Rig, path: str, answer: Answer) -> None:
    rig.line.fault = lambda call: answer if call.path.endswith(path) else None
    refused = rig.rounds().session.sign_in()
    assert refused is not None
    assert refused.status in (NOBODY, 500)


def test_without_a_next_key_there_is_nothing_to_take(rig: Rig) -> None:
    assert rig.rounds().session.take_token_of_next_key().status == NOBODY


def test_a_rotation_the_hub_refuses_keeps_the_old_key(rig: Rig) -> None:
    session = rig.rounds().session
    before = session.identity.key
    rig.line.fault = lambda call: Answer(503) if call.path.endswith("/keys") else None
    assert rotate(session).status == 503
    assert session.identity.key == before
    assert session.ask(Call("GET", f"{API}/kiosks/appointments")).status == 200
