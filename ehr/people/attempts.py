"""What slows down those who guess: counts of attempts, kept in the database, so that every copy of the hub knows."""

from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import text

from ehr.database import Database, system
from ehr.keys import MasterKey
from ehr.problems import TOO_MANY, Problem

FREE = 5  # wrong answers within FORGOTTEN_AFTER_S that cost nothing but themselves
LONGEST_WAIT_S = 900
FORGOTTEN_AFTER_S = 3600
COUNT = text(
    """
    insert into attempts as a (key_hash, failed, last_at, wait_until) values (:key, 1, :now, :now)
    on conflict (key_hash) do update set
        failed = case when a.last_at < :forgotten then 1 else a.failed + 1 end,
        last_at = :now,
        wait_until = cast(:now as timestamptz) + make_interval(secs => case
            when a.last_at < :forgotten or a.failed + 1 < :free then 0
            else least(:longest, :first * power(2, least(a.failed + 1 - :free, 20))) end)
    where a.wait_until <= :now
    returning failed
    """
)


class Attempts:
    """Counts attempts by name, by sender and by second factor."""

    def __init__(self, database: Database, key: MasterKey) -> None:
        self._database = database
        self._key = key

    def begin(self, what: str, *, free: int = FREE, first_wait_s: int = 1) -> int:
        """Counts an attempt at `what` as failed before it is looked at, so that many at once gain nothing.

        After `free` of them the next waits `first_wait_s`, then twice as long each time. Returns how many there
        were. Raises Problem `too-many-requests` while `what` has to wait.
        """
        now = datetime.now(UTC)
        values = {
            "key": self._hash(what),
            "now": now,
            "forgotten": now - timedelta(seconds=FORGOTTEN_AFTER_S),
            "free": free,
            "longest": LONGEST_WAIT_S,
            "first": first_wait_s,
        }
        with self._database.work(system("sign-in")) as session:
            failed = session.scalar(COUNT, values)
            if failed is None:
                until = session.scalar(text("select wait_until from attempts where key_hash = :key"), values)
                wait_s = ceil((until - now).total_seconds()) if until else 1
                raise Problem(TOO_MANY, retry_after_s=max(1, wait_s))
        return int(failed)

    def forget(self, what: str) -> None:
        """It was right after all."""
        with self._database.work(system("sign-in")) as session:
            session.execute(text("delete from attempts where key_hash = :key"), {"key": self._hash(what)})

    def _hash(self, what: str) -> bytes:
        """Neither names nor addresses lie in the table."""
        return self._key.keyed_hash("attempts", what)
