"""No route answers 5xx to anything; every answer is what the OpenAPI says. A sample; more: `tests.soak attacks`."""

from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.hub.faults.fuzz import fuzz
from tests.hub.world import World

EXAMPLES = 2


def test_nothing_that_is_sent_makes_the_hub_fail(app: FastAPI, client: TestClient, world: World) -> None:
    found = fuzz(app, client, world, examples=EXAMPLES)
    assert found.faults == {}
    assert found.server_errors == 0
    assert found.sent > 300
