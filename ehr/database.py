"""The database as the service sees it: a pool, and a unit of work that always acts as somebody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import DateTime, create_engine, make_url, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from ehr.problems import Kind, Problem

TOO_MUCH_POWER = Kind(
    "too-much-power", 500,
    "The database role of the service is a superuser, bypasses row-level security or owns tables. Use ehr_app.",
    "服务使用的数据库角色权限过大（超级用户、可绕过行级安全或拥有表），请改用 ehr_app。",
)  # fmt: skip


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
            pool_pre_ping=True,
        )
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @contextmanager
    def work(self, actor: Actor, *, snapshot: bool = False) -> Iterator[Session]:
        """A transaction in the name of `actor`: committed at the end of the block, or rolled back whole.

        `snapshot`: every query sees the same moment.
        """
        with self._sessions.begin() as session:
            if snapshot:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            session.execute(
                text(
                    "select set_config('ehr.actor_kind', :kind, true), set_config('ehr.actor', :id, true),"
                    " set_config('ehr.roles', :roles, true), set_config('ehr.job', :job, true)"
                ),
                {
                    "kind": actor.kind.value,
                    "id": str(actor.id or ""),
                    "roles": ",".join(sorted(actor.roles)),
                    "job": actor.job,
                },
            )
            yield session

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
