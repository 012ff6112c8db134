"""A unit of work: one transaction, in one name, on a connection that works."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError

from ehr.database import Actor, ActorKind, Database, system
from ehr.embedded import Addresses
from tests.hub.world import World

SAID = text(
    "select current_setting('ehr.actor_kind'), current_setting('ehr.actor'), current_setting('ehr.roles'),"
    " current_setting('ehr.job')"
)
FACTS = text("select count(*) from hub_facts")
NEW_FACT = text("insert into hub_facts values (:name, 'x')")


@pytest.mark.parametrize(
    "job", ["it's", 'a "job"', "back\\slash'; reset ehr.actor_kind; --", "工作", "%s {}", ""]
)
def test_who_acts_is_said_as_it_is(database: Database, job: str) -> None:
    who = Actor(ActorKind.USER, uuid4(), frozenset({"hr", "analyst"}), job)
    with database.work(who) as session:
        assert tuple(session.execute(SAID).one()) == ("user", str(who.id), "analyst,hr", job)
    with database.work(system("next")) as session:
        assert tuple(session.execute(SAID).one()) == ("system", "", "", "next")


def test_a_failure_takes_everything_back_and_the_connection_goes_on(database: Database) -> None:
    job = system("test")
    for failure in ("raise", "statement"):
        with pytest.raises((ZeroDivisionError, DataError)), database.work(job) as session:  # noqa: PT012
            session.execute(NEW_FACT, {"name": "one"})
            session.execute(NEW_FACT, {"name": "two"})
            _ = 1 // 0 if failure == "raise" else session.execute(text("select 1/0"))
        with database.work(job) as session:
            assert session.scalar(FACTS) == 0
    with database.work(job) as session:
        session.execute(NEW_FACT, {"name": "one"})
    with database.work(job) as session:
        assert session.scalar(FACTS) == 1


def test_a_snapshot_sees_one_moment(database: Database, world: World) -> None:
    query = text("select count(*) from scopes")
    with database.work(system("test"), snapshot=True) as session, database.work(system("test")) as other:
        before = session.scalar(query)
        world.tree()
        assert session.scalar(query) == before
        assert other.scalar(query) == before + 7


def test_connections_that_the_server_ended_are_replaced_before_they_are_used(
    database: Database, addresses: Addresses
) -> None:
    with database.work(system("test")) as first, database.work(system("test")) as second:
        assert first.scalar(FACTS) == second.scalar(FACTS) == 0
    mine = "usename = 'ehr_app' and datname = current_database()"
    cut = f"select pg_terminate_backend(pid, 5000) from pg_stat_activity where {mine}"
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        assert len(connection.execute(cut).fetchall()) == 2
    with database.work(system("test")) as first, database.work(system("test")) as second:
        assert first.scalar(FACTS) == second.scalar(FACTS) == 0
    assert database.answer(FACTS, {}) == 0


def test_a_transaction_whose_connection_is_cut_fails_by_the_name_that_means_ask_again(
    database: Database, addresses: Addresses
) -> None:
    with pytest.raises(OperationalError), database.work(system("test")) as session:  # noqa: PT012
        mine = session.scalar(text("select pg_backend_pid()"))
        with psycopg.connect(addresses.superuser, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(%s, 5000)", [mine])
        session.execute(NEW_FACT, {"name": "lost"})
    with database.work(system("test")) as session:
        assert session.scalar(FACTS) == 0
