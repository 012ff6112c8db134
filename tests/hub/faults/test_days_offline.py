"""Three days without the hub, by moved clocks: then everything goes out in order, once, and the alarms say what is so.

The kiosk's clock is four minutes fast; the hub's own is the real one, so the kiosk's days lie in the past.
"""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text
from starlette.testclient import TestClient

from app.sync.calls import NOBODY, Answer, Call
from app.sync.enrolment import enrol
from ehr.access import Role
from ehr.database import Database
from ehr.fleet import health
from ehr.fleet.models import Kiosk, KioskHealth
from ehr.interviews.models import Interview
from tests.fakes.sync_rig import FakeClock, Rig
from tests.hub.world import World

DAY_S, SKEW_S = 86_400.0, 240.0
A_DAY = 8
URL = "http://127.0.0.1:8100"


class PacedClock(FakeClock):
    """Moves by itself only where somebody waits; the real clock is where the hub is."""

    def steady_s(self) -> float:
        return self.true_s


class Line:
    """Between this kiosk and the hub of the test; up or down."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.is_up, self.sent = client, True, list[tuple[str, str]]()

    def ask(self, call: Call) -> Answer:
        if not self.is_up:
            return Answer(NOBODY)
        headers = dict(call.headers)
        got = self.client.request(call.method, call.path, content=call.body, headers=headers)
        if "/ingest/" in call.path and got.status_code in (201, 208):
            self.sent.append((call.path.rpartition("/")[2], headers["Idempotency-Key"]))
        return Answer(got.status_code, {k.lower(): v for k, v in got.headers.items()}, got.content)


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, PacedClock(true_s=time.time() - 3 * DAY_S, off_s=SKEW_S))


def code_of(client: TestClient, world: World) -> str:
    site = world.tree().sites[0]
    admin = world.signed_in(world.user(site, Role.SITE_ADMIN))
    told = client.post("/api/v1/kiosks/codes", json={"scope_id": site, "label": "kiosk"}, headers=admin)
    return str(told.json()["code"])


def alarms(database: Database, now: datetime) -> list[str]:
    with database.work(World(database).job) as session:
        kiosk = session.scalars(select(Kiosk)).one()
        return health.alarms(kiosk, session.get(KioskHealth, kiosk.id), (), now)


def test_three_days_of_interviews_arrive_in_order_and_once(
    app: FastAPI, client: TestClient, world: World, database: Database, rig: Rig
) -> None:
    line = Line(client)
    enrol(line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code_of(client, world))
    rounds = rig.rounds(line.ask)
    line.is_up = False
    names = []
    for day in range(3):
        for number in range(A_DAY):
            names.append(f"0000000{day}-0000-7000-8000-{number:012}")
            rig.interview(names[-1], value=1.0 + number / 100)
            rig.clock.wait(rounds.step())
            rig.clock.true_s += DAY_S / A_DAY
    assert rig.journal.outbox.state().waiting >= 2 * len(names)
    assert {each.attempts for each in rig.journal.outbox.due(now=rig.clock.wall_s(), limit=1000)} == {0}

    line.is_up = True
    rig.clock.true_s = time.time() + 301.0  # the breaker's longest wait is over
    rounds._beat()
    assert set(alarms(database, datetime.now(UTC))) >= {"late_sync", "clock_wrong"}
    for _ in range(3000):  # the kiosk's waits are not real, so the hub slows it down
        if rig.journal.outbox.waiting() == 0:
            break
        rig.clock.wait(rounds.step())
    assert rig.journal.outbox.waiting() == 0

    ids = [record for _, record in line.sent]
    assert len(ids) == len(set(ids))
    for name in names:
        assert ids.index(f"{name}-consent") < ids.index(name)
    sent = [record for kind, record in line.sent if kind == "interview.v1"]
    assert sent == names  # the oldest first
    with database.work(world.job) as session:
        rows = session.scalars(select(Interview)).all()
        assert sorted(row.interview_id for row in rows) == sorted(names)
        assert session.scalar(text("select count(*) from consent_receipts")) == len(names)

    rounds._beat()
    assert "late_sync" not in alarms(database, datetime.now(UTC))
    offset_s = rounds.session.offset.offset_s
    assert offset_s is not None
    assert offset_s < -SKEW_S
    silent = datetime.now(UTC) + health.SILENT_AFTER * 2
    assert "silent" in alarms(database, silent)
    rig.close()
