"""kill -9 between every two steps of a drain and a rotation: the next run goes on, nothing is lost or doubled."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.sync.identity import key_id_of
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import Line, serving
from tests.fakes.sync_rig import Rig

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def kill_at_every_step(what: str, folder: Path, line: Line) -> int:
    """How many steps the work has, after it was killed at each of them."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    child = subprocess.run(
        [sys.executable, "-m", "tests.unit.sync.killed", what, str(folder), line.url],
        cwd=REPOSITORY,
        env=clean,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return int(child.stdout.splitlines()[-1].removeprefix("DONE "))


def enrolled(folder: Path, hub: FakeHub, line: Line) -> None:
    rig = Rig(folder, hub=hub)
    rig.enrol(url=line.url)
    rig.close()


def test_a_drain_killed_at_every_step(folder: Path) -> None:
    hub = FakeHub(time.time)
    with serving(hub) as line:
        enrolled(folder, hub, line)
        steps = kill_at_every_step("drain", folder, line)
    rig = Rig(folder, hub=hub)
    told = rig.journal.audit()[0]
    rig.close()
    assert steps >= 12
    batches = sorted(
        (int(name.split("-")[2]), int(name.split("-")[3])) for name in rig.at_hub("audit_batch.v1")
    )
    assert [first for first, _ in batches] == [1, *(last + 1 for _, last in batches[:-1])]
    assert batches[-1][1] == len(told) == steps + 1
    assert {name for name, _ in hub.quarantine} == {f"x-{run}" for run in range(steps + 1)}


def test_a_rotation_killed_at_every_step(folder: Path) -> None:
    hub = FakeHub(time.time)
    with serving(hub) as line:
        enrolled(folder, hub, line)
        rig = Rig(folder, hub=hub)
        first = rig.keys.read()
        steps = kill_at_every_step("rotation", folder, line)
        me = rig.keys.read()
        rig.close()
    assert first is not None
    assert me is not None
    assert steps >= 12
    (kiosk,) = hub.kiosks.values()
    assert (me.next_key, me.key == first.key, kiosk.pending) == (None, False, "")
    assert kiosk.keys[key_id_of(me.key)][1] is None
    assert len([ends for _, ends in kiosk.keys.values() if ends is None]) == 1
