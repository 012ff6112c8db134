"""What people try: a session fixed beforehand, a form of another site, scripts in texts, paths that climb."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page
from starlette.testclient import TestClient

from ehr.access import Public, Role
from ehr.application import create_app
from ehr.embedded import Addresses
from ehr.guard import HEADERS
from ehr.log import log_to
from ehr.settings import Settings
from tests.hub.faults.site import Site, furnished
from tests.hub.kiosks.rig import interview_bytes
from tests.hub.surface import surface
from tests.hub.web.browser import chromium, served
from tests.hub.world import World

EVIL = "\"><img src=x onerror=window.struck=1><script>window.struck=1</script>{{7*7}}${7*7}%s' or 1=1 --"
CLIMBING = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "/etc/passwd",
    "a/../../b",
    "a%00b",
)
PASSWORD = "a long passphrase of a test"


@pytest.fixture
def site(client: TestClient, world: World) -> Site:
    return furnished(client, world, world.tree().sites[0], words=EVIL)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"X-CSRF-Token": ""}, 403),
        ({"X-CSRF-Token": "x" * 43}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:8100.elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({}, 200),
    ],
)
def test_what_another_site_sends_changes_nothing(
    client: TestClient, site: Site, change: dict[str, str], status: int
) -> None:
    headers = site.everybody | change
    assert client.post("/api/v1/candidates/search", json={}, headers=headers).status_code == status
    page = client.post("/candidates", data={"text": ""}, headers=headers, follow_redirects=False)
    assert page.status_code == status


def test_a_session_fixed_before_the_sign_in_is_worth_nothing_after_it(
    client: TestClient, world: World
) -> None:
    top = world.signed_in(world.user(world.tree().organisation, *Role))
    new = {
        "scope_id": world.tree().organisation, "sign_in_name": "fixed@example.test", "display_name": "User",
    }  # fmt: skip
    own = client.get("/api/v1/scopes", headers=top).json()[0]["id"]
    invited = client.post("/api/v1/users", json=new | {"scope_id": own}, headers=top).json()
    token = invited["link"].rpartition("=")[2].rpartition("#")[2].rpartition("/")[2]
    planted = {"Cookie": "ehr=planted-by-somebody-else"}
    answer = client.post("/api/v1/links/use", json={"token": token, "password": PASSWORD}, headers=planted)
    assert answer.status_code == 200, answer.text
    cookie = answer.headers["set-cookie"]
    assert "planted" not in cookie
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    client.cookies.clear()
    assert client.get("/api/v1/me", headers=planted).status_code == 401
    first = {"Cookie": cookie.partition(";")[0]}
    again = client.post(
        "/api/v1/sign-in", json={"sign_in_name": "fixed@example.test", "password": PASSWORD}, headers=first
    )
    assert again.headers["set-cookie"].partition(";")[0] != first["Cookie"]


def test_over_https_the_cookie_is_held_to_this_host_and_every_answer_says_so(
    addresses: Addresses, tmp_path: Path, world: World
) -> None:
    app = create_app(Settings(data=tmp_path, public_url="https://hub.example"), addresses.program)
    name = {"sign_in_name": "nobody@example.test", "password": PASSWORD}
    with TestClient(app, base_url="https://hub.example") as client:
        answer = client.post("/api/v1/sign-in", json=name, headers={"Origin": "https://hub.example"})
        assert answer.status_code == 401
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
        plain = world.signed_in(world.user(world.tree().organisation, *Role))
        assert client.get("/api/v1/me", headers={"Cookie": plain["Cookie"]}).status_code == 401
        held = {"Cookie": plain["Cookie"].replace("ehr=", "__Host-ehr=")}
        signed_in = client.get("/api/v1/me", headers=held)
        assert signed_in.status_code == 200
        headers = {**plain, **held, "Origin": "https://hub.example"}
        out = client.post("/api/v1/sign-out", headers=headers).headers["set-cookie"]
    parts = {part.strip() for part in out.split(";")}
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= parts
    assert not any(part.lower().startswith("domain=") for part in parts)


def test_every_answer_of_every_route_has_the_headers_that_hold_browsers(
    app: FastAPI, client: TestClient, site: Site
) -> None:
    for entry in surface(app):
        answer = client.request(
            entry.method, entry.filled(site.ids), headers=site.everybody, follow_redirects=False
        )
        for name, value in HEADERS.items():
            if name != "Referrer-Policy":  # pages send it to themselves, for the check of the origin
                assert answer.headers[name] == value, entry.name
        assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}, entry.name
        if not isinstance(entry.declared[0], Public):
            assert answer.headers["Cache-Control"] in {"no-store", "private", "private, no-cache"}, entry.name
        assert "server" not in answer.headers


@pytest.mark.parametrize("name", CLIMBING)
def test_no_name_of_a_file_climbs_out_of_its_folder(client: TestClient, site: Site, name: str) -> None:
    release = site.ids["release_id"]
    for path, who in (
        (f"/api/v1/kiosks/releases/{release}/files/{name}", site.kiosk),
        (f"/static/{name}", {}),
        (f"/api/v1/documents/{name}", site.everybody),
    ):
        answer = client.get(path, headers=who)
        assert answer.status_code in {303, 401, 404, 405, 422}, path
        assert "root:" not in answer.text
    put = client.put(
        f"/api/v1/release-files/{release}/{name}",
        content=b"x",
        headers=site.everybody,
        follow_redirects=False,
    )
    assert put.status_code in {307, 404, 405, 422}


def test_a_document_is_saved_and_never_shown(client: TestClient, site: Site) -> None:
    for path in (f"/documents/{site.ids['document_id']}", f"/api/v1/documents/{site.ids['document_id']}"):
        answer = client.get(path, headers=site.everybody)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "\n" not in answer.headers["Content-Disposition"]
        assert '"' not in answer.headers["Content-Disposition"]
        assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.fixture
def seen(app: FastAPI, site: Site) -> Iterator[Page]:
    """A page of a real browser in which somebody with every role is signed in."""
    with served(app) as address, chromium() as browser:
        context = browser.new_context(base_url=address)
        token = site.everybody["Cookie"].partition("=")[2]
        context.add_cookies([{"name": "ehr", "value": token, "url": address}])
        page = context.new_page()
        yield page
        context.close()


def test_planted_scripts_never_run_and_templates_are_text(seen: Page, site: Site) -> None:
    shown = 0
    for path in (
        "/candidates",
        f"/candidates/{site.ids['candidate_id']}",
        f"/candidates/compare?id={site.ids['candidate_id']}&id={site.ids['interviewed_candidate_id']}",
        f"/candidates/{site.ids['interviewed_candidate_id']}",
        "/fleet",
        "/audit",
        "/people",
        "/account",
        "/fleet?lang=%22%3E%3Cscript%3Ewindow.struck=1%3C/script%3E",
    ):
        seen.goto(path)
        seen.wait_for_load_state("load")
        assert seen.evaluate("window.struck") is None, path
        assert seen.evaluate("document.querySelectorAll('img[src=x]').length") == 0, path
        text = seen.inner_text("body")
        shown += "onerror=window.struck" in text
        assert ">49" not in text
    assert shown >= 2  # the words are there, as words


def test_neither_log_nor_metrics_hold_a_word_of_anybody(
    app: FastAPI, client: TestClient, world: World
) -> None:
    words = ("planted-name", "13911112222", "planted@example.test")
    stream = io.StringIO()
    handler = log_to(stream, logging.DEBUG)
    try:
        site = furnished(client, world, world.tree().sites[0], words=words[0])
        person = {"scope_id": site.ids["scope_id"], "name": words[0], "phone": words[1], "email": words[2]}
        client.post("/api/v1/candidates", json=person, headers=site.everybody)
        for word in words:
            client.post("/api/v1/candidates/search", json={"words": word}, headers=site.everybody)
            client.post("/candidates", data={"text": word}, headers=site.everybody)
            client.post("/api/v1/sign-in", json={"sign_in_name": word, "password": word})
            client.post(
                "/api/v1/candidates", json={"name": word + "\x00", "scope_id": 1}, headers=site.everybody
            )
            client.get(f"/candidates/{word}?{word}={word}", headers=site.everybody | {"X-Odd": word})
        client.get(f"/candidates/{site.ids['candidate_id']}", headers=site.everybody)
        client.post(f"/api/v1/candidates/{site.ids['candidate_id']}/export", headers=site.everybody)
        body = interview_bytes("one")
        said = json.loads(body)["profile"]["answers"][0]["transcript"]["text"]
        headers = {**site.kiosk, "Idempotency-Key": "one"}
        sent = {**headers, "Content-Type": "application/json"}
        assert client.post("/api/v1/ingest/interview.v1", content=body, headers=sent).status_code == 201
        broken = body.replace(b'"interview/1.0"', b'"interview/1.0 ' + words[0].encode() + b'"')
        client.post("/api/v1/ingest/interview.v1", content=broken, headers=sent | {"Idempotency-Key": "two"})
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
    lines = [
        line for line in stream.getvalue().splitlines() if '"logger": "httpx' not in line
    ]  # the test's own client
    told = "\n".join(lines) + app.state.hub.metrics.text().decode()
    assert '"event": "request"' in told
    for word in (*words, said, said[:6], said.encode("unicode_escape").decode()[:36]):
        assert word not in told, word
