"""How many requests one address may send."""

from dataclasses import replace

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ehr.application import create_app
from ehr.embedded import Addresses
from ehr.pace import KIOSK_FACTOR, Pace
from ehr.settings import Limits, Settings


class Clock:
    """Stands still until it is moved."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def statuses(client: TestClient, path: str, count: int) -> list[int]:
    return [client.get(path).status_code for _ in range(count)]


def test_a_sender_that_runs_wild_waits_until_its_bucket_fills_again() -> None:
    clock = Clock()
    inner = Starlette(routes=[Route("/{rest:path}", lambda _: PlainTextResponse("here"))])
    app = Pace(inner, per_minute=60, now_s=clock)
    with TestClient(app, client=("10.0.0.1", 1)) as client, TestClient(app, client=("10.0.0.2", 1)) as other:
        assert statuses(client, "/x", 61) == [200] * 60 + [429]
        refused = client.get("/x")
        assert refused.headers["retry-after"] == "1"
        assert refused.json()["type"] == "urn:ehr:too-many-requests"
        assert other.get("/x").status_code == 200
        clock.now_s += 2
        assert statuses(client, "/x", 3) == [200, 200, 429]
        clock.now_s += 3600
        assert statuses(client, "/x", 61) == [200] * 60 + [429]
        kiosk = statuses(client, "/api/v1/ingest/interview.v1", 60 * KIOSK_FACTOR + 1)
        assert kiosk == [200] * 60 * KIOSK_FACTOR + [429]


def test_the_service_holds_to_the_limit_of_its_settings(addresses: Addresses, settings: Settings) -> None:
    strict = replace(settings, limits=Limits(requests_per_minute=2))
    with TestClient(create_app(strict, addresses.program)) as client:
        assert statuses(client, "/healthz", 3) == [200, 200, 429]
        assert client.get("/healthz").headers["x-content-type-options"] == "nosniff"
