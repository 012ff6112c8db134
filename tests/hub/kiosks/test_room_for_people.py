"""Whoever reviews is told of the kiosks of their own sites, and of no other; nothing of anybody is in it."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.database import system
from tests.hub.kiosks.terminals import beat, terminal
from tests.hub.world import Tree, World

ROOM = "/api/v1/room"
FIELDS = {"site", "label", "heard_at", "busy", "calls", "last_interview_at"}


def told(client: TestClient, headers: dict[str, str]) -> list[dict[str, Any]]:
    answer = client.get(ROOM, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json().keys() == {"hub_time", "kiosks"}
    assert datetime.fromisoformat(answer.json()["hub_time"]).tzinfo is not None
    found: list[dict[str, Any]] = answer.json()["kiosks"]
    return found


def test_a_recruiter_is_told_of_the_kiosks_of_their_site_alone(
    client: TestClient, world: World, tree: Tree
) -> None:
    here, beside, elsewhere = tree.sites[0], tree.sites[1], world.tree().sites[0]
    for site in (here, beside, elsewhere):
        beat(world, site, terminal(world, site, f"Hall {site}"), busy=True, calls=2)
    terminal(world, here, "A silent one")
    gone = terminal(world, here, "A revoked one")
    with world.database.work(system("test")) as session:
        session.execute(text("update kiosks set revoked_at = now() where id = :id"), {"id": gone})
    silent, hall = told(client, world.signed_in(world.user(here, Role.RECRUITER)))
    assert silent.keys() == hall.keys() == FIELDS
    assert (silent["label"], silent["heard_at"], silent["busy"], silent["calls"]) == (
        "A silent one",
        None,
        None,
        None,
    )
    assert (hall["label"], hall["busy"], hall["calls"]) == (f"Hall {here}", True, 2)
    assert hall["site"].startswith("site ")


def test_who_reviews_in_a_region_is_told_of_each_site_by_its_name(
    client: TestClient, world: World, tree: Tree
) -> None:
    for site in tree.sites:
        terminal(world, site, "Hall 1")
    found = told(client, world.signed_in(world.user(tree.regions[0], Role.HR)))
    with world.database.work(system("test")) as session:
        names = session.scalars(
            text("select name from scopes where id = any (:ids)"), {"ids": list(tree.sites[:2])}
        )
        assert [each["site"] for each in found] == sorted(names)


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, Role.AUDITOR, Role.ANALYST, Role.ADMIN])
def test_who_reviews_nothing_is_told_nothing(
    client: TestClient, world: World, tree: Tree, role: Role
) -> None:
    terminal(world, tree.sites[0], "Hall 1")
    assert client.get(ROOM, headers=world.signed_in(world.user(tree.sites[0], role))).status_code == 403


def test_a_kiosk_that_does_not_tell_is_not_made_up(client: TestClient, world: World, tree: Tree) -> None:
    kiosk = terminal(world, tree.sites[0], "Hall 1")
    beat(world, tree.sites[0], kiosk)
    with world.database.work(system("test")) as session:  # as a program of an earlier version
        session.execute(text("update kiosk_health set body = body - 'room'"))
    (hall,) = told(client, world.signed_in(world.user(tree.sites[0], Role.RECRUITER)))
    assert hall["heard_at"] is not None
    assert (hall["busy"], hall["calls"]) == (None, None)
