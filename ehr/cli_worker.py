"""`ehr worker`."""

import argparse
import sys
from typing import Any

from ehr.database import Database
from ehr.jobs import Parts, job_app
from ehr.keys import master_key
from ehr.log import log_to
from ehr.settings import Settings
from ehr.standing import brought_up_to_date, standing


def add_to(commands: Any) -> None:
    """Adds the command to the program."""
    about = "run background jobs until told to stop"
    commands.add_parser("worker", help=about, description=about).set_defaults(run=run_worker)


def run_worker(settings: Settings, _: argparse.Namespace) -> int:
    """Runs jobs; a signal lets those that run finish."""
    log_to(sys.stderr)
    with standing(settings) as roles:
        url = brought_up_to_date(roles)
        database = Database(url, pool_size=4)
        try:
            database.check_role()
            app = job_app(Parts(settings, database, master_key(settings.key_file)), url)
            print("ehr: the worker waits for jobs", flush=True)
            app.run_worker(name="ehr", concurrency=2, shutdown_graceful_timeout=30)
        finally:
            database.close()
    return 0
