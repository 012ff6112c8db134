"""The hub's long fault test: fifty kiosks, a hub killed a hundred times, PostgreSQL killed, a bad line.

Then Schemathesis, as everybody. `python -m tests.soak.hub` writes out/soak_hub.json; `--kiosks`, `--interviews`,
`--kills`, `--database-kills`, `--most-s` and `--examples` make it smaller.
"""

import argparse
import json
import logging
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from starlette.testclient import TestClient

from ehr.application import create_app
from ehr.database import Database
from ehr.embedded import _Server, embedded_server
from ehr.migrate import migrate
from ehr.settings import Settings
from tests.hub.faults.fuzz import BASE, fuzz
from tests.hub.faults.run import Outcome, Plan, run
from tests.hub.faults.test_leaks import leaks
from tests.hub.world import World

KIOSKS, INTERVIEWS, HUB_KILLS, DATABASE_KILLS = 50, 2000, 100, 5
WAIT_SHARE = 0.05  # of the breaker's up to 300 s: else most of the run is waiting
OUT = Path("out/soak_hub.json")


def measure(
    *,
    kiosks: int = KIOSKS,
    interviews: int = INTERVIEWS,
    hub_kills: int = HUB_KILLS,
    database_kills: int = DATABASE_KILLS,
    most_s: float = 3600.0,
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

            plan = Plan(
                kiosks=kiosks,
                interviews=interviews,
                hub_kills=hub_kills,
                database_kills=database_kills,
                kill_database=kill_database,
                wait_share=WAIT_SHARE,
                most_s=most_s,
            )
            return run(plan, addresses, folder)


def attacked(examples: int) -> dict[str, object]:
    """Schemathesis, `examples` requests of each kind to each route, as everybody; and every route from elsewhere."""
    with tempfile.TemporaryDirectory(prefix="ehr-soak-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with embedded_server(folder / "pg") as addresses:
            migrate(addresses.owner)
            app = create_app(Settings(data=folder / "hub", public_url=BASE), addresses.program)
            with (
                TestClient(app, base_url=BASE, raise_server_exceptions=False) as client,
                closing(Database(addresses.program, pool_size=2)) as database,
            ):
                world = World(database)
                found = fuzz(app, client, world, examples=examples, as_everyone=True)
                seen = leaks(app, client, world)
    return {
        "schemathesis_requests": found.sent,
        "schemathesis_5xx": found.server_errors,
        "schemathesis_faults": sorted(found.faults),
        "scope_leaks": len(seen),
    }


def figures(outcome: Outcome) -> dict[str, object]:
    """The figures of a run by their names in out/soak.json."""
    return {
        "sync_interviews_sent": outcome.sent,
        "sync_interviews_at_hub": outcome.at_hub,
        "sync_duplicates": outcome.duplicates,
        "sync_other_bytes": len(outcome.other_bytes) + len(outcome.other_records),
        "sync_kiosks_still_waiting": len(outcome.still_waiting),
        "sync_parked": len(outcome.parked),
        "sync_poison": len(outcome.kept_aside),
        "hub_kills": outcome.hub_kills,
        "database_kills": outcome.database_kills,
        "line_faults": asdict(outcome.faults),
        "took_s": round(outcome.took_s, 1),
    }


def main() -> int:
    """0 if everything that was laid down is at the hub, once, byte for byte."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="tests.soak.hub")
    parser.add_argument("--kiosks", type=int, default=KIOSKS)
    parser.add_argument("--interviews", type=int, default=INTERVIEWS)
    parser.add_argument("--kills", type=int, default=HUB_KILLS)
    parser.add_argument("--database-kills", type=int, default=DATABASE_KILLS)
    parser.add_argument("--most-s", type=float, default=3600.0)
    parser.add_argument("--examples", type=int, default=20, help="of Schemathesis, for each route; 0: none")
    asked = parser.parse_args()
    outcome = measure(
        kiosks=asked.kiosks,
        interviews=asked.interviews,
        hub_kills=asked.kills,
        database_kills=asked.database_kills,
        most_s=asked.most_s,
    )
    told = figures(outcome) | (attacked(asked.examples) if asked.examples else {})
    text = json.dumps(told, indent=2)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(text + "\n", "utf-8")
    print(text)  # noqa: T201 - what the command is for
    is_sound = (
        outcome.sent == outcome.at_hub == asked.interviews // asked.kiosks * asked.kiosks
        and not outcome.duplicates + len(outcome.other_bytes) + len(outcome.other_records)
        and not outcome.still_waiting
        and {each.id for each in outcome.parked} == outcome.kept_aside
        and not told.get("schemathesis_5xx")
        and not told.get("scope_leaks")
    )
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
