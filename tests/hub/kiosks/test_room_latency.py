"""How soon a raised hand at one terminal shows at another and on a PC: real kiosks, a real hub, a clock moved by hand.

Time passes only while a kiosk waits, so the figures are those of the schedule: what the network takes comes on top.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.bootstrap.review_hub import LIVE_MS
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.check_in import CallReason
from app.review.room import tiles_of, want_room
from app.review.values import Tile
from app.settings import HubSettings
from app.sync.calls import Answer, Call
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from app.sync.rounds import BEAT_EACH_S, CHANGE_EACH_S, REST_S, ROOM_EACH_S, Rounds
from ehr.access import Role
from ehr.database import system
from ehr.fleet import enrolment
from ehr.keys import MasterKey
from tests.fakes.sync_rig import FakeClock, Rig
from tests.hub.console.people import at_hub, hired
from tests.hub.web.browser import served
from tests.hub.world import Tree, World
from tests.unit.store.samples import ONE

LOOK_EACH_S = 5.0  # as the console reads itself anew
STEP_S = 0.5


@dataclass
class Terminal:
    """A kiosk whose sync runs step by step. beats: how many heartbeats it sent."""

    rig: Rig
    client: HubClient
    beats: int = 0
    next_s: float = 0.0

    def __post_init__(self) -> None:
        self.rounds: Rounds = self.rig.rounds(self.ask)

    def ask(self, call: Call) -> Answer:
        self.beats += call.path.endswith("/heartbeat")
        return self.client.ask(call)

    def run(self) -> None:
        """One step of sync, if it is due."""
        now_s = self.rig.clock.steady_s()
        if now_s >= self.next_s:
            self.next_s = now_s + max(STEP_S, self.rounds.step())


@dataclass
class Site:
    """here: where the console is. there: another terminal of the same site."""

    here: Terminal
    there: Terminal
    clock: FakeClock
    looked_s: float = -LOOK_EACH_S

    def pass_(self, *, looks: bool) -> Tile:
        """STEP_S later; what the console shows of the other terminal."""
        self.clock.wait(STEP_S)
        for each in (self.here, self.there):
            each.run()
        journal = self.here.rig.journal
        if looks and self.clock.steady_s() - self.looked_s >= LOOK_EACH_S:
            self.looked_s = self.clock.steady_s()
            want_room(journal, self.clock.wall_s())
        _, *others = tiles_of(journal, "", self.clock.wall_s())
        return others[0] if others else Tile("", False, None, None, None, None, True)

    def seconds_until(self, calls: int, *, looks: bool) -> float:
        began_s = self.clock.steady_s()
        while self.pass_(looks=looks).calls != calls:
            assert self.clock.steady_s() - began_s < 10 * BEAT_EACH_S
        return self.clock.steady_s() - began_s

    def idle(self, seconds: float, *, looks: bool) -> None:
        end_s = self.clock.steady_s() + seconds
        while self.clock.steady_s() < end_s:
            self.pass_(looks=looks)


@pytest.fixture
def site(app: FastAPI, world: World, tree: Tree, key: MasterKey, tmp_path: Path) -> Iterator[Site]:
    clock = FakeClock(true_s=time.time())
    terminals: list[Terminal] = []
    with ExitStack() as held:
        address = held.enter_context(served(app))
        for name in ("here", "there"):
            with world.database.work(system("test")) as session:
                code = enrolment.make_code(session, tree.sites[0], name, key, by=None, must_confirm=False)
            folder = tmp_path / name
            folder.mkdir()
            rig = Rig(folder, clock)
            held.callback(rig.close)
            client = held.enter_context(HubClient(address, HubSettings()))
            enrol(client.ask, rig.keys, (folder / "match.key").write_bytes, address, code.code)
            terminals.append(Terminal(rig, client))
        here, there = terminals
        yield Site(here, there, clock)


def test_a_raised_hand_elsewhere_shows_within_seconds_while_somebody_looks(site: Site) -> None:
    """Whatever the phase of the two kiosks' minutes; the console's own five seconds come on top."""
    desk, took_s = site.there.rig.journal.front_desk, []
    site.idle(2 * BEAT_EACH_S, looks=True)
    for wait_s in (1.0, 7.5, 13.0, 24.5, 38.0, 51.5):
        site.idle(wait_s, looks=True)
        desk.call(CallReason.HELP, None, now=site.clock.wall_s())
        took_s.append(site.seconds_until(1, looks=True))
        site.idle(wait_s, looks=True)
        (call,) = desk.open_calls()
        desk.answer(call.number, now=site.clock.wall_s(), actor="reader-1")
        took_s.append(site.seconds_until(0, looks=True))
    assert max(took_s) <= CHANGE_EACH_S + ROOM_EACH_S + 2 * (REST_S + STEP_S), took_s


def test_a_raised_hand_shows_on_a_recruiters_pc_within_half_a_minute(
    site: Site, app: FastAPI, world: World, tree: Tree
) -> None:
    """Whatever the phase of kiosk and console; nobody at a kiosk has to look for that."""
    person = hired(app, world, tree.sites[0], Role.RECRUITER)
    console = at_hub(app, load_competency_model(content_dir()), person).desk
    desk, each_s = site.there.rig.journal.front_desk, LIVE_MS / 1000
    site.idle(BEAT_EACH_S, looks=False)
    desk.call(CallReason.HELP, None, now=site.clock.wall_s())
    took_s = 0.0
    while not any(tile.calls for tile in console.room().tiles):
        site.idle(each_s, looks=False)
        took_s += each_s
        assert took_s <= CHANGE_EACH_S + 2 * REST_S + STEP_S + each_s


def test_who_sat_down_shows_as_soon(site: Site) -> None:
    site.idle(BEAT_EACH_S + 11.0, looks=True)
    site.there.rig.begin(ONE)
    began_s = site.clock.steady_s()
    while site.pass_(looks=True).is_busy is not True:
        assert site.clock.steady_s() - began_s <= ROOM_EACH_S + CHANGE_EACH_S + 2 * (REST_S + STEP_S)


def test_nobody_who_looks_costs_the_hub_one_heartbeat_a_minute(site: Site) -> None:
    site.idle(BEAT_EACH_S, looks=False)
    before = site.here.beats
    site.idle(10 * BEAT_EACH_S, looks=False)
    assert site.here.beats - before in (9, 10, 11)
    before = site.here.beats
    site.idle(10 * BEAT_EACH_S, looks=True)
    assert 9 * BEAT_EACH_S / ROOM_EACH_S <= site.here.beats - before <= 11 * BEAT_EACH_S / ROOM_EACH_S


def test_a_hand_that_goes_up_and_down_all_the_time_tells_so_every_five_seconds_at_most(site: Site) -> None:
    desk = site.there.rig.journal.front_desk
    site.idle(BEAT_EACH_S, looks=False)
    before, began_s = site.there.beats, site.clock.steady_s()
    for number in range(120):
        desk.call(CallReason.HELP, None, now=site.clock.wall_s())
        site.idle(STEP_S if number % 2 else REST_S, looks=False)
        for call in desk.open_calls():
            desk.answer(call.number, now=site.clock.wall_s(), actor="reader-1")
        site.idle(STEP_S, looks=False)
    passed_s = site.clock.steady_s() - began_s
    assert site.there.beats - before <= passed_s / CHANGE_EACH_S + passed_s / BEAT_EACH_S + 1
    assert site.there.beats - before > 2 * passed_s / BEAT_EACH_S
