"""What row-level security costs: the same pages and counts with a policy, and with a WHERE written by hand.

`python -m tests.bench.hub_policy` makes 200,000 rows in 200 sites and prints a table. Both ways run as the service's
role on one connection, in turns, so that whatever else the machine does falls on both.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from ehr.access import Role
from ehr.database import Actor, ActorKind, Database, opening
from ehr.embedded import Addresses, embedded_server
from ehr.migrate import migrate
from ehr.migrations.policy import VISIBLE
from tests.hub.world import World

ROWS, REGIONS, SITES_EACH = 200_000, 20, 10
ROUNDS, WARM = 100, 10
PAGE = "select id, scope_id, at from {table} {where} order by at desc, id limit 20"
COUNT = "select count(*) from {table} {where}"


@dataclass(frozen=True, slots=True)
class Cost:
    """Median times of one query for one user. `by_hand_ms` also tells the database who acts, which the audit needs;
    `bare_ms` is a transaction that says nothing, as the driver begins it."""

    who: str
    query: str
    rows: int
    policy_ms: float
    by_hand_ms: float
    bare_ms: float


def main() -> int:
    """Prints the table."""
    with tempfile.TemporaryDirectory(prefix="ehr-") as folder:
        Path(folder).chmod(0o711)
        with embedded_server(Path(folder)) as addresses:
            costs = measured(addresses)
    _say(
        f"{'user of':14}{'query':8}{'rows':>8}{'policy ms':>11}{'by hand':>9}{'bare':>8}{'ratio':>7}{'to bare':>9}"
    )
    for each in costs:
        _say(
            f"{each.who:14}{each.query:8}{each.rows:>8}{each.policy_ms:>11.3f}{each.by_hand_ms:>9.3f}"
            f"{each.bare_ms:>8.3f}{each.policy_ms / each.by_hand_ms:>7.2f}{each.policy_ms / each.bare_ms:>9.2f}"
        )
    return 0


def measured(addresses: Addresses) -> list[Cost]:
    """The cost for a user of a site, a region and the organisation."""
    migrate(addresses.owner)
    database = Database(addresses.program, pool_size=2)
    world = World(database)
    top = world.scope("organisation")
    regions = [world.scope("region", top) for _ in range(REGIONS)]
    sites = [world.scope("site", region) for region in regions for _ in range(SITES_EACH)]
    users = {
        "site": (world.user(sites[0], Role.HR), sites[:1]),
        "region": (world.user(regions[0], Role.HR), [regions[0], *sites[:SITES_EACH]]),
        "organisation": (world.user(top, Role.HR), [top, *regions, *sites]),
    }
    database.close()
    _make_tables(addresses, sites)
    costs = []
    with psycopg.connect(addresses.program, autocommit=True) as connection:
        for who, (user, scopes) in users.items():
            for name, query in (("page", PAGE), ("count", COUNT)):
                costs.append(_cost(connection, who, name, query, user, scopes))
    return costs


def _make_tables(addresses: Addresses, sites: list[int]) -> None:
    """Two tables with the same rows and indexes, one of them under the policy every table of the hub has."""
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        for table in ("guarded", "bare"):
            connection.execute(
                f"create table {table} (id uuid primary key, scope_id int not null, at timestamptz not null)"
            )
            connection.execute(f"create index on {table} (scope_id, at desc, id)")
            connection.execute(f"grant select on {table} to ehr_app")
        connection.execute(
            "insert into guarded select gen_random_uuid(), (%s::int[])[1 + n %% %s], now() - n * interval '1 minute'"
            " from generate_series(1, %s) as n",
            [sites, len(sites), ROWS],
        )
        connection.execute("insert into bare select * from guarded")
        connection.execute("alter table guarded enable row level security")
        connection.execute("alter table guarded force row level security")
        connection.execute(
            f"create policy scope on guarded to ehr_app using ({VISIBLE.format(column='scope_id')})"
        )
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _cost(
    connection: psycopg.Connection, who: str, name: str, query: str, user: UUID, scopes: list[int]
) -> Cost:  # fmt: skip
    guarded = query.format(table="guarded", where="")
    by_hand = query.format(table="bare", where="where scope_id = any(%s)")

    opened = opening(Actor(ActorKind.USER, user, frozenset({Role.HR})))  # as the hub begins every transaction

    def with_policy() -> list[tuple[object, ...]]:
        connection.execute(opened, prepare=False)
        rows = connection.execute(guarded).fetchall()
        connection.commit()
        return rows

    def with_where() -> list[tuple[object, ...]]:
        connection.execute(opened, prepare=False)
        rows = connection.execute(by_hand, [scopes]).fetchall()
        connection.commit()
        return rows

    def bare() -> list[tuple[object, ...]]:
        with connection.transaction():
            return connection.execute(by_hand, [scopes]).fetchall()

    assert with_policy() == with_where() == bare()
    taken: dict[Callable[[], object], list[float]] = {with_policy: [], with_where: [], bare: []}
    for number in range(ROUNDS):
        for run, times in taken.items():
            started_s = time.perf_counter()
            run()
            if number >= WARM:
                times.append((time.perf_counter() - started_s) * 1000)
    medians = [statistics.median(times) for times in taken.values()]
    rows = connection.execute("select count(*) from bare where scope_id = any(%s)", [scopes]).fetchone()
    return Cost(who, name, int(rows[0]) if rows else 0, *medians)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
