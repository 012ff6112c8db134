"""A release from an administrator's file to the kiosk that fetches it, over the API alone."""

import pytest
from starlette.testclient import TestClient

from ehr.access import Role
from tests.hub.faults.site import kiosk_headers
from tests.hub.world import Tree, World

NEW = {"kind": "content", "name": "content", "version": "1.0.0"}
PATH = "content/meta.yaml"


@pytest.fixture
def admin(world: World, tree: Tree) -> dict[str, str]:
    return world.signed_in(world.user(tree.organisation, Role.ADMIN))


@pytest.fixture
def release(client: TestClient, admin: dict[str, str], tree: Tree) -> str:
    made = client.post("/api/v1/releases", json={**NEW, "scope_id": tree.organisation}, headers=admin)
    return str(made.json()["id"])


def test_a_file_is_laid_down_and_again_in_its_own_place_and_fetched_by_a_kiosk(
    client: TestClient, world: World, tree: Tree, admin: dict[str, str], release: str
) -> None:
    for body in (b"one", b"another"):
        laid = client.put(f"/api/v1/release-files/{release}/{PATH}", content=body, headers=admin)
        assert (laid.status_code, [each["size"] for each in laid.json()["files"]]) == (200, [len(body)])
    published = client.patch(f"/api/v1/releases/{release}", json={"publish": "all"}, headers=admin)
    assert published.status_code == 200
    changed = client.put(f"/api/v1/release-files/{release}/{PATH}", content=b"later", headers=admin)
    assert changed.json()["type"] == "urn:ehr:published"
    kiosk = kiosk_headers(world, world.kiosk(tree.sites[0]))
    (listed,) = client.get("/api/v1/kiosks/releases", headers=kiosk).json()["releases"]
    assert [each["name"] for each in listed["files"]] == [PATH]
    fetched = client.get(f"/api/v1/kiosks/releases/{release}/files/{PATH}", headers=kiosk)
    assert fetched.content == b"another"


def test_an_empty_file_is_refused_with_a_sentence(
    client: TestClient, admin: dict[str, str], release: str
) -> None:
    refused = client.put(f"/api/v1/release-files/{release}/{PATH}", content=b"", headers=admin)
    assert refused.json()["type"] == "urn:ehr:empty-file"
