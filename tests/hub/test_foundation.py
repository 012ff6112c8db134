"""The ground everything else stands on: roles, scopes, the audit log's guards, and what surrounds a request."""

import io
import json
import logging
from uuid import uuid4

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr import audit
from ehr.access import Role
from ehr.application import create_app
from ehr.database import Actor, ActorKind, Database, system
from ehr.embedded import Addresses
from ehr.log import JsonLines
from ehr.problems import Problem
from ehr.settings import Limits, Settings
from tests.hub.world import World, acting

CHANGES = (
    "update audit_log set action = 'x.y'",
    "delete from audit_log",
    "truncate audit_log",
    "update audit_heads set seq = 0",
    "delete from audit_heads",
    "truncate audit_heads",
)


def visible(database: Database, actor: Actor) -> int:
    with database.work(actor) as session:
        return int(session.scalar(text("select count(*) from candidates")) or 0)


def test_each_actor_sees_the_rows_of_their_scopes_and_nobody_sees_none(
    world: World, database: Database
) -> None:
    tree = world.tree()
    for site in tree.sites:
        world.candidate(site)
    manager = world.user(tree.regions[0], Role.HR)
    local = world.user(tree.sites[2], Role.RECRUITER)
    kiosk = world.kiosk(tree.sites[3])
    assert visible(database, acting(manager, Role.HR)) == 2
    assert visible(database, acting(local, Role.HR, Role.RECRUITER)) == 1
    assert visible(database, acting(local, Role.HR)) == 0  # a permission that recruiters do not hold
    assert visible(database, Actor(ActorKind.KIOSK, kiosk)) == 1
    assert visible(database, system("test")) == 4
    assert visible(database, acting(uuid4(), *Role)) == 0
    assert visible(database, Actor(ActorKind.USER)) == 0


def test_an_actor_is_forgotten_with_their_transaction(world: World, addresses: Addresses) -> None:
    world.candidate(world.tree().sites[0])
    one = Database(addresses.program, pool_size=1)  # the next transaction gets the same connection
    assert visible(one, system("test")) == 1
    with one._sessions.begin() as session:
        assert session.scalar(text("select count(*) from candidates")) == 0
    one.close()


def test_no_row_can_be_written_into_a_scope_out_of_sight(world: World, database: Database) -> None:
    tree = world.tree()
    local = world.user(tree.sites[0], Role.RECRUITER)
    with (
        pytest.raises(Exception, match="row-level security"),
        database.work(acting(local, Role.RECRUITER)) as session,
    ):
        session.execute(text("insert into candidates (scope_id) values (:id)"), {"id": tree.sites[1]})


def test_every_table_with_a_scope_is_under_forced_row_level_security(addresses: Addresses) -> None:
    with psycopg.connect(addresses.superuser) as connection:
        bare = connection.execute(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relkind = 'r' and a.attname = 'scope_id' and not (c.relrowsecurity and c.relforcerowsecurity)"
        ).fetchall()
    assert bare == []


@pytest.mark.parametrize("role", ["superuser", "owner"])
def test_the_service_refuses_a_role_that_could_see_everything(
    addresses: Addresses, settings: Settings, role: str
) -> None:
    with pytest.raises(Problem, match="too-much-power"):
        create_app(settings, getattr(addresses, role))


@pytest.mark.parametrize("role", ["program", "owner"])
@pytest.mark.parametrize("statement", CHANGES)
def test_the_audit_log_only_grows(
    world: World, database: Database, addresses: Addresses, role: str, statement: str
) -> None:
    scope = world.tree().organisation
    with database.work(system("test")) as session:
        audit.append(session, "test.done", scope_id=scope, subject_kind="test", subject_id="1")
    with psycopg.connect(getattr(addresses, role)) as connection:
        if role == "owner":  # whom forced row-level security would otherwise show no row to change
            connection.execute("alter table audit_log no force row level security")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_who_acts_is_written_by_the_database(world: World, database: Database, addresses: Addresses) -> None:
    tree = world.tree()
    user = world.user(tree.organisation, Role.ADMIN)
    with database.work(acting(user, Role.ADMIN)) as session:
        audit.append(session, "test.done", scope_id=tree.sites[0], subject_kind="test", subject_id="1")
    with psycopg.connect(addresses.superuser) as connection:
        row = connection.execute(
            "select actor_kind, actor_id, seq from audit_log where action = 'test.done'"
        ).fetchone()
    assert row == ("user", str(user), 1)


def test_health_readiness_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "up"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get("/metrics").status_code == 403  # the test client's address is not this machine's


def test_metrics_are_shown_to_who_holds_the_token(addresses: Addresses, settings: Settings) -> None:
    app = create_app(Settings(data=settings.data, metrics_token="right"), addresses.program)
    with TestClient(app) as client:
        client.get(f"/api/v1/nothing/{uuid4()}")
        assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
        shown = client.get("/metrics", headers={"Authorization": "Bearer right"}).text
    assert 'ehr_requests_total{method="GET",route="none",status="404"} 1.0' in shown


def test_a_missing_migration_is_not_ready(client: TestClient, addresses: Addresses) -> None:
    with psycopg.connect(addresses.superuser) as connection:
        connection.execute("delete from alembic_version")
    answer = client.get("/readyz", headers={"Accept-Language": "zh-CN"})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:ehr:not-ready"
    assert "尚未就绪" in answer.json()["detail"]


def test_every_answer_has_its_id_and_the_security_headers(client: TestClient) -> None:
    for path in ("/healthz", "/nothing"):
        headers = client.get(path).headers
        assert len(headers["x-request-id"]) == 32
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


def test_a_body_over_the_limit_is_refused_whether_or_not_its_length_is_said(
    addresses: Addresses, settings: Settings, world: World
) -> None:
    admin = world.signed_in(world.user(world.tree().organisation, Role.ADMIN))
    small = Settings(data=settings.data, limits=Limits(body_max_bytes=100))
    with TestClient(create_app(small, addresses.program), base_url="http://127.0.0.1:8100") as client:
        said = client.post("/api/v1/users", content=b"x" * 101, headers=admin)
        unsaid = client.post("/api/v1/users", content=iter([b"x" * 60, b"x" * 60]), headers=admin)
    assert (said.status_code, unsaid.status_code) == (413, 413)
    assert said.json()["type"] == "urn:ehr:too-large"


def test_wrong_values_are_named_but_never_repeated(client: TestClient, world: World) -> None:
    admin = world.signed_in(world.user(world.tree().organisation, Role.ADMIN))
    answer = client.post(
        "/api/v1/users", json={"display_name": 7, "secret-word": "secret-word"}, headers=admin
    )
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:ehr:bad-values"
    assert {"at": "/body/display_name", "rule": "string_type"} in answer.json()["errors"]


def test_a_bug_is_answered_with_one_neutral_sentence_and_logged_without_its_text(app: FastAPI) -> None:
    def broken() -> None:
        raise RuntimeError("a word nobody may read")

    app.add_api_route("/broken", broken)
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.getLogger("ehr").addHandler(handler)
    try:
        with TestClient(app, raise_server_exceptions=False) as client:
            answer = client.get("/broken")
    finally:
        logging.getLogger("ehr").removeHandler(handler)
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:ehr:bug"
    logged = json.loads(lines.getvalue().splitlines()[0])
    assert logged["error"]["class"] == "RuntimeError"
    assert "nobody may read" not in lines.getvalue() + answer.text


def test_a_log_line_holds_no_text_that_somebody_typed() -> None:
    record = logging.LogRecord(
        "ehr", logging.INFO, "", 0, "kept %s and %s", ("a sentence typed", "code-7"), None
    )
    record.fields = {"mail": "user@example.test", "count": 3}
    line = json.loads(JsonLines().format(record))
    assert line["event"] == "kept <str> and code-7"
    assert (line["mail"], line["count"]) == ("<str>", 3)
