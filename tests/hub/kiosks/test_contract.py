"""The real hub, asked what every hub is asked (tests/contract/test_hub.py)."""

import pytest
from starlette.testclient import TestClient

from app.sync.calls import Answer, Call
from ehr.access import Role
from tests.contract.test_hub import HubContract, HubUnderTest
from tests.hub.world import World


class TestTheRealHub(HubContract):
    @pytest.fixture
    def hub(self, client: TestClient, world: World) -> HubUnderTest:
        site = world.tree().sites[0]
        admin = world.signed_in(world.user(site, Role.SITE_ADMIN))

        def ask(call: Call) -> Answer:
            got = client.request(call.method, call.path, content=call.body, headers=dict(call.headers or {}))
            heard = {name.lower(): value for name, value in got.headers.items()}
            return Answer(got.status_code, heard, got.content)

        def new_code() -> str:
            told = client.post(
                "/api/v1/kiosks/codes", json={"scope_id": site, "label": "kiosk"}, headers=admin
            )
            assert told.status_code == 201
            return str(told.json()["code"])

        return HubUnderTest(ask, new_code)
