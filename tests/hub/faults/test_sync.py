"""Five kiosks, a hub that is killed, a database that cuts everybody off, a bad line: everything arrives, once.

The long run, with fifty kiosks and a PostgreSQL that is killed, is `python -m tests.soak hub`.
"""

from pathlib import Path

import psycopg
import pytest

from ehr.embedded import Addresses
from tests.hub.faults.kiosks import SAID, poison_id
from tests.hub.faults.run import Outcome, Plan, run

CUT = """
select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
"""


@pytest.fixture
def outcome(addresses: Addresses, tmp_path: Path) -> Outcome:
    def cut_everybody_off() -> None:
        with psycopg.connect(addresses.superuser, autocommit=True) as connection:
            connection.execute(CUT)

    plan = Plan(
        kiosks=5,
        interviews=60,
        hub_kills=5,
        database_kills=2,
        kill_database=cut_everybody_off,
        requests_per_s=8.0,
        wait_share=0.05,
        read_timeout_s=1.5,
        most_s=90.0,
    )
    return run(plan, addresses, tmp_path)


def test_killed_hubs_and_bad_lines_lose_and_double_nothing(outcome: Outcome) -> None:
    assert (outcome.kiosks_ended, outcome.still_waiting) == (0, [])
    assert (outcome.sent, outcome.at_hub, outcome.duplicates) == (60, 60, 0)
    assert (outcome.receipts, outcome.candidates) == (60, 60)
    said = [(number, kind.value) for number, kind in enumerate(SAID, 1)]
    assert [each[1:] for each in outcome.acts] == said * 60  # each once, and in the order they were said
    assert len({each[0] for each in outcome.acts}) == 60
    assert outcome.other_bytes == outcome.other_records == []
    poison = {poison_id(kiosk) for kiosk in range(5)}
    assert {each.id for each in outcome.parked} == outcome.kept_aside == poison
    assert (outcome.hub_kills, outcome.database_kills) == (5, 2)
    assert outcome.faults.lost_answers + outcome.faults.resets + outcome.faults.refused > 0
