"""The database as the service sees it: a pool, and a unit of work that always acts as somebody."""

import selectors
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from psycopg.sql import Literal
from sqlalchemy import Connection, DateTime, Engine, TextClause, create_engine, event, make_url, text
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from ehr.problems import Kind, Problem

TOO_MUCH_POWER = Kind(
    "too-much-power", 500,
    "The database role of the service is a superuser, bypasses row-level security or owns tables. Use ehr_app.",
    "服务使用的数据库角色权限过大（超级用户、可绕过行级安全或拥有表），请改用 ehr_app。",
)  # fmt: skip
IDLE_MOST_S = 5.0  # unused for longer, a connection may have been lost without a word


class Base(DeclarativeBase):
    """The tables of every subject. Every moment has its zone."""

    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's name and form


class ActorKind(StrEnum):
    """Who acts: a person, a kiosk, or the hub itself."""

    USER = "user"
    KIOSK = "kiosk"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """In whose name a transaction runs.

    `roles` are those that allow what is being done: a user's grants count only where one of these roles was
    granted, so being HR here and auditor there never adds up to HR there. `id` of a system actor is None,
    `job` names it in the audit log.
    """

    kind: ActorKind
    id: UUID | None = None
    roles: frozenset[str] = frozenset()
    job: str = ""


def system(job: str) -> Actor:
    """The hub itself, doing `job`; it sees every scope."""
    return Actor(ActorKind.SYSTEM, job=job)


class Database:
    """One pool of connections. Safe to share between threads."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self._engine = create_engine(
            sqlalchemy_url(url),
            pool_size=pool_size,
            max_overflow=0,
            hide_parameters=True,
            pool_timeout=10,
            isolation_level="AUTOCOMMIT",  # `work` begins by itself, in one trip with who acts
        )
        _check_idle(self._engine)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def work(self, actor: Actor, *, snapshot: bool = False) -> Iterator[Session]:
        """A transaction in the name of `actor`: committed at the end of the block, or rolled back whole.

        `snapshot`: every query sees the same moment.
        """
        with self._sessions.begin() as session:
            _begin(session.connection(), opening(actor, snapshot=snapshot))
            yield session

    def answer(self, question: TextClause, values: Mapping[str, object]) -> object:
        """The one value of one statement that nobody in particular asks, in no transaction of ours: one trip."""
        with self._engine.connect() as connection:
            return connection.scalar(question, values)

    def check_role(self) -> None:
        """Raises Problem `too-much-power` if the role could see past row-level security."""
        with self._engine.connect() as connection:
            strong = connection.scalar(
                text(
                    "select r.rolsuper or r.rolbypassrls or exists(select from pg_class c where c.relowner = r.oid)"
                    " from pg_roles r where r.rolname = current_user"
                )
            )
        if strong is not False:
            raise Problem(TOO_MUCH_POWER)

    def schema_heads(self) -> frozenset[str]:
        """The migrations the database has. Raises sqlalchemy.exc.DBAPIError if it cannot be reached."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(text("select version_num from alembic_version")))

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def sqlalchemy_url(url: str) -> str:
    """`url` with the driver we use, whatever form of postgres:// it has."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _begin(connection: Connection, words: str) -> None:
    """Begins and says who acts in one trip; the driver's own BEGIN would be a trip of its own."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        driver.execute(words.encode(), prepare=False)
    except psycopg.OperationalError as lost:
        connection.invalidate()
        raise OperationalError("begin", None, lost, hide_parameters=True) from lost


@lru_cache(maxsize=1000)
def opening(actor: Actor, *, snapshot: bool = False) -> str:
    """What begins a transaction in the name of `actor`, for a connection that begins none by itself."""
    told = {
        "ehr.actor_kind": actor.kind.value,
        "ehr.actor": str(actor.id or ""),
        "ehr.roles": ",".join(sorted(actor.roles)),
        "ehr.job": actor.job,
    }
    said = "".join(f"; set local {name} = {Literal(value).as_string()}" for name, value in told.items())
    return ("begin isolation level repeatable read" if snapshot else "begin") + said


def _check_idle(engine: Engine) -> None:
    """A connection that lay idle, or that the server has something to say on, is tried before it is used."""

    @event.listens_for(engine, "checkin")
    def _(_: object, record: ConnectionPoolEntry) -> None:
        record.info["left_s"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _(driver: Any, record: ConnectionPoolEntry, _: object) -> None:
        left_s = record.info.get("left_s")
        if left_s is None or (time.monotonic() - left_s < IDLE_MOST_S and not _has_news(driver)):
            return
        try:
            engine.dialect.do_ping(driver)
        except psycopg.Error as lost:
            raise InvalidatePoolError from lost


def _has_news(driver: psycopg.Connection) -> bool:
    """The server sent something unasked: as a rule, that it is going away."""
    with selectors.DefaultSelector() as looked:
        looked.register(driver.fileno(), selectors.EVENT_READ)
        return bool(looked.select(0))
