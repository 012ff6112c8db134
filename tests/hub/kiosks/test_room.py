"""A kiosk hears of the other kiosks of its own site, and of no other; nothing of anybody is in it."""

import json
from typing import Any

from starlette.testclient import TestClient

from tests.contract.records import heartbeat_body
from tests.contract.test_contract import faults
from tests.hub.faults.site import kiosk_headers
from tests.hub.world import Tree, World


def test_the_answer_to_a_heartbeat_tells_of_the_kiosks_of_the_same_site(
    client: TestClient, world: World, tree: Tree
) -> None:
    here, beside, _silent = (world.kiosk(tree.sites[0]) for _ in range(3))
    elsewhere = world.kiosk(tree.sites[1])

    def beat(kiosk: Any, room: dict[str, Any] | None) -> list[dict[str, Any]]:
        body = {name: value for name, value in heartbeat_body().items() if name != "room"}
        body |= {} if room is None else {"room": room}
        answer = client.post(
            "/api/v1/kiosks/heartbeat", content=json.dumps(body), headers=kiosk_headers(world, kiosk)
        )
        assert answer.status_code == 200
        assert faults("heartbeat_answer", answer.json()) == []
        found: list[dict[str, Any]] = answer.json()["room"]
        return found

    assert beat(elsewhere, {"busy": True, "calls": 9}) == []
    beat(beside, {"busy": True, "calls": 2})
    told = beat(here, {"busy": False, "calls": 0})
    assert sorted((each["busy"], each["calls"]) for each in told if each["heard_at"]) == [(True, 2)]
    assert [each["busy"] for each in told if each["heard_at"] is None] == [None]  # one that was never heard
    assert set(told[0]) == {"label", "heard_at", "busy", "calls", "last_interview_at"}
    beat(beside, None)  # a kiosk of an earlier version does not tell
    assert [each["busy"] for each in beat(here, None) if each["heard_at"]] == [None]
