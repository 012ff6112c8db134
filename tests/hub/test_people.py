"""People: who is signed in, and whom they may see and add."""

from starlette.testclient import TestClient

from ehr.access import Role
from tests.hub.world import World


def test_nobody_gets_in_without_a_session(client: TestClient) -> None:
    for path in ("/api/v1/me", "/api/v1/users"):
        answer = client.get(path, headers={"Cookie": "ehr=guessed"})
        assert answer.status_code == 401
        assert answer.json()["type"] == "urn:ehr:not-signed-in"


def test_somebody_learns_who_they_are_and_what_they_may(client: TestClient, world: World) -> None:
    user = world.user(world.tree().sites[0], Role.RECRUITER)
    me = client.get("/api/v1/me", headers=world.signed_in(user)).json()
    assert me["user"]["id"] == str(user)
    assert me["roles"] == ["recruiter"]
    assert "candidate.read" in me["permissions"]
    assert "people.write" not in me["permissions"]


def test_an_admin_sees_and_adds_people_of_their_own_scopes_only(client: TestClient, world: World) -> None:
    ours, theirs = world.tree(), world.tree()
    admin = world.user(ours.regions[0], Role.ADMIN)
    below = world.user(ours.sites[0], Role.RECRUITER)
    world.user(theirs.organisation, Role.ADMIN)
    headers = world.signed_in(admin)
    seen = {each["id"] for each in client.get("/api/v1/users", headers=headers).json()}
    assert seen == {str(admin), str(below)}
    new = {"sign_in_name": "new@example.test", "display_name": "New"}
    answer = client.post("/api/v1/users", json=new | {"scope_id": ours.sites[1]}, headers=headers)
    assert answer.status_code == 201
    beyond = client.post("/api/v1/users", json=new | {"scope_id": theirs.sites[0]}, headers=headers)
    assert beyond.status_code == 404


def test_a_name_is_taken_once_whoever_has_it(client: TestClient, world: World) -> None:
    ours = world.tree()
    headers = world.signed_in(world.user(ours.organisation, Role.ADMIN))
    new = {"sign_in_name": "Same@example.test", "display_name": "New", "scope_id": ours.sites[0]}
    assert client.post("/api/v1/users", json=new, headers=headers).status_code == 201
    again = client.post("/api/v1/users", json=new | {"sign_in_name": "same@EXAMPLE.test"}, headers=headers)
    assert again.status_code == 409
    assert again.json()["type"] == "urn:ehr:sign-in-name-taken"


def test_a_role_without_the_permission_is_refused(client: TestClient, world: World) -> None:
    headers = world.signed_in(world.user(world.tree().organisation, Role.RECRUITER))
    assert client.get("/api/v1/users", headers=headers).status_code == 403
