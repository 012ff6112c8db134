"""Through a bad network: delays, slices, resets, lost answers, black holes, outages. Everything arrives, once."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.bootstrap.sync_parts import RealClock
from app.settings import HubSettings
from app.sync.client import HubClient
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import serving
from tests.fakes.sync_rig import Rig
from tests.hub.faultproxy import Faults, fault_proxy
from tests.unit.store.samples import ONE

INTERVIEWS = 25
WEATHERS = (
    Faults(reset_up=0.15, reset_down=0.15, slice_bytes=1400),
    Faults(black_hole=0.1, black_hole_s=1.5, delay_s=0.002, jitter_s=0.002),
    Faults(is_down=True),
)


class HastyClock(RealClock):
    """The real time, but who waits does not wait long: the breaker's waits are tested elsewhere."""

    def chance(self) -> float:
        return 0.0


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_a_bad_line_loses_and_doubles_nothing(tmp_path: Path) -> None:
    rig = Rig(tmp_path, hub=FakeHub(time.time))
    rig.clock = HastyClock()  # type: ignore[assignment]
    how = HubSettings(connect_timeout_s=1.0, read_timeout_s=1.0)
    profiles = {}
    with serving(rig.hub) as line, fault_proxy(int(urlsplit(line.url).port or 0), seed=7) as proxy:
        with HubClient(line.url, how) as straight:
            rig.enrol(straight.ask, line.url)
        with HubClient(proxy.url, how) as client:
            rounds = rig.rounds(client.ask)
            rounds._requests._rate = 1e6  # the pace is tested elsewhere too
            for number in range(INTERVIEWS):
                name = f"{ONE[:-2]}{number:02}"
                profiles[name] = rig.interview(name)
                proxy.faults = WEATHERS[number * len(WEATHERS) // INTERVIEWS]
                rounds.step()
            proxy.faults = WEATHERS[0]
            for _ in range(200):
                if rig.journal.outbox.waiting() == 0:
                    break
                rounds.step()
    held = rig.at_hub("interview.v1")
    assert held.keys() == profiles.keys()
    assert all(profiles[name].rstrip("\n").encode() in held[name] for name in profiles)
    assert rig.journal.outbox.waiting() == 0
    assert proxy.counts.lost_answers > 0
    assert proxy.counts.resets > 0
    assert proxy.counts.refused > 0
    again = len(rig.hub.received) - len(set(rig.hub.received))
    assert again > 0  # answers were lost after the hub had the record: it was offered again, and stored once
    rig.close()
