"""A kiosk and its hub over days: heartbeats, records, lists, what the hub lost, and outages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.check_in import CheckInBy
from app.domain.events import CheckedIn
from app.store.records import sha256
from app.sync.calls import API, NOBODY, Answer, Call
from app.sync.rounds import BEAT_EACH_S
from tests.contract.test_contract import faults
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import NOW, ONE, TWO

DAY_S = 86_400.0


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    rig.enrol()
    yield rig
    rig.close()


def live(rig: Rig, seconds: float) -> None:
    """Let the kiosk's sync run for a while of the clock."""
    rounds, end_s = rig.rounds(), rig.clock.true_s + seconds
    while rig.clock.true_s < end_s:
        rig.clock.wait(max(0.05, rounds.step()))


def test_an_interview_arrives_with_its_receipt_first_and_byte_for_byte(rig: Rig) -> None:
    profile = rig.interview(ONE, check_in=CheckedIn(CheckInBy.CODE, "A-0001"))
    offers = rig.rounds().once()
    assert [offer.job.id for offer in offers if offer.job.kind != "audit_batch.v1"] == [f"{ONE}-consent", ONE]
    body = rig.at_hub("interview.v1")[ONE].decode()
    assert profile.rstrip("\n") in body
    assert sha256(profile) in body
    assert '"appointment":"A-0001"' in body
    assert rig.journal.outbox.waiting() == 0
    assert rig.journal.interview(ONE).delivery == "delivered"


def test_the_audit_log_arrives_whole_and_without_a_gap(rig: Rig) -> None:
    for number in range(450):
        rig.journal.record("kiosk", "staff_called", {"call": number}, now=NOW)
    rig.rounds().once()
    rig.interview(ONE)
    rig.rounds().once()
    ids = sorted(rig.at_hub("audit_batch.v1"), key=lambda name: int(name.split("-")[2]))
    pieces = [(int(name.split("-")[2]), int(name.split("-")[3])) for name in ids]
    assert pieces == [(1, 200), (201, 400), (401, 450), (451, 451)]
    assert len({name.split("-")[1] for name in ids}) == 1
    rig.rounds().once()
    assert len(rig.at_hub("audit_batch.v1")) == 4


def test_a_heartbeat_each_minute_says_how_the_kiosk_is(rig: Rig) -> None:
    rig.interview(ONE)
    live(rig, 600.0)
    (kiosk,) = rig.hub.kiosks.values()
    assert len(kiosk.beats) in (10, 11)
    assert [fault for beat in kiosk.beats for fault in faults("heartbeat", beat)] == []
    last = kiosk.beats[-1]
    assert last["queue"] == {"waiting": 0, "parked": 0, "oldest_s": None}
    assert last["devices"] == {"microphone": "ok", "camera": "missing"}
    assert last["clock_offset_s"] == pytest.approx(0.0, abs=0.01)
    assert (last["audit"]["seq"], last["last_interview_at"] is not None) == (1, True)


def test_the_first_heartbeat_knows_the_hub_s_clock_already(rig: Rig) -> None:
    rig.clock.off_s = 200.0
    live(rig, 61.0)
    (kiosk,) = rig.hub.kiosks.values()
    assert kiosk.beats[0]["clock_offset_s"] == pytest.approx(-200.0, abs=0.01)
    status = rig.journal.sync_state.get("status")
    assert status["offset_s"] == pytest.approx(-200.0, abs=0.01)


def test_the_hub_s_audit_head_is_said_back_to_it(rig: Rig) -> None:
    head = {"scope": "hub", "seq": 9, "hash": "ab" * 32}
    rig.hub.wishes = {"audit_head": {**head, "at": "2026-09-21T14:13:20Z"}}
    live(rig, 30.0)
    rig.hub.wishes = {}
    live(rig, 61.0)  # another run of the program
    (kiosk,) = rig.hub.kiosks.values()
    assert kiosk.beats[0]["hub_audit_head"] is None
    assert kiosk.beats[-1]["hub_audit_head"] == head


def test_three_days_without_a_hub_and_then_everything_arrives_once(rig: Rig) -> None:
    """The line is dead for three days of interviews; no record is parked, none is lost, none is sent as new twice."""
    live(rig, 120.0)
    rig.line.fault = lambda call: Answer(NOBODY)
    profiles, asked = {}, len(rig.line.calls)
    rounds = rig.rounds()
    for number in range(30):
        name = f"{ONE[:-2]}{number:02}"
        profiles[name] = rig.interview(name, value=1.0 + number / 10)
        end_s = rig.clock.true_s + DAY_S / 10
        while rig.clock.true_s < end_s:
            rig.clock.wait(max(0.05, rounds.step()))
    assert len(rig.line.calls) - asked < 1.2 * 3 * DAY_S / 300.0  # not one call for each record and round
    assert rig.journal.outbox.state().parked == 0
    rig.line.fault = lambda call: None
    live(rig, 3600.0)
    held = rig.at_hub("interview.v1")
    assert held.keys() == profiles.keys()
    assert all(profiles[name].rstrip("\n").encode() in held[name] for name in profiles)
    assert len(rig.at_hub("consent_receipt.v1")) == 30
    assert len(rig.hub.received) == len(set(rig.hub.received))
    assert rig.journal.outbox.waiting() == 0
    order = [rig.hub.received.index(f"{name}-consent") < rig.hub.received.index(name) for name in profiles]
    assert all(order)


def test_after_an_outage_a_kiosk_sends_two_requests_a_second_at_most(rig: Rig) -> None:
    for number in range(40):
        rig.interview(f"{ONE[:-2]}{number:02}")
    began_s = rig.clock.true_s
    live(rig, BEAT_EACH_S)
    times = len(rig.hub.received)
    assert times >= 80
    assert rig.clock.true_s - began_s >= (times - 10) / 2.0


def test_a_hub_that_came_back_from_an_older_copy_is_given_again_what_it_lost(rig: Rig) -> None:
    for name in (ONE, TWO):
        rig.interview(name)
    live(rig, 120.0)
    before = dict(rig.hub.records)
    ((kiosk, _), *_) = rig.hub.records
    for name in (ONE, f"{ONE}-consent"):
        del rig.hub.records[kiosk, name]
    rig.hub.records[kiosk, TWO] = ("interview.v1", b"{}")
    rig.hub.wishes = {"reconcile": True}
    live(rig, 61.0)
    rig.hub.wishes = {}
    live(rig, 61.0)
    assert rig.hub.records[kiosk, ONE] == before[kiosk, ONE]
    assert [each.id for each in rig.journal.outbox.parked()] == [TWO]


def test_a_night_later_it_is_found_without_being_asked(rig: Rig) -> None:
    rig.interview(ONE)
    live(rig, 120.0)
    rig.hub.records.clear()
    rig.clock.wait(DAY_S)
    live(rig, 120.0)
    assert ONE in rig.at_hub("interview.v1")


def test_appointments_come_from_the_hub_when_they_changed(rig: Rig) -> None:
    desk = rig.journal.front_desk
    first = {"schema": "appointment/1.0", "id": "a1", "code": "A-0001", "phone_key": "ab" * 32}
    rig.hub.appointments = [
        {**first, "at": "2026-09-21T14:13:20Z"},
        {"schema": "appointment/1.0", "id": "a2", "code": "A-0002", "at": None, "phone_key": None},
    ]
    live(rig, 61.0)
    assert [each.appointment.code for each in desk.expected()] == ["A-0001", "A-0002"]
    assert desk.expected()[0].appointment.at == pytest.approx(1_790_000_000.0)
    fetched = [call.path for call in rig.line.calls].count(f"{API}/kiosks/appointments")
    live(rig, 600.0)
    again = [call.path for call in rig.line.calls].count(f"{API}/kiosks/appointments")
    assert again - fetched <= 1  # a restart asks once, with its ETag
    rig.hub.appointments = [
        {"schema": "appointment/1.0", "id": "a1", "code": "b-1", "at": None, "phone_key": None}
    ]
    live(rig, 120.0)
    assert [each.appointment.code for each in desk.expected()] == ["A-0001", "A-0002"]


def test_a_key_is_rotated_when_the_hub_wants_it(rig: Rig) -> None:
    before = rig.keys.read()
    rig.hub.wishes = {"rotate_key": True}
    live(rig, 30.0)
    after = rig.keys.read()
    assert before is not None
    assert after is not None
    assert (after.key != before.key, after.next_key) == (True, None)


def test_a_revoked_kiosk_keeps_its_records_and_says_why(rig: Rig) -> None:
    rig.interview(ONE)
    (kiosk,) = rig.hub.kiosks.values()
    kiosk.is_revoked = True
    live(rig, DAY_S)
    assert rig.journal.outbox.state().parked == 0
    assert rig.journal.sync_state.get("status")["trouble"] == "revoked"
    kiosk.is_revoked = False
    live(rig, 1200.0)
    assert ONE in rig.at_hub("interview.v1")


def test_a_hub_that_does_not_know_a_kind_yet_holds_only_that_kind_up(rig: Rig) -> None:
    rig.hub.kinds = ("consent_receipt.v1", "interview.v1")
    rig.journal.record("kiosk", "staff_called", {}, now=NOW)
    rig.interview(ONE)
    live(rig, 600.0)
    assert (len(rig.at_hub("interview.v1")), rig.journal.outbox.state().parked) == (1, 0)
    rig.hub.kinds = ("consent_receipt.v1", "interview.v1", "audit_batch.v1")
    live(rig, 120.0)  # another run of the program; one that runs on asks again within the hour
    assert rig.journal.outbox.waiting() == 0


def test_a_deleted_interview_is_sent_no_more_and_its_deletion_is(rig: Rig) -> None:
    rig.interview(ONE)
    rig.interview(TWO)
    rig.line.fault = lambda call: Answer(NOBODY) if "ingest" in call.path else None
    live(rig, 120.0)
    rig.journal.delete(ONE, now=rig.clock.wall_s())
    rig.line.fault = lambda call: None
    live(rig, 1200.0)
    assert rig.at_hub("interview.v1").keys() == {TWO}
    assert any(b"interview_deleted" in body for body in rig.at_hub("audit_batch.v1").values())
    rig.journal.delete(TWO, now=rig.clock.wall_s())
    assert [each.id for each in rig.journal.outbox.delivered() if each.kind != "audit_batch.v1"] == []


def test_an_interview_deleted_while_its_record_is_on_the_way_stays_deleted(rig: Rig) -> None:
    rig.interview(ONE)

    def deleting(call: Call) -> Answer | None:
        if call.path.endswith("/ingest/interview.v1"):
            rig.journal.delete(ONE, now=rig.clock.wall_s())
        return None

    rig.line.fault = deleting
    live(rig, 120.0)
    state = rig.journal.outbox.state()
    assert (state.waiting, state.parked) == (0, 0)
    assert ONE not in [each.id for each in rig.journal.outbox.delivered()]


@pytest.mark.parametrize("path", ["/heartbeat", "/appointments", "/reconcile"])
@pytest.mark.parametrize("status", [422, 500])
def test_a_call_that_fails_by_itself_holds_no_record_up(rig: Rig, path: str, status: int) -> None:
    rig.interview(ONE)
    rig.line.fault = lambda call: Answer(status) if call.path.endswith(path) else None
    live(rig, 130.0)
    assert ONE in rig.at_hub("interview.v1")
    assert rig.journal.outbox.state().waiting <= 1  # a row of the audit log since the last look
    beats = [call for call in rig.line.calls if call.path.endswith("/heartbeat")]
    assert 2 <= len(beats) <= 4
