"""Every route as every role in every place: what is not meant to work must not.

New routes are covered by themselves. What they declare is what is expected; what a permission is worth, and which
routes are open, stands a second time in access.toml.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import PERMISSIONS, Permission, Public, Requires, RequiresSession, Role
from ehr.embedded import Addresses
from ehr.people import signed_in
from tests.hub.furniture import furnished
from tests.hub.surface import Entry, body, surface
from tests.hub.world import World

EXPECTED = tomllib.loads(Path(__file__).with_name("access.toml").read_text("utf-8"))
NOT_OURS = {"/openapi.json"}


def send(
    client: TestClient, entry: Entry, headers: dict[str, str], values: dict[str, object]
) -> tuple[int, str]:
    """The status and the text of the answer to a request that could work."""
    app = client.app
    assert isinstance(app, FastAPI)
    content = body(entry, app, values)
    extra = {} if content is None else {"json": content}
    answer = client.request(
        entry.method, entry.filled(values), headers=headers, follow_redirects=False, **extra  # type: ignore[arg-type]
    )  # fmt: skip
    return answer.status_code, answer.text


def test_every_route_declares_once_who_may_call_it(app: FastAPI) -> None:
    wrong = [entry.name for entry in surface(app) if len(entry.declared) != 1]
    assert wrong == []
    others = {
        getattr(route, "path", None) for route in app.routes if type(route).__name__ in {"Route", "Mount"}
    }
    assert {each for each in others if not str(each).startswith("/static")} <= NOT_OURS


def test_open_routes_are_those_that_are_meant_to_be(app: FastAPI) -> None:
    entries = surface(app)
    assert [each.name for each in entries if isinstance(each.declared[0], Public)] == EXPECTED["public"]
    half = [
        each.name
        for each in entries
        if isinstance(each.declared[0], RequiresSession) and each.declared[0].half
    ]
    assert half == EXPECTED["half"]


def test_a_permission_is_held_by_the_roles_that_are_meant_to_hold_it() -> None:
    held = {
        each.value: sorted(role.value for role in Role if each in PERMISSIONS[role]) for each in Permission
    }
    assert held == EXPECTED["roles"]


def test_nobody_gets_anything_without_a_session_or_with_half_of_one(
    app: FastAPI, client: TestClient, world: World
) -> None:
    user = world.user(world.tree().organisation, *Role)
    with world.database.work(world.job) as session:
        half = signed_in.start(session, user)
    halves = {"Cookie": f"ehr={half.token}", "X-CSRF-Token": half.csrf_token}
    for entry in surface(app):
        declared = entry.declared[0]
        if isinstance(declared, Public):
            continue
        assert send(client, entry, {}, {})[0] in REFUSED, entry.name
        if not (isinstance(declared, RequiresSession) and declared.half):
            assert send(client, entry, halves, {})[0] in REFUSED, entry.name


@pytest.mark.parametrize("role", list(Role))
def test_no_role_does_what_it_may_not_and_none_reaches_beyond_its_scope(
    app: FastAPI, client: TestClient, world: World, addresses: Addresses, role: Role
) -> None:
    ours, theirs = world.tree(), world.tree()
    headers = world.signed_in(world.user(ours.sites[0], role))
    for place in (ours.sites[1], theirs.organisation):
        beyond = furnished(addresses.superuser, place) | world.things(place)
        secrets = {str(value) for value in beyond.values() if isinstance(value, UUID)}
        for entry in surface(app):
            if not isinstance(entry.declared[0], Requires):
                continue
            status, text = send(client, entry, headers, beyond)
            where = f"{entry.name} as {role} beyond its scope: {status} {text[:200]}"
            assert status < 500, where
            if entry.declared[0].permission not in PERMISSIONS[role]:
                assert status in REFUSED, where
            elif "{" in entry.path or (
                uses(entry, app, beyond) and entry.name not in EXPECTED["finds_nothing"]
            ):
                assert not 200 <= status < 300, where
            else:
                assert not [each for each in secrets if each in text], where


def test_every_thing_a_path_names_was_tried(app: FastAPI, world: World, addresses: Addresses) -> None:
    site = world.tree().sites[0]
    things = furnished(addresses.superuser, site) | world.things(site)
    paths = [entry.path for entry in surface(app) if isinstance(entry.declared[0], Requires)]
    named = {name for path in paths for name in re.findall(r"{(\w+_id)[:}]", path)}
    assert named - things.keys() == set(EXPECTED["without_scope"])
    with world.database.work(world.job) as session:
        for name in named & things.keys() & {"document_id", "interview_id", "appointment_id"}:
            table = f"{name.removesuffix('_id')}s"
            assert (
                session.scalar(text(f"select count(*) from {table} where id = :id"), {"id": things[name]})
                == 1
            )


def test_an_administrator_of_a_site_cannot_take_over_somebody_who_holds_more(
    client: TestClient, world: World
) -> None:
    tree = world.tree()
    headers = world.signed_in(world.user(tree.sites[0], Role.ADMIN))
    above = world.user(tree.sites[0], Role.RECRUITER)
    top = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    grant = {"scope_id": tree.organisation, "role": "hr"}
    assert client.post(f"/api/v1/users/{above}/grants", json=grant, headers=top).status_code == 201
    for method, path in (("POST", "/link"), ("DELETE", "/second-factor"), ("DELETE", "/sessions")):
        answer = client.request(method, f"/api/v1/users/{above}{path}", headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:ehr:holds-more"), path
    closed = client.patch(f"/api/v1/users/{above}", json={"is_active": False}, headers=headers)
    assert closed.status_code == 403


@pytest.mark.parametrize("attempt", ["grant", "close", "link"])
def test_nobody_changes_what_they_may_do_themselves(client: TestClient, world: World, attempt: str) -> None:
    tree = world.tree()
    admin = world.user(tree.organisation, Role.ADMIN)
    headers = world.signed_in(admin)
    ask: dict[str, Callable[[], int]] = {
        "grant": lambda: (
            client.post(
                f"/api/v1/users/{admin}/grants",
                json={"scope_id": tree.organisation, "role": "hr"},
                headers=headers,
            ).status_code
        ),
        "close": lambda: (
            client.patch(f"/api/v1/users/{admin}", json={"is_active": False}, headers=headers).status_code
        ),
        "link": lambda: client.post(f"/api/v1/users/{admin}/link", headers=headers).status_code,
    }
    assert ask[attempt]() == 403


def test_what_somebody_holds_changes_at_once(client: TestClient, world: World) -> None:
    tree = world.tree()
    top = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    user = world.user(tree.sites[0], Role.ADMIN)
    theirs = world.signed_in(user)
    assert client.get("/api/v1/users", headers=theirs).status_code == 200
    grants = client.get(f"/api/v1/users/{user}", headers=top).json()["grants"]
    assert client.delete(f"/api/v1/users/{user}/grants/{grants[0]['id']}", headers=top).status_code == 204
    assert client.get("/api/v1/users", headers=theirs).status_code == 401
    assert client.get("/api/v1/users", headers=world.signed_in(user)).status_code == 403


def test_rights_in_two_places_are_never_added_up(client: TestClient, world: World) -> None:
    tree = world.tree()
    user = world.user(tree.sites[0], Role.ADMIN)
    top = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    grant = {"scope_id": tree.sites[1], "role": "recruiter"}  # scope.read there, but not people.write
    assert client.post(f"/api/v1/users/{user}/grants", json=grant, headers=top).status_code == 201
    headers = world.signed_in(user)
    seen = {each["id"] for each in client.get("/api/v1/scopes", headers=headers).json()}
    assert seen == {tree.sites[0], tree.sites[1]}
    new = {"sign_in_name": "new@example.test", "display_name": "New", "scope_id": tree.sites[1]}
    assert client.post("/api/v1/users", json=new, headers=headers).status_code == 404


def test_the_check_notices_a_route_that_declares_nothing(app: FastAPI) -> None:
    app.add_api_route("/open", lambda: "everything")
    assert [entry.name for entry in surface(app) if not entry.declared] == ["GET /open"]


REFUSED = frozenset({302, 303, 307, 401, 403})


def uses(entry: Entry, app: FastAPI, values: dict[str, object]) -> bool:
    """True if the request's body names something of `values`."""
    content = body(entry, app, values)
    return isinstance(content, dict) and bool(content.keys() & values.keys())
