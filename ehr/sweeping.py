"""What the hub forgets by itself: sessions, links and counts that are long over."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from ehr.database import Database, system

KEPT_FOR = timedelta(days=30)  # who signed in and when stands in the audit log
STATEMENTS = (
    "delete from sessions where started_at < :before",
    "delete from links where valid_until < :before",
    "delete from oidc_starts where begun_at < :day",
    "delete from attempts where last_at < :day and wait_until < :now",
)


def sweep(database: Database) -> int:
    """How many rows were over and are gone."""
    now = datetime.now(UTC)
    values = {"now": now, "day": now - timedelta(days=1), "before": now - KEPT_FOR}
    gone = 0
    with database.work(system("sweep")) as session:
        for statement in STATEMENTS:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            gone += len(session.execute(text(statement + " returning 1"), used).all())
    return gone
