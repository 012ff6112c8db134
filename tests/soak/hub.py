"""The hub's long fault test: fifty kiosks, a hub killed a hundred times, PostgreSQL killed, a bad line.

Part `hub` of `python -m tests.soak`: ten runs of 200 interviews are the 2,000, with ten kills each.
"""

import logging
import tempfile
from pathlib import Path
from typing import Any

from ehr.embedded import _Server, embedded_server
from ehr.migrate import migrate
from tests.hub.faults import run as sync
from tests.hub.faults.run import Outcome
from tests.soak.plan import Plan
from tests.soak.record import Record

KIOSKS, INTERVIEWS, HUB_KILLS, DATABASE_KILLS = 50, 200, 10, 1  # of one run
WAIT_SHARE = 0.05  # of the breaker's up to 300 s: else most of the run is waiting


def run(record: Record, plan: Plan) -> None:
    """Run until the record is complete; one of its lines is one run with a fresh hub and fresh kiosks."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    while not record.is_complete:
        record.add(line_of(measure(seed=plan.seed + len(record.lines))))


def line_of(outcome: Outcome, interviews: int = INTERVIEWS) -> dict[str, Any]:
    """What came of a run; `faults` names all that is not as it was laid down."""
    poison = {each.id for each in outcome.parked} ^ outcome.kept_aside
    faults = [
        *(f"{outcome.at_hub} of {interviews} are at the hub" for _ in range(outcome.at_hub != interviews)),
        *(f"{outcome.duplicates} twice" for _ in range(bool(outcome.duplicates))),
        *(f"other bytes: {each}" for each in (*outcome.other_bytes, *outcome.other_records)),
        *(f"kiosk {each} still waits" for each in outcome.still_waiting),
        *(f"parked or kept aside alone: {each}" for each in sorted(poison)),
    ]
    return {
        "sent": outcome.sent,
        "at_hub": outcome.at_hub,
        "duplicates": outcome.duplicates,
        "other_bytes": len(outcome.other_bytes) + len(outcome.other_records),
        "hub_kills": outcome.hub_kills,
        "database_kills": outcome.database_kills,
        "took_s": round(outcome.took_s, 1),
        "faults": faults,
    }


def measure(
    *,
    kiosks: int = KIOSKS,
    interviews: int = INTERVIEWS,
    hub_kills: int = HUB_KILLS,
    database_kills: int = DATABASE_KILLS,
    most_s: float = 3600.0,
    seed: int = 1,
) -> Outcome:
    """What came of it; PostgreSQL runs with its usual safety and is stopped at once (`immediate`)."""
    with tempfile.TemporaryDirectory(prefix="ehr-soak-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        (folder / "pg").mkdir()
        with embedded_server(folder / "pg") as addresses:
            migrate(addresses.owner)
            server = _Server(folder / "pg", ())
            server.prepare()

            def kill_database() -> None:
                with server.alone():
                    server._run("pg_ctl", "stop", "-m", "immediate", "-D", str(server._cluster))
                    server.ensure_running()

            plan = sync.Plan(
                kiosks=kiosks,
                interviews=interviews,
                hub_kills=hub_kills,
                database_kills=database_kills,
                kill_database=kill_database,
                wait_share=WAIT_SHARE,
                most_s=most_s,
            )
            return sync.run(plan, addresses, folder, seed=seed)
