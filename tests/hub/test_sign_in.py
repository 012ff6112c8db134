"""Signing in as people do it: links, passwords, second factor, sessions, and those who guess."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pyotp
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.application import create_app
from ehr.database import Database, system
from ehr.embedded import Addresses
from ehr.keys import MasterKey, master_key
from ehr.people import links
from ehr.people.attempts import FREE, Attempts
from ehr.problems import Problem
from ehr.settings import Settings
from tests.hub.world import Tree, World

GOOD = "seven green kettles sing"
OTHER = "nine grey anvils listen"


def first_token(database: Database) -> str:
    with database.work(system("test")) as session:
        token = links.make_first(session)
    assert token is not None
    return token


def first_person(token: str, **more: object) -> dict[str, object]:
    return {
        "token": token, "organisation": "Organisation", "organisation_code": "org", "password": GOOD,
        "sign_in_name": "first@example.test", "display_name": "First",
    } | more  # fmt: skip


def with_token(client: TestClient, csrf_token: str) -> None:
    client.headers["X-CSRF-Token"] = csrf_token


def set_up_second_factor(client: TestClient) -> tuple[str, list[str]]:
    offer = client.post("/api/v1/me/second-factor").json()
    code = pyotp.TOTP(offer["secret"]).now()
    assert offer["qr_svg"].startswith("<svg")
    done = client.post("/api/v1/me/second-factor/confirm", json={"code": code})
    assert done.status_code == 200, done.text
    with_token(client, done.json()["csrf_token"])
    return code, done.json()["recovery_codes"]


def invited(client: TestClient, world: World, tree: Tree, *roles: Role) -> tuple[UUID, str]:
    """A user with a password and the name they sign in with."""
    user = world.user(tree.organisation, *roles)
    with world.database.work(system("test")) as session:
        token = links.make(session, user)
        name = session.scalar(text("select sign_in_name from users where id = :id"), {"id": user})
    done = client.post("/api/v1/links/use", json={"token": token, "password": GOOD})
    assert done.status_code == 200, done.text
    with_token(client, done.json()["csrf_token"])
    return user, str(name)


def test_the_first_person_gets_in_by_a_link_that_works_once(client: TestClient, database: Database) -> None:
    token = first_token(database)
    started = client.post("/api/v1/first", json=first_person(token))
    assert started.status_code == 200
    assert started.json()["next"] == "set_up_second_factor"
    assert client.post("/api/v1/first", json=first_person(token, organisation_code="two")).status_code == 403
    assert client.get("/api/v1/users").json()["type"] == "urn:ehr:second-factor-needed"
    with_token(client, started.json()["csrf_token"])
    set_up_second_factor(client)
    assert [each["display_name"] for each in client.get("/api/v1/users").json()] == ["First"]
    with database.work(system("test")) as session:
        assert links.make_first(session) is None


def test_of_two_first_links_only_the_newer_works(client: TestClient, database: Database) -> None:
    old, new = first_token(database), first_token(database)
    assert client.post("/api/v1/first", json=first_person(old)).status_code == 403
    assert client.post("/api/v1/first", json=first_person(new)).status_code == 200


def test_a_first_link_is_worthless_once_somebody_is_there(
    client: TestClient, database: Database, world: World
) -> None:
    token = first_token(database)
    world.user(world.tree().organisation, Role.ADMIN)
    assert client.post("/api/v1/first", json=first_person(token)).status_code == 403


def test_an_old_link_is_refused(client: TestClient, world: World) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    with world.database.work(system("test")) as session:
        token = links.make(session, user)
        session.execute(text("update links set valid_until = now() - interval '1 second'"))
    answer = client.post("/api/v1/links/use", json={"token": token, "password": GOOD})
    assert answer.json()["type"] == "urn:ehr:bad-link"


def test_a_link_survives_a_password_that_is_too_weak(client: TestClient, world: World) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    with world.database.work(system("test")) as session:
        token = links.make(session, user)
    weak = client.post("/api/v1/links/use", json={"token": token, "password": "password1234"})
    assert weak.json()["type"] == "urn:ehr:weak-password"
    assert client.post("/api/v1/links/use", json={"token": token, "password": GOOD}).status_code == 200


def test_an_administrator_invites_somebody_who_then_signs_in(client: TestClient, world: World) -> None:
    tree = world.tree()
    admin = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    new = {
        "scope_id": tree.sites[0], "sign_in_name": "new@example.test", "display_name": "New",
        "grants": [{"scope_id": tree.sites[0], "role": "recruiter"}],
    }  # fmt: skip
    link = client.post("/api/v1/users", json=new, headers=admin).json()["link"]
    assert urlsplit(link).path == "/welcome"
    token = urlsplit(link).fragment
    started = client.post("/api/v1/links/use", json={"token": token, "password": GOOD})
    assert started.json()["next"] == "done"  # a recruiter may use a second factor, and need not
    assert client.get("/api/v1/me").json()["roles"] == ["recruiter"]
    assert client.post("/api/v1/links/use", json={"token": token, "password": OTHER}).status_code == 403


def test_signing_in_takes_password_and_code_and_each_code_counts_once(
    client: TestClient, world: World
) -> None:
    _, name = invited(client, world, world.tree(), Role.HR)
    code, recovery = set_up_second_factor(client)
    half = client.post("/api/v1/sign-in", json={"sign_in_name": name.upper(), "password": GOOD}).json()
    assert half["next"] == "enter_code"
    with_token(client, half["csrf_token"])
    assert client.get("/api/v1/me/sessions").status_code == 403
    used = client.post("/api/v1/me/code", json={"code": code})  # of now() a new half minute may have begun
    assert used.json()["type"] == "urn:ehr:wrong-code"  # it was used to set the factor up
    before = client.cookies["ehr"]
    whole = client.post("/api/v1/me/code", json={"code": recovery[0]})
    assert whole.json()["next"] == "done"
    assert client.cookies["ehr"] != before
    with_token(client, whole.json()["csrf_token"])
    assert client.get("/api/v1/me/sessions").status_code == 200
    again = client.post("/api/v1/me/code", json={"code": recovery[0]})
    assert again.json()["type"] == "urn:ehr:wrong-code"


def test_half_a_sign_in_cannot_replace_the_second_factor(client: TestClient, world: World) -> None:
    _, name = invited(client, world, world.tree(), Role.HR)
    set_up_second_factor(client)
    half = client.post("/api/v1/sign-in", json={"sign_in_name": name, "password": GOOD}).json()
    with_token(client, half["csrf_token"])
    assert client.post("/api/v1/me/second-factor").status_code == 409
    assert client.post("/api/v1/me/password", json={"old": GOOD, "new": OTHER}).status_code == 403


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: TestClient, world: World) -> None:
    _, name = invited(client, world, world.tree(), Role.RECRUITER)
    answers = [
        client.post("/api/v1/sign-in", json={"sign_in_name": each, "password": OTHER})
        for each in (name, "nobody@example.test")
    ]
    assert [each.status_code for each in answers] == [401, 401]
    assert answers[0].json()["detail"] == answers[1].json()["detail"]


def test_who_guesses_has_to_wait_longer_each_time_whatever_the_password(
    client: TestClient, world: World
) -> None:
    _, name = invited(client, world, world.tree(), Role.RECRUITER)
    body = {"sign_in_name": name, "password": OTHER}
    assert [client.post("/api/v1/sign-in", json=body).status_code for _ in range(FREE)] == [401] * FREE
    with world.database.work(
        system("test")
    ) as session:  # the first waits are over sooner than a slow machine asks
        session.execute(
            text("update attempts set failed = 10, wait_until = now() where failed = :n"), {"n": FREE}
        )
    assert client.post("/api/v1/sign-in", json=body).status_code == 401
    waits = client.post("/api/v1/sign-in", json=body | {"password": GOOD})
    assert waits.status_code == 429
    assert int(waits.headers["retry-after"]) > 30


def test_the_wait_grows_and_ends_and_a_right_answer_clears_it(
    database: Database, tmp_path_key: MasterKey
) -> None:
    attempts = Attempts(database, tmp_path_key)
    waits = []
    for number in range(1, 13):
        assert attempts.begin("name") == number
        with database.work(system("test")) as session:
            waits.append(
                session.scalar(text("select extract(epoch from wait_until - last_at)::int from attempts"))
            )
            session.execute(text("update attempts set wait_until = now()"))
    assert waits[: FREE - 1] == [0] * (FREE - 1)
    assert waits[FREE - 1 :] == [min(900, 2**number) for number in range(len(waits) - FREE + 1)]
    attempts.forget("name")
    assert attempts.begin("name") == 1


def test_attempts_name_nobody(client: TestClient, addresses: Addresses) -> None:
    client.post("/api/v1/sign-in", json={"sign_in_name": "somebody@example.test", "password": OTHER})
    with psycopg.connect(addresses.superuser) as connection:
        rows = connection.execute("select attempts::text from attempts").fetchall()
        log = connection.execute("select audit_log::text from audit_log").fetchall()
    assert len(rows) == 2
    assert "somebody" not in str(rows) + str(log)


def test_a_changed_password_ends_the_other_sessions(client: TestClient, app: FastAPI, world: World) -> None:
    user, name = invited(client, world, world.tree(), Role.RECRUITER)
    elsewhere = world.signed_in(user)
    changed = client.post("/api/v1/me/password", json={"old": GOOD, "new": OTHER})
    assert changed.status_code == 200, changed.text
    with_token(client, changed.json()["csrf_token"])
    assert client.get("/api/v1/me").status_code == 200
    with TestClient(app, base_url="http://127.0.0.1:8100") as other:
        assert other.get("/api/v1/me", headers=elsewhere).status_code == 401
        assert other.post("/api/v1/sign-in", json={"sign_in_name": name, "password": GOOD}).status_code == 401


def test_one_ends_ones_own_sessions_and_no_others(client: TestClient, app: FastAPI, world: World) -> None:
    tree = world.tree()
    user = world.user(tree.organisation, Role.RECRUITER)
    here, there = world.signed_in(user), world.signed_in(user)
    stranger = world.signed_in(world.user(tree.organisation, Role.RECRUITER))
    listed = client.get("/api/v1/me/sessions", headers=here).json()
    other = next(each["id"] for each in listed if not each["is_this"])
    assert len(listed) == 2
    assert client.delete(f"/api/v1/me/sessions/{other}", headers=stranger).status_code == 404
    assert client.delete(f"/api/v1/me/sessions/{other}", headers=here).status_code == 204
    assert client.get("/api/v1/me", headers=there).status_code == 401
    assert client.post("/api/v1/sign-out", headers=here).status_code == 204
    assert client.get("/api/v1/me", headers=here).status_code == 401


@pytest.mark.parametrize(
    ("column", "age"), [("seen_at", timedelta(minutes=16)), ("started_at", timedelta(hours=9))]
)
def test_a_session_ends_by_itself(client: TestClient, world: World, column: str, age: timedelta) -> None:
    headers = world.signed_in(world.user(world.tree().organisation, Role.RECRUITER))
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    with world.database.work(system("test")) as session:
        session.execute(text(f"update sessions set {column} = :at"), {"at": datetime.now(UTC) - age})
    assert client.get("/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "guessed"},
        {"Origin": "https://elsewhere.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_that_another_site_sends_is_refused(
    client: TestClient, world: World, wrong: dict[str, str]
) -> None:
    tree = world.tree()
    headers = world.signed_in(world.user(tree.organisation, Role.ADMIN))
    body = {"parent_id": tree.organisation, "kind": "site", "code": "new", "name": "New"}
    refused = client.post("/api/v1/scopes", json=body, headers=headers | wrong)
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:ehr:foreign-request")
    assert client.post("/api/v1/scopes", json=body, headers=headers).status_code == 201


def test_over_https_the_cookie_is_bound_to_its_host(
    addresses: Addresses, settings: Settings, world: World
) -> None:
    token = first_token(world.database)
    safe = Settings(data=settings.data, public_url="https://hub.example.test")
    with TestClient(create_app(safe, addresses.program), base_url="https://hub.example.test") as client:
        answer = client.post("/api/v1/first", json=first_person(token))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-ehr=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_hub_with_another_master_key_does_not_start(
    app: FastAPI, addresses: Addresses, settings: Settings
) -> None:
    other = Settings(data=settings.data, master_key_file=settings.data / "other.key")
    with pytest.raises(Problem, match="wrong-master-key"):
        create_app(other, addresses.program)


@pytest.fixture
def tmp_path_key(settings: Settings) -> MasterKey:
    return master_key(settings.key_file)
