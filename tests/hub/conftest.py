"""One PostgreSQL for the whole session, a database of its own for each test, and people to act as."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from ehr.application import create_app
from ehr.database import Database
from ehr.embedded import Addresses, embedded_server, make_database
from ehr.migrate import migrate
from ehr.settings import Settings
from tests.hub.world import World

TEMPLATE = "ehr_template"
ORIGIN = "http://127.0.0.1:8100"
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
)
_numbers = count(1)
# The OpenAPI of a service with these routes: to describe them all takes a second, and many tests ask for it.
_described: dict[frozenset[tuple[str | None, frozenset[str]]], dict[str, Any]] = {}
# The routers as the first service included them, for every later one: they know no service, and FastAPI builds the
# models of their routes anew for each that includes them, a tenth of a second of the processor.
_built: list[BaseRoute] = []


@pytest.fixture(scope="session")
def server() -> Iterator[Addresses]:
    """A PostgreSQL whose database `ehr_template` has every migration.

    Not below pytest's folder: every start of pytest closes that to the user PostgreSQL runs as under root.
    """
    with (
        tempfile.TemporaryDirectory(prefix="ehr-") as folder,
        embedded_server(_opened(folder), options=QUICK) as addresses,
    ):
        with psycopg.connect(addresses.of("postgres").superuser, autocommit=True) as connection:
            make_database(connection, TEMPLATE)
        migrate(addresses.of(TEMPLATE).owner)
        yield addresses


def _opened(folder: str) -> Path:
    path = Path(folder)
    path.chmod(0o711)
    return path


@pytest.fixture
def addresses(server: Addresses) -> Iterator[Addresses]:
    """A fresh, migrated, empty database of the test's own."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server.of("postgres").superuser, autocommit=True) as connection:
        make_database(connection, name, TEMPLATE)
        yield server.of(name)
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    """The database as the service's role sees it."""
    database = Database(addresses.program, pool_size=5)
    yield database
    database.close()


@pytest.fixture
def world(database: Database) -> World:
    """Makes organisations, sites, people and sessions."""
    return World(database)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a hub on this machine."""
    return Settings(data=tmp_path, public_url=ORIGIN)


@pytest.fixture
def app(addresses: Addresses, settings: Settings) -> Iterator[FastAPI]:
    """The service itself."""
    app = create_app(settings, addresses.program)
    _share_built(app)
    routes = _routes(app)
    app.openapi_schema = _described.get(routes)
    yield app
    if app.openapi_schema is not None and _routes(app) == routes:
        _described[routes] = app.openapi_schema
    app.state.hub.database.close()


def _share_built(app: FastAPI) -> None:
    """What else the service has (its files, its OpenAPI, routes that a test adds) stays its own."""
    routes = app.router.routes
    if not _built:
        _built.extend(routes)
    for at, (own, built) in enumerate(zip(routes, _built, strict=True)):
        router = getattr(own, "original_router", None)
        if router is not None and router is getattr(built, "original_router", None):
            routes[at] = built


def _routes(app: FastAPI) -> frozenset[tuple[str | None, frozenset[str]]]:
    return frozenset(
        (each.path_format, frozenset(each.methods or ())) for each in iter_route_contexts(app.routes)
    )


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Sends requests to the service; nobody is signed in."""
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield client
