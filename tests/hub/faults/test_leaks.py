"""Nobody sees what is not theirs: other sites and organisations, pages and downloads too; kiosks, ended sessions."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ehr.access import PERMISSIONS, Public, Requires, RequiresKiosk, RequiresSession, Role
from tests.hub.faults.site import Site, furnished, kiosk_headers
from tests.hub.surface import Entry, body, surface
from tests.hub.world import World

PLANTED = "planted-word-of-another-site"
REFUSED = {302, 303, 307, 401, 403, 404, 422}


def leaks(app: FastAPI, client: TestClient, world: World) -> list[str]:
    """What somebody with every role at one site sees of another site, and of another organisation."""
    tree = world.tree()
    user = world.user(tree.sites[0], *Role)
    ours = world.signed_in(user)
    own_candidate = client.post(
        "/api/v1/candidates", json={"scope_id": tree.sites[0], "name": "ours"}, headers=ours
    ).json()["id"]
    found: list[str] = []
    for place in (tree.sites[1], world.tree().sites[0]):
        theirs = furnished(client, world, place, words=PLANTED)
        for entry in surface(app):
            if not isinstance(entry.declared[0], Public | RequiresKiosk):
                found += _seen(
                    app, client, entry, world.signed_in(user), theirs
                )  # anew: some routes sign out
        ours = world.signed_in(user)
        for field in ("interviewed_candidate_id", "candidate_id", "other_id"):
            more = {"other_id": str(theirs.ids[field]), "reason": "said_so"}
            answer = client.post(f"/api/v1/candidates/{own_candidate}/merges", json=more, headers=ours)
            if answer.status_code < 400:
                found.append(f"merged with {field} of another site")
        pages = f"/candidates/compare?id={theirs.ids['candidate_id']}&id={own_candidate}"
        if client.get(pages, headers=ours).status_code not in REFUSED:
            found.append("compared with a candidate of another site")
    return found


def leaks_of_each_role(app: FastAPI, client: TestClient, world: World) -> tuple[int, list[str]]:
    """How many requests were tried, and what came through that must not: each role alone, at one site.

    At its own site what its role may not do; at a sibling, in another region and in another organisation everything.
    """
    tree = world.tree()
    home = furnished(client, world, tree.sites[0], words="home")
    elsewhere = [
        furnished(client, world, place, words=PLANTED)
        for place in (tree.sites[1], tree.sites[2], world.tree().sites[0])
    ]
    tried, found = 0, list[str]()
    for role in Role:
        headers = world.signed_in(world.user(tree.sites[0], role))
        for entry in surface(app):
            declared = entry.declared[0]
            if not isinstance(declared, Requires):
                continue
            if declared.permission not in PERMISSIONS[role]:
                tried += 1
                path, content = entry.filled(home.ids), body(entry, app, home.ids)
                answer = client.request(
                    entry.method, path, headers=headers, follow_redirects=False, json=content
                )
                if answer.status_code not in {302, 303, 307, 401, 403}:
                    found.append(f"{entry.name} as {role}: {answer.status_code}")
            for theirs in elsewhere:
                tried += 2
                found += [f"{each} as {role}" for each in _seen(app, client, entry, headers, theirs)]
    return tried, found


def _seen(
    app: FastAPI, client: TestClient, entry: Entry, headers: dict[str, str], theirs: Site
) -> Iterator[str]:
    content = body(entry, app, theirs.ids)
    for extra in ({}, {"HX-Request": "true"}):
        answer = client.request(
            entry.method, entry.filled(theirs.ids), headers={**headers, **extra}, follow_redirects=False,
            json=content,
        )  # fmt: skip
        names_theirs = any(f"{{{name}" in entry.path for name in theirs.ids)
        is_sent_away = answer.status_code == 204 and "HX-Redirect" in answer.headers
        if names_theirs and answer.status_code not in REFUSED and not is_sent_away:
            yield f"{entry.name}: {answer.status_code}"
        if PLANTED in answer.text:
            yield f"{entry.name}: shows their words"
        if not names_theirs:
            yield from (f"{entry.name}: shows {each}" for each in theirs.secrets() if each in answer.text)


def test_nothing_of_another_site_is_seen_on_any_route(app: FastAPI, client: TestClient, world: World) -> None:
    assert leaks(app, client, world) == []


def test_their_own_people_do_see_it(client: TestClient, world: World) -> None:
    site = furnished(client, world, world.tree().sites[0], words=PLANTED)
    page = client.get(f"/candidates/{site.ids['candidate_id']}", headers=site.everybody)
    assert (page.status_code, PLANTED in page.text) == (200, True)


def test_a_kiosk_s_token_opens_nothing_of_people_and_a_session_nothing_of_kiosks(
    app: FastAPI, client: TestClient, world: World
) -> None:
    site = furnished(client, world, world.tree().sites[0])
    for entry in surface(app):
        declared = entry.declared[0]
        if isinstance(declared, Public):
            continue
        headers = site.everybody if isinstance(declared, RequiresKiosk) else site.kiosk
        content = body(entry, app, site.ids)
        answer = client.request(
            entry.method, entry.filled(site.ids), headers=headers, follow_redirects=False,
            json=content,
        )  # fmt: skip
        assert answer.status_code in {303, 401}, entry.name


@pytest.mark.parametrize("end", ["sessions", "closed", "revoked"])
def test_whoever_was_shut_out_gets_nothing_more(
    app: FastAPI, client: TestClient, world: World, end: str
) -> None:
    tree = world.tree()
    top = world.signed_in(world.user(tree.organisation, *Role))
    user, kiosk = world.user(tree.sites[0], *Role), world.kiosk(tree.sites[0])
    headers = kiosk_headers(world, kiosk) if end == "revoked" else world.signed_in(user)
    first = "/api/v1/kiosks/releases" if end == "revoked" else "/api/v1/me"
    assert client.get(first, headers=headers).status_code == 200
    done = {
        "sessions": lambda: client.delete(f"/api/v1/users/{user}/sessions", headers=top),
        "closed": lambda: client.patch(f"/api/v1/users/{user}", json={"is_active": False}, headers=top),
        "revoked": lambda: client.post(f"/api/v1/kiosks/{kiosk}/revoke", headers=top),
    }[end]()
    assert done.status_code < 300, done.text
    kinds = RequiresKiosk if end == "revoked" else RequiresSession
    for entry in surface(app):
        if isinstance(entry.declared[0], kinds):
            answer = client.request(entry.method, entry.filled({}), headers=headers, follow_redirects=False)
            assert answer.status_code in {303, 401, 403}, entry.name
