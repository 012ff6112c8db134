"""The way back at the console for who lost password, telephone and recovery codes."""

from urllib.parse import urlsplit

import pyotp
import pytest
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.cli_users import new_link
from ehr.database import system
from ehr.people import repository
from ehr.problems import Problem
from ehr.settings import Settings
from tests.hub.world import World


def test_a_link_of_the_console_leads_back_in_and_the_second_factor_is_set_up_anew(
    client: TestClient, settings: Settings, world: World
) -> None:
    user = world.user(world.tree().organisation, Role.ADMIN)
    old = world.signed_in(user)
    with world.database.work(system("test")) as session:
        found = repository.user(session, user)
        assert found is not None
        name = found.sign_in_name
    offer = client.post("/api/v1/me/second-factor", headers=old).json()
    code = {"code": pyotp.TOTP(offer["secret"]).now()}
    assert client.post("/api/v1/me/second-factor/confirm", json=code, headers=old).status_code == 200
    client.cookies.clear()
    link = urlsplit(new_link(world.database, settings, name.upper(), reset=True))
    body = {"token": link.fragment, "password": "seven green kettles sing"}
    assert client.post("/api/v1/links/use", json=body).json()["next"] == "set_up_second_factor"
    client.cookies.clear()
    assert client.get("/api/v1/me", headers=old).status_code == 401


def test_nobody_of_that_name_gets_no_link(settings: Settings, world: World) -> None:
    with pytest.raises(Problem, match="not-found"):
        new_link(world.database, settings, "nobody@example.test", reset=False)
