"""Whatever happens in whatever order: nothing is lost, nothing is stored twice, no interview before its receipt."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.store.records import consent_id, interview_record_id
from app.sync.calls import NOBODY, Answer, Call
from tests.fakes.sync_rig import Rig

WEATHER = ("fine", "dead", "lost", "500", "502", "busy", "portal", "refuse", "upgrade", "not_let_in")


class OutboxMachine(RuleBasedStateMachine):
    """A kiosk lives with its hub. expected: record id to the bytes that must arrive, once they were laid down."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.rig = Rig(self.folder)
        self.expected: dict[str, bytes] = {}
        self.revisions: dict[str, int] = {}
        self.weather = "fine"

    @initialize()
    def enrolled(self) -> None:
        self.rig.enrol()
        self._restart()

    def _restart(self) -> None:
        self.rig.line.fault = self._fault
        self.rig.line.lost = lambda call: self.weather == "lost"
        self.rounds = self.rig.rounds()

    def _fault(self, call: Call) -> Answer | None:
        ingest = "/ingest/" in call.path
        match self.weather:
            case "dead":
                return Answer(NOBODY)
            case "portal":
                return Answer(200, {}, b"<html>")
            case "busy":
                return Answer(503, {"retry-after": "60"})
            case "502":
                return Answer(502, {}, b"bad gateway")
            case "500" if ingest:
                return Answer(500)
            case "refuse" if ingest:
                return Answer(422, {}, b'{"type": "urn:kiosk:schema-refused", "title": "No", "status": 422}')
            case "upgrade" if ingest:
                return Answer(422, {}, b'{"type": "urn:kiosk:upgrade-hub", "title": "No", "status": 422}')
            case "not_let_in" if ingest:
                return Answer(403, {}, b'{"type": "urn:kiosk:revoked", "title": "No", "status": 403}')
            case _:
                return None

    def _note(self) -> None:
        """What was laid down must arrive as it lies there."""
        rows = self.rig.journal._db.execute(
            "SELECT id, payload FROM outbox UNION ALL SELECT id, payload FROM delivered"
        ).fetchall()
        self.expected |= {name: payload.encode() for name, payload in rows}

    @rule()
    def an_interview_ends(self) -> None:
        name = f"0190b1de-0000-7000-8000-{len(self.revisions):012}"
        self.rig.interview(name)
        self.revisions[name] = 1
        self._note()

    @precondition(lambda self: self.revisions)
    @rule(data=st.data())
    def it_is_assessed_again(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.revisions)))
        self.revisions[name] += 1
        self.rig.assess(name, 1.0 + self.revisions[name] % 9)
        self._note()

    @rule(weather=st.sampled_from(WEATHER))
    def the_weather_changes(self, weather: str) -> None:
        self.weather = weather

    @rule(seconds=st.sampled_from([0.0, 1.0, 30.0, 301.0, 3601.0, 90_000.0]))
    def sync_goes_on(self, seconds: float) -> None:
        self.rig.clock.wait(seconds)
        for _ in range(3):
            self.rounds.step()
        self._note()

    @rule(seconds=st.sampled_from([-1e8, -3600.0, 0.0, 3600.0, 1e8]))
    def somebody_sets_the_clock(self, seconds: float) -> None:
        self.rig.clock.off_s = seconds

    @rule()
    def the_program_is_killed_and_starts_again(self) -> None:
        self.rig.journal.close()
        line = self.rig.line
        self.rig = Rig(self.folder, self.rig.clock, self.rig.hub)
        self.rig.line = line
        self._restart()

    @rule()
    def somebody_sends_parked_ones_again(self) -> None:
        for each in self.rig.journal.outbox.parked():
            self.rig.journal.outbox.requeue(each.id, now=self.rig.clock.wall_s())

    @precondition(lambda self: self.rig.hub.records)
    @rule()
    def the_hub_comes_back_from_an_older_copy(self) -> None:
        key = sorted(self.rig.hub.records)[0]
        del self.rig.hub.records[key]
        self.rig.hub.wishes = {"reconcile": True}

    @invariant()
    def what_the_hub_has_is_what_was_laid_down(self) -> None:
        for (_, name), (_, body) in self.rig.hub.records.items():
            assert self.expected[name] == body

    @invariant()
    def nothing_is_nowhere(self) -> None:
        """Each record is in the outbox, or was taken by the hub: none is gone from both without a yes."""
        outbox = {row[0] for row in self.rig.journal._db.execute("SELECT id FROM outbox").fetchall()}
        delivered = {each.id for each in self.rig.journal.outbox.delivered(limit=100_000)}
        assert self.expected.keys() == outbox | delivered
        assert outbox & delivered == set()

    @invariant()
    def no_interview_comes_before_its_receipt(self) -> None:
        seen = self.rig.hub.received
        for name, revisions in self.revisions.items():
            for revision in range(1, revisions + 1):
                record = interview_record_id(name, revision)
                if record in seen:
                    assert consent_id(name) in seen[: seen.index(record)]

    def teardown(self) -> None:
        """In the end, with fine weather, the hub has everything."""
        self.weather = "fine"
        self.rig.clock.off_s = 0.0
        self.rig.hub.wishes = {"reconcile": True}
        for _ in range(6):
            self.somebody_sends_parked_ones_again()
            self.rig.clock.wait(7300.0)
            for _ in range(4):
                self.rounds.step()
                self.rig.clock.wait(self.rounds.breaker.wait_s())
                self.rounds.once()
            self._note()
        held = {name: body for (_, name), (_, body) in self.rig.hub.records.items()}
        assert held == self.expected
        assert self.rig.journal.outbox.waiting() == 0
        self.rig.journal.close()
        shutil.rmtree(self.folder)


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a failure smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
