"""A database that is away is no fault of what was sent: 503 with a time to wait, so kiosks keep their records."""

import psycopg
from starlette.testclient import TestClient

from ehr.embedded import Addresses
from tests.hub.faults.site import kiosk_headers
from tests.hub.world import World


def test_whoever_asks_while_the_database_is_away_is_told_when_to_ask_again(
    client: TestClient, world: World, addresses: Addresses
) -> None:
    headers = {**kiosk_headers(world, world.kiosk(world.tree().sites[0])), "Idempotency-Key": "one"}
    with psycopg.connect(addresses.of("postgres").superuser, autocommit=True) as connection:
        name = addresses.program.rpartition("/")[2].partition("?")[0]
        connection.execute(f"alter database {name} allow_connections false")
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
        )
        answer = client.post("/api/v1/ingest/interview.v1", json={}, headers=headers)
        connection.execute(f"alter database {name} allow_connections true")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.json()["type"] == "urn:kiosk:busy"
    assert int(answer.headers["Retry-After"]) >= 1
    assert client.post("/api/v1/ingest/interview.v1", json={}, headers=headers).status_code == 422
