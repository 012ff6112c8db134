"""Sync beside the kiosk: it finds out by itself that the kiosk was enrolled, and holds up no end of the program."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap.sync_thread import SyncThread
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.settings import HubSettings, Settings
from app.sync.lock import sending_alone
from app.sync.rounds import STATUS
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import Line, serving
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import ONE, TWO

PATIENCE_S, LOOK_S = 30.0, 0.02


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def line() -> Iterator[Line]:
    with serving(FakeHub(time.time)) as line:
        yield line


@pytest.fixture
def rig(tmp_path: Path, line: Line) -> Iterator[Rig]:
    rig = Rig(tmp_path, hub=line.hub)
    yield rig
    rig.close()


@pytest.fixture
def sync(rig: Rig) -> Iterator[SyncThread]:
    settings = Settings(data_dir=rig.folder, hub=HubSettings(connect_timeout_s=2.0, read_timeout_s=10.0))
    made = SyncThread(settings, rig.journal, load_competency_model(content_dir()), look_again_s=0.05)
    yield made
    made.stop()


def until(happened: Callable[[], object]) -> None:
    """Wait for a condition, not for a time."""
    end_s = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end_s
        threading.Event().wait(LOOK_S)


def test_a_kiosk_that_is_enrolled_while_it_runs_begins_to_send(
    rig: Rig, line: Line, sync: SyncThread
) -> None:
    rig.interview(ONE)
    sync.start()
    rig.enrol(url=line.url)
    until(lambda: ONE in rig.at_hub("interview.v1"))
    rig.interview(TWO)
    until(lambda: TWO in rig.at_hub("interview.v1"))
    (kiosk,) = line.hub.kiosks.values()
    assert kiosk.beats[0]["versions"]["content_hash"] == load_competency_model(content_dir()).content_hash


def test_the_end_of_the_program_waits_for_no_hub(rig: Rig, line: Line, sync: SyncThread) -> None:
    rig.enrol(url=line.url)
    line.behaviour = "hang"
    sync.start()
    until(lambda: line.requests > 0)
    sync.stop(timeout_s=0.2)
    assert sync._thread.is_alive()  # its call is left alone, and ends with the process
    line.released.set()
    until(lambda: not sync._thread.is_alive())


def test_while_somebody_else_sends_it_waits_and_then_goes_on(rig: Rig, line: Line, sync: SyncThread) -> None:
    rig.enrol(url=line.url)
    with sending_alone(rig.folder):
        sync.start()
        until(lambda: sync._last == "sync_runs_already")
        assert line.hub.kiosks["kiosk-0001"].beats == []
    until(lambda: line.hub.kiosks["kiosk-0001"].beats)


def test_a_line_that_is_dead_is_remembered_for_the_doctor(rig: Rig, line: Line, sync: SyncThread) -> None:
    rig.enrol(url=line.url)
    line.behaviour = "portal"
    sync.start()
    until(lambda: (rig.journal.sync_state.get(STATUS) or {}).get("trouble"))
