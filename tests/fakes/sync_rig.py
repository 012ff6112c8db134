"""A kiosk's side of sync without a screen: a real store, a clock that tests move, and a line that can fail."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.events import CheckedIn, ConsentGiven, Event
from app.domain.language import Language
from app.store.journal import Journal
from app.store.vault import Vault
from app.sync.calls import NOBODY, Answer, Ask, Call
from app.sync.enrolment import Enrolled, enrol
from app.sync.heartbeat import Health
from app.sync.identity import IdentityFile
from app.sync.media import MediaSender
from app.sync.rounds import Rounds, SyncStore
from app.sync.session import HubSession
from app.sync.wire import dumps_profile, profile_json
from tests.contract.records import receipt
from tests.contract.samples import sample
from tests.fakes.hub import FakeHub
from tests.unit.store.samples import FACTS, NOW, assessment, opening

URL = "https://hub.example"


@dataclass
class FakeClock:
    """Time passes only when somebody waits, or a test lets it. off_s: how wrong the kiosk's own clock is."""

    true_s: float = NOW
    off_s: float = 0.0
    luck: float = 1.0

    def wall_s(self) -> float:
        return self.true_s + self.off_s

    def steady_s(self) -> float:
        return self.true_s - NOW

    def wait(self, seconds: float) -> bool:
        self.true_s += max(0.0, seconds)
        return True

    def chance(self) -> float:
        return self.luck


@dataclass
class FakeLine:
    """Between kiosk and hub. fault: gives an answer in the hub's place, or None to let the call through.

    lost: True for a call whose answer is lost after the hub did what it was asked.
    """

    hub: FakeHub
    fault: Callable[[Call], Answer | None] = field(default=lambda call: None)
    lost: Callable[[Call], bool] = field(default=lambda call: False)
    calls: list[Call] = field(default_factory=list)

    def ask(self, call: Call) -> Answer:
        self.calls.append(call)
        fault = self.fault(call)
        if fault is not None:
            return fault
        answer = self.hub.ask(call)
        return Answer(NOBODY) if self.lost(call) else answer


def identity_in(folder: Path) -> IdentityFile:
    """Who the kiosk of `folder` is, whose keys this process can open."""
    vault = Vault.open(folder)
    vault.close()
    return IdentityFile(vault.sealed_files)


class Rig:
    """One kiosk and one hub in memory. open() again after close() is a restart of the program."""

    def __init__(self, folder: Path, clock: FakeClock | None = None, hub: FakeHub | None = None) -> None:
        self.folder = folder
        self.clock = clock or FakeClock()
        self.hub = hub or FakeHub(lambda: self.clock.true_s)
        self.line = FakeLine(self.hub)
        self.journal = Journal.open(folder / "kiosk.db", folder)
        self.keys = IdentityFile(self.journal.sealed_files)

    def close(self) -> None:
        self.journal.close()

    def enrol(self, ask: Ask | None = None, url: str = URL) -> Enrolled:
        return enrol(
            ask or self.line.ask, self.keys, (self.folder / "match.key").write_bytes, url, self.hub.new_code()
        )

    def media(self, session: HubSession) -> MediaSender:
        return MediaSender(
            self.journal.outbox,
            session.ask,
            self.clock,
            self.folder,
            self.journal.media_key,
            session.identity.media_key,
        )

    def rounds(self, ask: Ask | None = None) -> Rounds:
        me = self.keys.read()
        assert me is not None
        session = HubSession(ask or self.line.ask, self.keys, me, self.clock)
        store = SyncStore(self.journal.outbox, self.journal.sync_state, self.journal.front_desk)
        health = Health(self.clock.steady_s(), 5000, 9000)
        return Rounds(session, store, self.clock, lambda: health, media=self.media(session))

    def interview(self, name: str, *, check_in: CheckedIn | None = None, value: float = 7.5) -> str:
        """An interview from its start to its assessment, with a consent receipt; its profile."""
        self.begin(name, check_in)
        return self.assess(name, value)

    def begin(self, name: str, check_in: CheckedIn | None = None) -> None:
        self.journal.append(name, self._events(name, check_in), now=self.clock.wall_s())

    def assess(self, name: str, value: float = 7.5) -> str:
        made = sample(Language.ZH)
        facts = replace(made.facts, interview_id=name, candidate_question=f"{value}")
        profile = dumps_profile(profile_json(facts, made.answers, made.assessment))
        self.journal.save_assessment(name, FACTS, assessment(value), profile, now=self.clock.wall_s())
        return profile

    def _events(self, name: str, check_in: CheckedIn | None) -> list[Event]:
        events: list[Event] = []
        for event in opening(name):
            if isinstance(event, ConsentGiven):
                events += [check_in] if check_in is not None else []
                event = replace(event, receipt=receipt(Language.ZH))
            events.append(event)
        return events

    def at_hub(self, kind: str) -> dict[str, bytes]:
        """Id to body of the records of one kind that the hub holds."""
        return {key: body for (_, key), (held, body) in self.hub.records.items() if held == kind}
