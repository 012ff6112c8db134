"""Many kiosks send to one hub while it, its database and the line between break again and again; what came of it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Thread
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.store.journal import Journal
from app.store.outbox import Delivered, ParkedJob
from app.sync.identity import IdentityFile
from ehr.candidates import service as candidates
from ehr.database import Database, system
from ehr.dossier import opened
from ehr.embedded import Addresses
from ehr.fleet import enrolment
from ehr.ingest.repository import Quarantined, RecordRow
from ehr.interviews.models import Interview
from ehr.keys import MasterKey, master_key
from ehr.review.models import ReviewAct
from tests.hub.faultproxy import Counts, FaultProxy, Faults, fault_proxy
from tests.hub.faults.kiosks import LAID, KioskPlan, folder_of
from tests.hub.ports import kept_port
from tests.hub.world import World

ROOT = Path(__file__).resolve().parents[3]
JOB = system("fault-test")
LOOK_EACH_S = 0.1
WEATHERS = (
    Faults(),
    Faults(delay_s=0.02, jitter_s=0.015, slice_bytes=1400),
    Faults(reset_up=0.05, reset_down=0.1, slice_bytes=1400),
    Faults(black_hole=0.02),
    Faults(is_down=True),
)
WEATHER_S = 1.5


@dataclass(frozen=True)
class Plan:
    """How much is sent and how much is broken. kill_database: ends PostgreSQL, or every connection to it, at once."""

    kiosks: int
    interviews: int
    hub_kills: int
    database_kills: int
    kill_database: Callable[[], None]
    requests_per_s: float = 2.0
    wait_share: float = 1.0
    read_timeout_s: float = 10.0
    most_s: float = 3600.0


@dataclass
class Outcome:
    """What the hub holds at the end, against what the kiosks laid down. Lists name what is wrong; all empty: sound."""

    sent: int = 0
    at_hub: int = 0
    duplicates: int = 0
    receipts: int = 0
    acts: list[tuple[str, int, str]] = field(
        default_factory=list
    )  # of which interview, its number at the hub, kind
    candidates: int = 0
    hub_kills: int = 0
    database_kills: int = 0
    took_s: float = 0.0
    kiosks_ended: int | None = None
    faults: Counts = field(default_factory=Counts)
    other_bytes: list[str] = field(default_factory=list)
    still_waiting: list[int] = field(default_factory=list)
    parked: list[ParkedJob] = field(default_factory=list)
    kept_aside: set[str] = field(default_factory=set)
    other_records: list[str] = field(default_factory=list)


def run(plan: Plan, addresses: Addresses, folder: Path, *, seed: int = 1) -> Outcome:
    """Sends, breaks, and compares. `addresses`: an empty database with its schema."""
    outcome, chance = Outcome(), random.Random(seed)
    began_s = time.monotonic()
    with (
        kept_port() as port,
        closing(Database(addresses.program, pool_size=2)) as database,
        hub(addresses, folder, port) as kill_hub,
        fault_proxy(port, seed=seed) as proxy,
    ):
        codes = _codes(database, plan, master_key(folder / "hub" / "master.key"))
        kiosks = _kiosks(plan, folder, codes, port, proxy.port)
        try:
            _break_things(plan, kiosks, database, proxy, kill_hub, outcome, chance)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(kiosks.pid, signal.SIGKILL)
            kiosks.wait(30)
        outcome.kiosks_ended, outcome.faults = kiosks.returncode, proxy.counts
        outcome.took_s = time.monotonic() - began_s
        _compare(plan, folder, database, master_key(folder / "hub" / "master.key"), outcome)
    return outcome


@contextmanager
def hub(addresses: Addresses, folder: Path, port: int) -> Iterator[Callable[[], None]]:
    """A hub that comes back; the value kills the one that runs now, with SIGKILL."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "EHR_DATA": str(folder / "hub"),
        "DATABASE_URL": addresses.program,
        "EHR_PORT": str(port),
    }
    pids: list[int] = []
    command = [sys.executable, "-m", "tests.hub.faults.hubs"]
    with (folder / "hub.log").open("wb") as log:
        keeper = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    listening = Thread(target=_read_pids, args=(keeper, pids), name="hub-pids")
    listening.start()

    def kill() -> None:
        with suppress(ProcessLookupError):
            os.kill(pids[-1], signal.SIGKILL)

    try:
        _until(lambda: (folder / "hub" / "master.key").exists(), 60)
        yield kill
    finally:
        keeper.terminate()
        keeper.wait(30)
        listening.join(30)
        assert keeper.stdout is not None
        keeper.stdout.close()


def _read_pids(keeper: "subprocess.Popen[str]", pids: list[int]) -> None:
    assert keeper.stdout is not None
    for line in keeper.stdout:
        if line.startswith("pid "):
            pids.append(int(line.split()[1]))


def _until(is_so: Callable[[], bool], most_s: float) -> None:
    until_s = time.monotonic() + most_s
    while not is_so():
        if time.monotonic() > until_s:
            raise TimeoutError
        time.sleep(LOOK_EACH_S)


def _codes(database: Database, plan: Plan, key: MasterKey) -> tuple[str, ...]:
    """A code for each kiosk, at the four sites of one organisation in turn."""
    sites = World(database).tree().sites
    with database.work(JOB) as session:
        return tuple(
            enrolment.make_code(
                session, sites[each % 4], f"kiosk-{each}", key, by=None, must_confirm=False
            ).code
            for each in range(plan.kiosks)
        )


def _kiosks(
    plan: Plan, folder: Path, codes: tuple[str, ...], port: int, proxy_port: int
) -> "subprocess.Popen[bytes]":
    told = KioskPlan(
        straight_url=f"http://127.0.0.1:{port}",
        url=f"http://127.0.0.1:{proxy_port}",
        codes=codes,
        interviews_each=plan.interviews // plan.kiosks,
        requests_per_s=plan.requests_per_s,
        wait_share=plan.wait_share,
        read_timeout_s=plan.read_timeout_s,
    )
    command = [sys.executable, "-m", "tests.hub.faults.kiosks", str(folder), told.text()]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with (folder / "kiosks.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _break_things(
    plan: Plan,
    kiosks: "subprocess.Popen[bytes]",
    database: Database,
    proxy: FaultProxy,
    kill_hub: Callable[[], None],
    outcome: Outcome,
    chance: random.Random,
) -> None:
    """The hub is killed each time it holds one share more of the interviews, so the kills fall into the work."""
    began_s = weather_s = time.monotonic()
    while kiosks.poll() is None and time.monotonic() - began_s < plan.most_s:
        held = _held(database)
        if time.monotonic() >= weather_s and held:
            proxy.faults = replace(chance.choice(WEATHERS), black_hole_s=plan.read_timeout_s * 1.5)
            weather_s = time.monotonic() + WEATHER_S
        if outcome.hub_kills < plan.hub_kills and held * (plan.hub_kills + 1) >= plan.interviews * (
            outcome.hub_kills + 1
        ):
            kill_hub()
            outcome.hub_kills += 1
        if outcome.database_kills < plan.database_kills and held * (
            plan.database_kills + 1
        ) >= plan.interviews * (outcome.database_kills + 1):
            plan.kill_database()
            outcome.database_kills += 1
        time.sleep(LOOK_EACH_S)


def _held(database: Database) -> int:
    """How many interviews the hub holds; 0 while its database is away."""
    try:
        with database.work(JOB) as session:
            return int(session.scalar(text("select count(*) from interviews")) or 0)
    except SQLAlchemyError:
        return 0


def _compare(plan: Plan, folder: Path, database: Database, key: MasterKey, outcome: Outcome) -> None:
    laid: dict[tuple[UUID, str], str] = {}
    delivered: dict[tuple[UUID, str], str] = {}
    for kiosk in range(plan.kiosks):
        own = folder_of(folder, kiosk)
        journal = Journal.open(own / "kiosk.db", own)
        me = IdentityFile(journal.sealed_files).read()
        assert me is not None
        told: dict[str, str] = json.loads((own / LAID).read_text("utf-8"))
        laid |= {(UUID(me.kiosk_id), name): digest for name, digest in told.items()}
        delivered |= {(UUID(me.kiosk_id), each.id): each.body_sha256 for each in _all(journal)}
        outcome.parked += journal.outbox.parked()
        if journal.outbox.state().waiting:
            outcome.still_waiting.append(kiosk)
        journal.close()
    outcome.sent = len(laid)
    with database.work(JOB) as session:
        rows = session.scalars(select(Interview)).all()
        names = [(row.kiosk_id, row.interview_id) for row in rows]
        outcome.at_hub, outcome.duplicates = len(rows), len(rows) - len(set(names))
        for row in rows:
            body = candidates.key_of(session, row.candidate_id, key).open(
                row.body, opened.INTERVIEW.format(row.id)
            )
            if sha256(body).hexdigest() != laid.get((row.kiosk_id, row.interview_id)):
                outcome.other_bytes.append(row.interview_id)
        outcome.receipts = int(session.scalar(text("select count(*) from consent_receipts")) or 0)
        outcome.acts = [
            (row.interview_id, row.number, row.kind)
            for row in session.scalars(select(ReviewAct).order_by(ReviewAct.interview_id, ReviewAct.number))
        ]
        outcome.candidates = int(session.scalar(text("select count(*) from candidates")) or 0)
        outcome.kept_aside = {row.record_id for row in session.scalars(select(Quarantined))}
        held = {
            (row.kiosk_id, row.record_id): row.body_sha256.hex() for row in session.scalars(select(RecordRow))
        }
    outcome.other_records = [
        name[1] for name in held.keys() | delivered.keys() if held.get(name) != delivered.get(name)
    ]


def _all(journal: Journal) -> Iterator[Delivered]:
    after = ""
    while some := journal.outbox.delivered(after=after):
        yield from some
        after = some[-1].id
