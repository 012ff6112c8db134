"""People of a hub who sit at consoles: with passwords and second factors, over the real service."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pyotp
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.review.hub_account import HubAccount, Step
from app.review.hub_desk import HubDesk
from app.store.journal import Journal
from app.sync.calls import NOBODY, Answer, Call
from ehr.access import SECOND_FACTOR, Role, roles_with
from ehr.database import system
from ehr.people import links
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.world import World

ORIGIN = "http://127.0.0.1:8100"
PASSWORD = "seven green kettles sing"
NEEDS_FACTOR = frozenset(role for each in SECOND_FACTOR for role in roles_with(each))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. codes: one-time codes of their second factor; none where they have none."""

    user: UUID
    name: str
    codes: tuple[str, ...]


def hired(app: FastAPI, world: World, scope_id: int, *roles: Role) -> Person:
    """A new user with a password and, where their role needs one, a second factor."""
    user = world.user(scope_id, *roles)
    with world.database.work(system("test")) as session:
        token = links.make(session, user)
        name = str(session.scalar(text("select sign_in_name from users where id = :id"), {"id": user}))
    browser = TestClient(app, base_url=ORIGIN)
    done = browser.post("/api/v1/links/use", json={"token": token, "password": PASSWORD})
    assert done.status_code == 200, done.text
    if not NEEDS_FACTOR & set(roles):
        return Person(user, name, ())
    browser.headers["X-CSRF-Token"] = done.json()["csrf_token"]
    code = pyotp.TOTP(browser.post("/api/v1/me/second-factor").json()["secret"]).now()
    confirmed = browser.post("/api/v1/me/second-factor/confirm", json={"code": code})
    assert confirmed.status_code == 200, confirmed.text
    return Person(user, name, tuple(confirmed.json()["recovery_codes"]))


class InProcess:
    """The service without a socket: what app.review.hub_account.Line asks for. is_away: nothing comes back."""

    def __init__(self, app: FastAPI) -> None:
        self.client = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)
        self.is_away, self.loses_answers = False, False
        self.calls: list[Call] = []

    def ask(self, call: Call) -> Answer:
        self.calls.append(call)
        if self.is_away:
            return Answer(NOBODY)
        answer = self.client.request(
            call.method, call.path, content=call.body, headers=dict(call.headers), follow_redirects=False
        )
        if self.loses_answers:
            return Answer(NOBODY)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, headers, answer.content)

    def forget(self) -> None:
        self.client.cookies.clear()


@dataclass(frozen=True, slots=True)
class AtHub:
    """Somebody at a console on the hub."""

    person: Person
    line: InProcess
    account: HubAccount
    desk: HubDesk


def at_hub(app: FastAPI, model: CompetencyModel, person: Person) -> AtHub:
    """`person`, signed in."""
    line = InProcess(app)
    account = HubAccount(line, ORIGIN, lambda: 0.0)
    step = account.sign_in(person.name, PASSWORD)
    if step is Step.CODE:
        step = account.enter_code(person.codes[0])
    assert step is Step.DONE
    return AtHub(person, line, account, HubDesk(account, model, resources_dir(), lambda: 0.0))


def send_all(journal: Journal, kiosk: SiteKiosk) -> None:
    """What a kiosk has to tell goes to the hub, as its own sync would send it."""
    while jobs := journal.outbox.due(now=4e9):
        for job in jobs:
            kiosk.send(
                job.kind, job.id, job.payload.encode() if isinstance(job.payload, str) else job.payload
            )
            journal.outbox.accepted(job, now=4e9)


def opened_store(folder: Path) -> Journal:
    """An empty store."""
    return Journal.open(folder / "kiosk.db", folder / "media")
