"""A recording's whole way: asked for by the policy pack, sealed on the kiosk, over HTTP, given back by the hub.

The kiosk is the real store and the real sync, the hub the real service on PostgreSQL behind a socket.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import ConsentGiven
from app.domain.interview import Consent, Purpose
from app.domain.language import Language
from app.flow.receipt import receipt_text
from app.settings import HubSettings
from app.sync.calls import NOBODY, Answer, Call
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from app.ui.present import purposes
from ehr.access import Role
from ehr.database import system
from ehr.fleet import enrolment
from ehr.keys import MasterKey
from ehr.media.service import path_of
from tests.fakes.keyed import seal
from tests.fakes.sync_rig import FakeClock, Rig
from tests.hub.web.browser import served
from tests.hub.world import Tree, World
from tests.unit.store.samples import ONE, whole

FILM = bytes(range(256)) * 4000  # four pieces and a bit
PACK = "cn_default"


@dataclass
class Line:
    """The real line; what went over it is kept, and one reply can get lost."""

    client: HubClient
    lost: Callable[[Call], bool] = field(default=lambda call: False)
    calls: list[Call] = field(default_factory=list)

    def ask(self, call: Call) -> Answer:
        self.calls.append(call)
        answer = self.client.ask(call)
        return Answer(NOBODY) if self.lost(call) else answer

    @property
    def pieces(self) -> list[Call]:
        return [each for each in self.calls if each.method == "PATCH"]


@dataclass
class Site:
    """One kiosk let in at one hub."""

    rig: Rig
    line: Line

    def recorded(self, wanted: tuple[Purpose, ...], *, refused: str = "") -> None:
        """An assessed interview whose candidate was asked for `wanted` and said yes to all but `refused`."""
        consents = tuple(Consent(each, each != refused) for each in wanted)
        receipt = receipt_text(ONE, Language.ZH, PACK, "c" * 64, ("…",), consents)
        events = [
            replace(each, consents=consents, receipt=receipt) if isinstance(each, ConsentGiven) else each
            for each in whole(ONE)
        ]
        self.rig.journal.append(ONE, events, now=self.rig.clock.wall_s())
        (self.rig.folder / ONE).mkdir()
        for name in ("q1.mkv", "q2.mkv"):
            seal(self.rig.folder / ONE / name, FILM + name.encode(), self.rig.journal.media_key(ONE))
        self.rig.assess(ONE)

    def live(self, seconds: float) -> None:
        """The kiosk's sync for so long by its own clock, which passes only while it waits."""
        rounds, end_s = self.rig.rounds(self.line.ask), self.rig.clock.true_s + seconds
        while self.rig.clock.true_s < end_s:
            self.rig.clock.wait(max(0.2, rounds.step()))


@pytest.fixture
def site(app: FastAPI, world: World, tree: Tree, key: MasterKey, tmp_path: Path) -> Iterator[Site]:
    with world.database.work(system("test")) as session:
        code = enrolment.make_code(session, tree.sites[0], "one", key, by=None, must_confirm=False).code
    folder = tmp_path / "kiosk"
    folder.mkdir()
    rig = Rig(folder, FakeClock(time.time()))
    with served(app) as address, HubClient(address, HubSettings()) as client:
        line = Line(client)
        enrol(line.ask, rig.keys, (folder / "match.key").write_bytes, address, code)
        yield Site(rig, line)
    rig.close()


@cache
def asked(*, allowing: bool) -> tuple[Purpose, ...]:
    """What the shipped pack asks for, or one that also asks whether recordings may leave."""
    packs = {each.id: each for each in load_competency_model(content_dir()).policy_packs}
    shipped = packs[PACK]
    more = ("recording_transfer",) if allowing else ()
    return purposes(replace(shipped, consents=(*shipped.consents, *more)))


def test_a_recording_goes_its_whole_way_and_comes_back_byte_for_byte(
    site: Site, client: TestClient, world: World, tree: Tree, tmp_path: Path
) -> None:
    site.recorded(asked(allowing=True))
    site.line.lost = lambda call: site.line.pieces[1:] == [call]  # the second piece; it did arrive
    site.live(5.0)
    site.rig.journal.close()  # and the kiosk starts again
    again = Rig(site.rig.folder, site.rig.clock)
    site.rig = again
    site.live(60.0)
    assert again.journal.outbox.waiting() == 0

    with world.database.work(system("test")) as session:
        found = session.execute(
            text("select kiosk_id, id from recordings where is_complete order by id")
        ).all()
        interview = session.scalar(text("select id from interviews"))
    assert len(found) == 2
    sealed = [(again.folder / ONE / name).read_bytes() for name in ("q1.mkv", "q2.mkv")]
    held = [path_of(tmp_path, row.kiosk_id, row.id).read_bytes() for row in found]
    assert held == sealed
    assert not any(FILM[:200] in each for each in held)
    sent = sum(len(call.body or b"") for call in site.line.pieces)
    assert sent == sum(map(len, sealed))  # it went on where it stood: no byte twice

    listens = world.signed_in(world.user(tree.sites[0], Role.HR))
    base = f"/interviews/{interview}/recordings"
    listed = client.get(f"/api/v1{base}", headers=listens).json()
    assert [each["is_complete"] for each in listed] == [True, True]
    page = client.get(f"/interviews/{interview}", headers=listens).text
    for each, name in zip(listed, ("q1.mkv", "q2.mkv"), strict=True):
        for path in (f"/api/v1{base}/{each['id']}", f"{base}/{each['id']}"):
            answer = client.get(path, headers=listens)
            assert answer.content == FILM + name.encode()
            assert "attachment" in answer.headers["content-disposition"]
    assert f"{base}/{listed[0]['id']}" in page
    for place, role, status in ((0, Role.RECRUITER, 403), (1, Role.HR, 404)):
        headers = world.signed_in(world.user(tree.sites[place], role))
        assert client.get(f"/api/v1{base}/{listed[0]['id']}", headers=headers).status_code == status
    with world.database.work(system("test")) as session:
        assert session.scalar(text("select count(*) from audit_log where action = 'recording.read'")) == 4


@pytest.mark.parametrize("refused", ["recording_transfer", "not_asked"])
def test_without_the_candidate_s_yes_no_byte_of_a_recording_leaves(
    site: Site, world: World, tmp_path: Path, refused: str
) -> None:
    site.recorded(asked(allowing=refused != "not_asked"), refused=refused)
    site.live(60.0)
    with world.database.work(system("test")) as session:
        assert session.scalar(text("select count(*) from interviews")) == 1  # the words did go
        assert session.scalar(text("select count(*) from recordings")) == 0
    assert [each.path for each in site.line.calls if "/media/" in each.path] == []
    assert sum(len(call.body or b"") for call in site.line.calls) < len(FILM) / 4
    sealed = (site.rig.folder / ONE / "q1.mkv").read_bytes()
    assert not any(sealed[27:91] in (call.body or b"") for call in site.line.calls)
    assert not (tmp_path / "recordings").exists()


def test_a_recording_that_was_changed_on_the_hub_is_not_given(
    site: Site, client: TestClient, world: World, tree: Tree, tmp_path: Path
) -> None:
    site.recorded(asked(allowing=True))
    site.live(60.0)
    with world.database.work(system("test")) as session:
        row = session.execute(text("select kiosk_id, id from recordings order by id limit 1")).one()
        interview = session.scalar(text("select id from interviews"))
    path = path_of(tmp_path, row.kiosk_id, row.id)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))  # any other byte may by chance be the one there
    listens = world.signed_in(world.user(tree.sites[0], Role.HR))
    where = f"/api/v1/interviews/{interview}/recordings/{row.id}"
    assert client.get(where, headers=listens).json()["type"] == "urn:ehr:damaged-secret"
    path.unlink()
    assert client.get(where, headers=listens).json()["type"] == "urn:ehr:recording-not-here"
