"""The hub under attack: Schemathesis on every route as everybody, and every route as whoever must not see it.

Part `attacks` of `python -m tests.soak`: each run has a hub of its own and another seed.
"""

import logging
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from ehr.application import create_app
from ehr.database import Database
from ehr.embedded import embedded_server
from ehr.migrate import migrate
from ehr.settings import Settings
from tests.hub.faults.fuzz import BASE, fuzz
from tests.hub.faults.test_leaks import leaks, leaks_of_each_role
from tests.hub.world import World
from tests.soak.plan import Plan
from tests.soak.record import Record

EXAMPLES = 5  # of requests that could work, and as many broken ones, for each route; each sent by everybody


def run(record: Record, plan: Plan) -> None:
    """Attack until the record is complete."""
    logging.disable(logging.CRITICAL)  # each refusal is a line of the hub's log
    try:
        while not record.is_complete:
            record.add(attacked(EXAMPLES, plan.seed + len(record.lines)))
    finally:
        logging.disable(logging.NOTSET)


def attacked(examples: int, seed: int) -> dict[str, Any]:
    """What one run found. seed: of Schemathesis."""
    began_s = time.monotonic()
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
                found = fuzz(app, client, world, examples=examples, first=seed, as_everyone=True)
                seen = [*leaks(app, client, world)]
                tried, more = leaks_of_each_role(app, client, world)
    return {
        "requests": found.sent,
        "server_errors": found.server_errors,
        "tried": tried,
        "leaks": len(seen) + len(more),
        "took_s": round(time.monotonic() - began_s, 1),
        "faults": [*(f"{at}: {how}" for at, how in sorted(found.faults.items())), *seen, *more],
    }
