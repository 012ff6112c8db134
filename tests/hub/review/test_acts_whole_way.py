"""An act's whole way: said at a kiosk's console, over HTTP, on the hub's page, once; whenever the kiosk is killed.

The kiosk is the real store and the real sync, in a process of its own; the hub the real service behind a socket.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.settings import HubSettings
from app.store.journal import Journal
from app.store.review import ActKind
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from ehr.database import Database, system
from ehr.fleet import enrolment
from ehr.keys import MasterKey
from tests.contract.records import ACTS
from tests.fakes.sync_rig import FakeClock, Rig
from tests.hub.review.conftest import Hire
from tests.hub.web.browser import served
from tests.hub.world import Tree, World
from tests.unit.store.samples import ONE

ROOT = Path(__file__).resolve().parents[3]
SAID = (ActKind.NOTE, ActKind.RATING, ActKind.OVERRIDE, ActKind.DECISION, ActKind.GONE)
JOB = system("test")


@pytest.fixture
def address(app: FastAPI, world: World, tree: Tree, key: MasterKey, tmp_path: Path) -> Iterator[str]:
    """A hub that let in the kiosk of `tmp_path / "kiosk"`, at which somebody said one thing of each kind."""
    with world.database.work(JOB) as session:
        code = enrolment.make_code(session, tree.sites[0], "Hall 1", key, by=None, must_confirm=False).code
    folder = tmp_path / "kiosk"
    folder.mkdir()
    rig = Rig(folder, FakeClock(time.time()))
    rig.interview(ONE)
    for kind in SAID:
        rig.journal.reviews.act(ONE, kind, "reviewer-1", ACTS[kind.value], now=rig.clock.wall_s())
    with served(app) as address, HubClient(address, HubSettings()) as client:
        enrol(client.ask, rig.keys, (folder / "match.key").write_bytes, address, code)
        rig.close()
        yield address


@pytest.mark.slow
def test_every_act_is_at_the_hub_once_after_kill_9_between_every_two_steps(
    address: str, tmp_path: Path, hire: Hire, database: Database
) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    child = subprocess.run(
        [sys.executable, "-m", "tests.unit.sync.killed", "drain", str(tmp_path / "kiosk"), address],
        cwd=ROOT, env=clean, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr[-2000:]
    assert int(child.stdout.split()[-1]) > 2 * len(
        SAID
    )  # the last run, which nobody killed, had that many steps

    with database.work(JOB) as session:
        rows = session.execute(
            text("select number, kind, actor, source from review_acts order by number")
        ).all()
    assert [tuple(row) for row in rows] == [
        (number, kind.value, "reviewer-1", "kiosk") for number, kind in enumerate(SAID, 1)
    ]
    journal = Journal.open(tmp_path / "kiosk" / "kiosk.db", tmp_path / "kiosk")
    assert not [each for each in journal.outbox.parked() if each.kind == "review_act.v1"]
    journal.close()
    desk = hire()
    found = desk.detail()
    assert (found["line"]["kiosk"], found["line"]["must_rate"]) == ("Hall 1", False)
    desk.say("decision", {"decision": "decline", "reason": "does not ask back", "looked_s": 9.0})
    assert [each["body"] for each in desk.detail()["acts"]][: len(SAID)] == [
        ACTS[kind.value] for kind in SAID
    ]
