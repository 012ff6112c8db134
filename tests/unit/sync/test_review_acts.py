"""What people say of an interview goes to the hub: once, after its interview, and beside its recordings."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import KioskError
from app.store.journal import Journal
from app.store.outbox import Job
from app.store.records import INTERVIEW, MEDIA, REVIEW_ACT
from app.store.review import ActKind
from app.sync.calls import Answer, Call
from tests.contract.records import ACTS
from tests.contract.test_contract import faults
from tests.fakes.keyed import beside
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import NOW, ONE, TWO

KINDS = (ActKind.RATING, ActKind.OVERRIDE, ActKind.DECISION, ActKind.NOTE, ActKind.GONE)


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def say(rig: Rig, *kinds: ActKind, about: str = ONE, actor: str = "one") -> None:
    for kind in kinds:
        rig.journal.reviews.act(about, kind, actor, ACTS[kind.value], now=rig.clock.wall_s())


def due(rig: Rig) -> list[str]:
    return [each.id for each in rig.journal.outbox.due(now=rig.clock.wall_s())]


def held(rig: Rig) -> dict[str, dict[str, Any]]:
    return {name: json.loads(body) for name, body in rig.at_hub(REVIEW_ACT).items()}


def test_every_act_arrives_as_the_contract_says_with_the_bytes_of_its_body(rig: Rig) -> None:
    rig.interview(ONE)
    say(rig, *KINDS)
    rig.enrol()  # what was said before a kiosk is let in waits like everything else
    rig.rounds().once()
    told = held(rig)
    assert list(told) == [f"{ONE}-act-{number}" for number in range(1, 6)]
    for number, (kind, record) in enumerate(zip(KINDS, told.values(), strict=True), 1):
        assert faults("review_act", record) == []
        assert (record["number"], record["kind"], record["body"]) == (number, kind, ACTS[kind.value])
        assert (record["actor"], record["interview_id"]) == ("one", ONE)
    assert rig.journal.outbox.waiting() == 0
    assert rig.journal.verify().is_ok


def test_only_a_rating_says_whether_it_counts_and_opens(rig: Rig) -> None:
    rig.interview(ONE)
    rig.interview(TWO)
    say(rig, ActKind.RATING, ActKind.NOTE)
    rig.journal.reviews.trainings.add("two", "c", {}, passed=True, now=rig.clock.wall_s())
    rig.clock.true_s += 1
    say(rig, ActKind.RATING, about=TWO, actor="two")
    rig.enrol()
    rig.rounds().once()
    told = held(rig)
    assert [(told[name]["trained"], told[name]["opens"]) for name in (f"{ONE}-act-1", f"{ONE}-act-2")] == [
        (False, True),
        (None, None),
    ]
    assert told[f"{TWO}-act-1"]["trained"] is True


def test_an_act_waits_for_its_interview_and_goes_in_order(rig: Rig) -> None:
    rig.interview(ONE)
    say(rig, ActKind.NOTE, ActKind.GONE)
    assert due(rig) == [f"{ONE}-consent"]
    rig.enrol()
    rig.line.fault = lambda call: Answer(500) if call.path.endswith("interview.v1") else None
    rig.rounds().once()
    assert held(rig) == {}
    rig.line.fault = lambda call: None
    rig.clock.true_s += 600
    rig.rounds().once()
    assert list(held(rig)) == [f"{ONE}-act-1", f"{ONE}-act-2"]
    names = [key for _, key in rig.hub.records]
    assert names.index(ONE) < names.index(f"{ONE}-act-1") < names.index(f"{ONE}-act-2")


def test_what_is_said_before_there_is_a_record_follows_with_it(rig: Rig) -> None:
    rig.begin(ONE)
    say(rig, ActKind.NOTE)
    assert rig.journal.outbox.due(now=rig.clock.wall_s(), only=REVIEW_ACT) == []
    rig.assess(ONE)
    rig.assess(ONE, 3.0)  # another revision sends nothing twice
    rig.enrol()
    rig.rounds().once()
    assert list(held(rig)) == [f"{ONE}-act-1"]


def test_acts_and_recordings_do_not_wait_for_each_other(rig: Rig) -> None:
    rig.interview(ONE)
    for kind, name in ((INTERVIEW, ONE), ("", f"{ONE}-consent")):
        rig.journal.outbox.accepted(Job(name, kind, _payload(rig.journal, name)), now=NOW)
    rig.journal.outbox.add(Job("film", MEDIA, "{}"), interview_id=ONE, now=rig.clock.wall_s())
    say(rig, ActKind.NOTE)
    assert due(rig) == [f"{ONE}-act-1"]
    rig.journal.outbox.park(Job(f"{ONE}-act-1", REVIEW_ACT, ""), status=422)
    assert [each.id for each in rig.journal.outbox.due(now=rig.clock.wall_s(), only=MEDIA)] == ["film"]


def _payload(journal: Journal, name: str) -> str:
    return str(journal._db.execute("SELECT payload FROM outbox WHERE id = ?", [name]).fetchone()[0])


def test_a_lost_answer_sends_it_again_and_the_hub_has_it_once(rig: Rig) -> None:
    rig.interview(ONE)
    say(rig, ActKind.NOTE)
    rig.enrol()
    lost: list[Call] = []

    def is_lost(call: Call) -> bool:
        if REVIEW_ACT in call.path and not lost:
            lost.append(call)
            return True
        return False

    rig.line.lost = is_lost
    rig.rounds().once()
    assert (len(lost), rig.journal.outbox.state().waiting) == (1, 1)
    rig.clock.true_s += 600
    rig.rounds().once()
    assert rig.journal.outbox.waiting() == 0
    sent = [call for call in rig.line.calls if REVIEW_ACT in call.path]
    assert [call.body for call in sent] == [lost[0].body, lost[0].body]


def test_a_hub_that_lost_acts_is_given_them_again(rig: Rig) -> None:
    rig.interview(ONE)
    say(rig, ActKind.NOTE, ActKind.GONE)
    rig.enrol()
    rig.rounds().once()
    before = held(rig)
    for key in [key for key in rig.hub.records if REVIEW_ACT in rig.hub.records[key][0]]:
        del rig.hub.records[key]
    rig.hub.wishes = {"reconcile": True}
    rig.rounds().once()
    rig.clock.true_s += 60
    rig.rounds().once()
    assert held(rig) == before


def test_an_older_hub_keeps_acts_waiting_and_nothing_else(rig: Rig) -> None:
    rig.hub.kinds = tuple(each for each in rig.hub.kinds if each != REVIEW_ACT)
    rig.interview(ONE)
    say(rig, ActKind.NOTE)
    rig.interview(TWO)
    rig.enrol()
    rig.rounds().once()
    assert set(rig.at_hub(INTERVIEW)) == {ONE, TWO}
    assert (rig.journal.outbox.state().waiting, rig.journal.outbox.parked()) == (1, [])


def test_what_is_not_stored_is_not_sent_and_what_is_deleted_goes_out_of_the_queue(rig: Rig) -> None:
    rig.interview(ONE)
    with pytest.raises(KioskError):
        say(rig, ActKind.DECISION)  # blind
    assert rig.journal.outbox.state().waiting == 2
    say(rig, ActKind.NOTE)
    rig.journal.delete(ONE, now=rig.clock.wall_s())
    assert rig.journal.outbox.state().waiting == 0


def test_acts_from_before_kiosks_told_the_hub_are_laid_down_once(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.interview(ONE)
    rig.begin(TWO)
    say(rig, *KINDS)
    say(rig, ActKind.NOTE, about=TWO)
    wanted = [each for each in _texts(rig.journal) if each[0].startswith(ONE)]
    rig.close()
    connection = beside(tmp_path / "kiosk.db")
    connection.executescript(
        """
        DELETE FROM outbox WHERE kind = 'review_act.v1';
        DELETE FROM _sqlite_migrations WHERE name = '0014_acts_sent';
        """
    )
    connection.commit()
    connection.close()
    again = Rig(tmp_path)
    assert _texts(again.journal) == wanted
    again.close()


def _texts(journal: Journal) -> list[tuple[str, str, int]]:
    rows = journal._db.execute(
        "SELECT id, payload, lane FROM outbox WHERE kind = 'review_act.v1' ORDER BY id"
    )
    return [(str(name), str(text), int(lane)) for name, text, lane in rows.fetchall()]
