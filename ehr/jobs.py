"""Background jobs, on the same PostgreSQL: what runs by the clock, and the app that workers run.

Any number of workers on any number of machines; of a job that runs by the clock one of them takes each turn. A job
gets ids and codes as arguments, never personal data: they lie in the queue as they are.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from procrastinate import App, PsycopgConnector, RetryStrategy

from ehr.agreement.service import refresh
from ehr.audit.anchors import keep_heads
from ehr.database import Database
from ehr.keys import MasterKey
from ehr.settings import Settings
from ehr.sweeping import sweep

LOG = logging.getLogger(__name__)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Parts:
    """What a job may use."""

    settings: Settings
    database: Database
    key: MasterKey


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that runs by the clock (`cron`: minute, hour, day, month, weekday, in UTC)."""

    name: str
    cron: str
    run: Callable[[Parts], object]


PERIODIC = (  # one line for each; subjects add theirs here
    Periodic("sweep", "*/10 * * * *", lambda parts: sweep(parts.database)),
    Periodic("hidden_scores", "* * * * *", lambda parts: refresh(parts.database)),
    Periodic(
        "audit_heads", "7 * * * *", lambda parts: keep_heads(parts.database, parts.key, parts.settings.data)
    ),
)


def job_app(parts: Parts, url: str, periodic: tuple[Periodic, ...] = PERIODIC) -> App:
    """The app that a worker runs and jobs are deferred with, on the database of `url`."""
    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=4))
    for job in periodic:
        _add(app, job, parts)
    return app


def _add(app: App, job: Periodic, parts: Parts) -> None:
    """A turn that is still waiting is not queued a second time; one that fails is tried again, later and later."""

    @app.periodic(cron=job.cron, queueing_lock=job.name)
    @app.task(
        name=job.name, queueing_lock=job.name, retry=RetryStrategy(max_attempts=TRIES, exponential_wait=5)
    )
    def run(timestamp: int) -> None:
        job.run(parts)
        LOG.info("job %s of %s is done", job.name, timestamp)
