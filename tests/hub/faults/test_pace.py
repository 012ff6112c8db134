"""How often somebody may ask: kiosks ten times a second each, wrong codes five times an address, then they wait."""

import pytest
from starlette.testclient import TestClient

from ehr.pace import KIOSK_AT_ONCE, Buckets, KioskPace
from ehr.problems import Problem
from tests.contract.records import asked_bodies
from tests.hub.faults.site import kiosk_headers
from tests.hub.world import World


def test_a_bucket_is_refilled_steadily_and_forgotten_last_of_all_when_it_is_used() -> None:
    now_s = [0.0]
    buckets = Buckets(lambda: now_s[0], keys_max=2)
    assert [buckets.wait_s("one", most=2, per_s=0.5) for _ in range(3)] == [0, 0, 2]
    now_s[0] = 2.0
    assert [buckets.wait_s("one", most=2, per_s=0.5) for _ in range(2)] == [0, 2]
    for key in ("two", "three"):
        assert buckets.wait_s(key, most=1, per_s=1) == 0
    assert buckets.wait_s("one", most=2, per_s=0.5) == 0  # forgotten: there were too many others


def test_one_kiosk_that_runs_wild_is_slowed_down_and_no_other(client: TestClient, world: World) -> None:
    site = world.tree().sites[0]
    wild, quiet = (kiosk_headers(world, world.kiosk(site)) for _ in range(2))
    answers = [client.get("/api/v1/kiosks/appointments", headers=wild) for _ in range(int(KIOSK_AT_ONCE) * 5)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert slowed[0].json()["type"] == "urn:kiosk:busy"
    assert int(slowed[0].headers["Retry-After"]) >= 1
    assert client.get("/api/v1/kiosks/appointments", headers=quiet).status_code == 200


def test_the_limit_is_ten_a_second(world: World) -> None:
    now_s = [0.0]
    pace, kiosk = KioskPace(lambda: now_s[0]), world.kiosk(world.tree().sites[0])

    def is_taken(at_s: float) -> bool:
        now_s[0] = at_s
        try:
            pace.check(kiosk)
        except Problem:
            return False
        return True

    taken = sum(is_taken(step / 100) for step in range(1000))
    assert taken == pytest.approx(10 * 10 + KIOSK_AT_ONCE, abs=1)


def test_after_five_wrong_codes_an_address_waits_a_quarter_of_an_hour(client: TestClient) -> None:
    body = asked_bodies()["enrol"]
    statuses = []
    for _ in range(7):
        answer = client.post("/api/v1/kiosks/enrol", json=body)
        statuses.append(answer.status_code)
    assert statuses == [403] * 5 + [429] * 2
    assert 600 < int(answer.headers["Retry-After"]) <= 900
