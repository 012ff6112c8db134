"""Many kiosks, each a process with a real store and the real sync: python -m tests.hub.faults.kiosks FOLDER PLAN.

PLAN is JSON: the numbers of `KioskPlan`. It imports once and forks; no thread runs before the forks. Each kiosk lays an
interview down before each of its rounds, as interviews end while others are on their way, and ends when nothing waits.
"""

import json
import os
import random
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from app.bootstrap.sync_parts import RealClock
from app.settings import HubSettings
from app.store.outbox import Job
from app.store.records import INTERVIEW, sha256
from app.store.review import ActKind
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from tests.contract.records import ACTS
from tests.fakes.sync_rig import Rig

LAID = "laid.json"
SAID = (ActKind.NOTE, ActKind.RATING)
POISON = '{"schema":"interview/1.0"}'


@dataclass(frozen=True)
class KioskPlan:
    """straight_url: past the faults, for enrolment. wait_share: how much of each wait after a failure is waited."""

    straight_url: str
    url: str
    codes: tuple[str, ...]
    interviews_each: int
    requests_per_s: float
    wait_share: float
    read_timeout_s: float

    def text(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class ShortWaits(RealClock):
    """The real time, but the waits after a failure are a share of what they would be."""

    share: float = 1.0

    def chance(self) -> float:
        return random.random() * self.share


def folder_of(folder: Path, kiosk: int) -> Path:
    return folder / f"kiosk-{kiosk}"


def interview_id(kiosk: int, number: int) -> str:
    return f"{kiosk:08x}-0000-7000-8000-{number:012x}"


def poison_id(kiosk: int) -> str:
    return f"poison-{kiosk}"


def let_in(folder: Path, plan: KioskPlan) -> None:
    with HubClient(plan.straight_url, HubSettings()) as client:
        for kiosk, code in enumerate(plan.codes):
            own = folder_of(folder, kiosk)
            own.mkdir(parents=True)
            rig = Rig(own)
            enrol(client.ask, rig.keys, (own / "match.key").write_bytes, plan.straight_url, code)
            rig.close()


def lay(rig: Rig, kiosk: int, number: int, laid: dict[str, str]) -> None:
    """One interview more in the outbox, with what two people said of it; its bytes are remembered before they go."""
    name = interview_id(kiosk, number)
    rig.interview(name, value=1.0 + number / 1000)
    for act, kind in enumerate(SAID):
        rig.journal.reviews.act(name, kind, f"reviewer-{act}", ACTS[kind.value], now=rig.clock.wall_s())
    row = rig.journal._db.execute("SELECT payload FROM outbox WHERE id = ?", [name]).fetchone()
    laid[name] = sha256(row[0])
    (rig.folder / LAID).write_text(json.dumps(laid), "utf-8")


def live(folder: Path, kiosk: int, plan: KioskPlan) -> None:
    rig = Rig(folder_of(folder, kiosk))
    rig.clock = ShortWaits(share=plan.wait_share)  # type: ignore[assignment]
    rig.journal.outbox.add(Job(poison_id(kiosk), INTERVIEW, POISON), now=rig.clock.wall_s())
    laid: dict[str, str] = {}
    how = HubSettings(connect_timeout_s=plan.read_timeout_s, read_timeout_s=plan.read_timeout_s)
    with HubClient(plan.url, how) as client:
        rounds = rig.rounds(client.ask)
        rounds._requests._rate = plan.requests_per_s
        while len(laid) < plan.interviews_each or rig.journal.outbox.state().waiting:
            if len(laid) < plan.interviews_each:
                lay(rig, kiosk, len(laid), laid)
            rig.clock.wait(rounds.step())
    rig.close()


def run() -> int:
    """0 when every kiosk has nothing left to send."""
    folder, told = Path(sys.argv[1]), json.loads(sys.argv[2])
    plan = KioskPlan(**{**told, "codes": tuple(told["codes"])})
    let_in(folder, plan)
    children = []
    for kiosk in range(len(plan.codes)):
        child = os.fork()
        if child == 0:
            try:
                live(folder, kiosk, plan)
            except Exception:  # noqa: BLE001 - a fork must not run on into its parent's code
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    sys.exit(run())
