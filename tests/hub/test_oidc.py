"""Single sign-on against a real provider on this machine."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.application import create_app
from ehr.database import system
from ehr.embedded import Addresses
from ehr.settings import Oidc, Settings
from tests.hub.provider import CLIENT_ID, CLIENT_SECRET, Provider, provider
from tests.hub.world import World

ORIGIN = "http://127.0.0.1:8100"


@pytest.fixture
def idp() -> Iterator[Provider]:
    with provider() as here:
        yield here


@pytest.fixture
def client(addresses: Addresses, settings: Settings, idp: Provider) -> Iterator[TestClient]:
    secret = settings.data / "oidc.secret"
    secret.write_text(CLIENT_SECRET + "\n")
    known = Settings(data=settings.data, oidc=Oidc(idp.issuer, CLIENT_ID, secret))
    with TestClient(create_app(known, addresses.program), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


def name_of(world: World, user: object) -> str:
    with world.database.work(system("test")) as session:
        return str(session.scalar(text("select sign_in_name from users where id = :id"), {"id": user}))


def to_the_provider_and_back(client: TestClient) -> Any:
    """The hub's answer to the browser that comes back."""
    there = client.get("/api/v1/oidc/start")
    assert there.status_code == 303, there.text
    sent_back = httpx.get(there.headers["location"])
    return client.get(sent_back.headers["location"].removeprefix(ORIGIN))


def test_somebody_invited_signs_in_by_their_verified_address_and_then_by_their_subject(
    client: TestClient, idp: Provider, world: World
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True}
    assert to_the_provider_and_back(client).headers["location"] == "/"
    assert client.get("/api/v1/me").json()["user"]["id"] == str(user)
    client.cookies.clear()
    idp.claims = {"sub": "s-1"}
    assert to_the_provider_and_back(client).status_code == 303
    assert client.get("/api/v1/me").json()["user"]["id"] == str(user)


@pytest.mark.parametrize(
    ("amr", "step"),
    [(["pwd", "mfa"], "done"), (["pwd"], "set_up_second_factor"), (None, "set_up_second_factor")],
)
def test_only_a_provider_that_says_mfa_stands_in_for_the_second_factor(
    client: TestClient, idp: Provider, world: World, amr: list[str] | None, step: str
) -> None:
    user = world.user(world.tree().organisation, Role.ADMIN)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True, "amr": amr}
    to_the_provider_and_back(client)
    assert client.get("/api/v1/me").json()["next"] == step


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": "nobody@example.test"}])
def test_nobody_gets_an_account_by_being_known_elsewhere(
    client: TestClient, idp: Provider, world: World, claims: dict[str, object]
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True} | claims
    assert to_the_provider_and_back(client).json()["type"] == "urn:ehr:not-known-here"


def test_an_address_that_went_to_another_person_does_not_open_the_old_account(
    client: TestClient, idp: Provider, world: World
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True}
    assert to_the_provider_and_back(client).status_code == 303
    idp.claims = {**idp.claims, "sub": "s-2"}
    assert to_the_provider_and_back(client).json()["type"] == "urn:ehr:not-known-here"


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "other"},
        {"aud": "another"},
        {"iss": "https://elsewhere.test"},
        {"exp": 1},
        {"azp": "another"},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    client: TestClient, idp: Provider, world: World, change: dict[str, object]
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True}
    idp.change = change
    assert to_the_provider_and_back(client).json()["type"] == "urn:ehr:single-sign-on-failed"
    assert "ehr" not in client.cookies


def test_a_token_that_somebody_else_signed_is_refused(
    client: TestClient, idp: Provider, world: World
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True}
    idp.signing_key = RSAKey.generate_key(2048, {"kid": "one"})
    assert to_the_provider_and_back(client).json()["type"] == "urn:ehr:single-sign-on-failed"


def test_another_browser_cannot_finish_what_one_began_and_nobody_twice(
    client: TestClient, idp: Provider, world: World
) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    idp.claims = {"sub": "s-1", "email": name_of(world, user), "email_verified": True}
    there = client.get("/api/v1/oidc/start")
    back = httpx.get(there.headers["location"]).headers["location"].removeprefix(ORIGIN)
    kept = dict(client.cookies)
    client.cookies.clear()
    assert client.get(back).json()["type"] == "urn:ehr:single-sign-on-failed"
    client.cookies.update(kept)
    assert client.get(back).status_code == 303
    client.cookies.update(kept)
    assert client.get(back).json()["type"] == "urn:ehr:single-sign-on-failed"
    query = parse_qs(urlsplit(there.headers["location"]).query)
    assert query["redirect_uri"] == [f"{ORIGIN}/api/v1/oidc/back"]


def test_without_a_provider_there_is_no_single_sign_on(addresses: Addresses, settings: Settings) -> None:
    with TestClient(create_app(settings, addresses.program), base_url=ORIGIN) as client:
        assert client.get("/api/v1/oidc/start").json()["type"] == "urn:ehr:no-single-sign-on"
