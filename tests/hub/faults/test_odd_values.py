"""Values that nobody means: NULs, halves of characters, numbers beyond every type, impossible days, odd headers."""

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.cursor import cursor
from tests.hub.faults.site import furnished
from tests.hub.surface import Entry, surface
from tests.hub.world import World

TEXTS = cycle(
    ("a\x00b", "\ud800", "\U0010ffff" * 30, "%s%n{0}{{7*7}}", "' or 1=1 --", "0001-01-01T00:00:00+23:59")
)
NUMBERS = cycle((2**63, -(2**31) - 1, 10**400, float("1e308")))
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept-Language": "zh;q=9e999,,;;"},
    {"Cookie": 'ehr="; ehr=a; lang=\\"'},
    {"Cookie": "ehr=" + "x" * 4000},
    {"Host": "[", "Origin": "http://["},
    {"Host": "", "Origin": "null"},
    {"Authorization": "Bearer \x80\xff"},
    {"X-CSRF-Token": "\xff\xfe"},
    {"If-None-Match": "\xff", "Range": "bytes=9999999999999999999999-1"},
    {"Range": "bytes=-"},
    {"Idempotency-Key": "\xb2\xb3"},
    {"Content-Type": "application/json; charset=utf-16"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=nothing"},
    {"Content-Length": "0", "Sec-Fetch-Site": "\x7f"},
)  # fmt: skip


def spoilt(value: Any) -> Iterator[Any]:
    """Copies of a JSON value with one leaf spoilt; the ways of its kind take turns, two for each leaf."""
    match value:
        case dict():
            for key, each in value.items():
                for odd in spoilt(each):
                    yield {**deepcopy(value), key: odd}
        case list():
            for odd in spoilt(value[0]) if value else ():
                yield [odd]
        case bool():
            yield "yes"
        case int() | float():
            yield next(NUMBERS)
            yield next(NUMBERS)
        case str():
            yield next(TEXTS)
            yield next(TEXTS)


def example(app: FastAPI, entry: Entry) -> dict[str, Any]:
    """The body that the OpenAPI shows for a route; empty for none."""
    content = entry.schema.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    examples = app.openapi()["components"]["schemas"].get(name, {}).get("examples", [{}])
    return dict(examples[0])


def test_no_value_in_any_body_makes_the_hub_fail(app: FastAPI, client: TestClient, world: World) -> None:
    scope_id = world.tree().sites[0]
    ids = furnished(client, world, scope_id).ids
    sent, failed = 0, []
    for entry in surface(app):
        headers = world.signed_in(world.user(scope_id, *Role)) | {"Content-Type": "application/json"}
        told = example(app, entry)
        told |= {name: _told(ids[name]) for name in told.keys() & ids.keys()}
        for odd in spoilt(told):
            content = json.dumps(odd).encode()
            answer = client.request(entry.method, entry.filled(ids), content=content, headers=headers)
            sent += 1
            if answer.status_code >= 500:
                failed.append(f"{entry.name} {odd!r:.200}: {answer.text:.100}")
    assert failed == []
    assert sent > 100


def _told(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def test_no_header_makes_the_hub_fail(client: TestClient, world: World) -> None:
    site = furnished(client, world, world.tree().sites[0])
    failed = []
    for method, path, who in (
        ("GET", "/candidates", site.everybody),
        ("POST", "/candidates", site.everybody),
        ("POST", "/sign-in", {}),
        ("POST", "/api/v1/candidates/search", site.everybody),
        ("GET", f"/api/v1/documents/{site.ids['document_id']}", site.everybody),
        ("POST", "/api/v1/ingest/interview.v1", site.kiosk),
        ("GET", "/api/v1/kiosks/releases", site.kiosk),
        ("GET", "/metrics", {}),
        ("GET", "/static/hub.css", {}),
    ):
        for odd in HEADERS:
            headers = [(name.encode(), value.encode("latin-1")) for name, value in {**who, **odd}.items()]
            answer = client.request(method, path, content=b"{}", headers=headers, follow_redirects=False)
            if answer.status_code >= 500:
                failed.append(f"{method} {path} {odd}: {answer.text:.100}")
    assert failed == []


def test_no_cursor_and_no_query_makes_the_hub_fail(app: FastAPI, client: TestClient, world: World) -> None:
    site = furnished(client, world, world.tree().sites[0])
    words = (
        "\u00e9", "W10", cursor("a\x00"), cursor(2**70), cursor("9999-12-31T23:59:59+00:00", "x"), cursor(-1, -1),
        cursor("2026-01-01T00:00:00+00:00", "a\x00"), "a\x00b", "9" * 60,
    )  # fmt: skip
    failed = []
    for entry in surface(app):
        for each in entry.schema.get("parameters", ()):
            for word in words if each["in"] == "query" else ():
                query = {each["name"]: word}
                answer = client.request(
                    entry.method, entry.filled(site.ids), params=query, headers=site.everybody
                )
                if answer.status_code >= 500:
                    failed.append(f"{entry.name} ?{query}: {answer.text:.100}")
    for page in ("/candidates", "/fleet", "/audit", "/people"):
        for name in ("after", "before", "kind", "subject", "lang", "id"):
            answer = client.get(page, params={name: words[-2]}, headers=site.everybody)
            if answer.status_code >= 500:
                failed.append(f"{page} ?{name}: {answer.text:.100}")
    for word in words:
        answer = client.post("/api/v1/candidates/search", json={"after": word}, headers=site.everybody)
        if answer.status_code >= 500:
            failed.append(f"search after={word!r}: {answer.text:.100}")
    assert failed == []
