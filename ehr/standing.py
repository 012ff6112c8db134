"""Where the database is: the one the settings name, or the hub's own, running while it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import ProgrammingError

from ehr.database import Database
from ehr.embedded import embedded_server
from ehr.migrate import migrate, wanted_heads
from ehr.problems import Kind, Problem
from ehr.settings import Settings

NO_OWNER = Kind(
    "no-owner-url", 500, "Set EHR_OWNER_URL to the role that owns the tables.",
    "请将 EHR_OWNER_URL 设为表的所有者角色。",
)  # fmt: skip
OLD_SCHEMA = Kind(
    "old-schema", 500, "The tables are not those of this version. Set EHR_OWNER_URL and run: ehr migrate",
    "数据表与此版本不符。请设置 EHR_OWNER_URL 并运行 ehr migrate。",
)  # fmt: skip
NO_BACKUP_ROLE = Kind(
    "no-backup-url", 500, "Set EHR_BACKUP_URL to a role that may read every row (BYPASSRLS or superuser).",
    "请将 EHR_BACKUP_URL 设为可读取全部数据的角色（BYPASSRLS 或超级用户）。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roles:
    """The database as each role reaches it; what the settings do not name is None."""

    program: str
    owner: str | None
    backup: str | None

    def owner_or_refused(self) -> str:
        """The owner's address. Raises Problem `no-owner-url`."""
        if self.owner is None:
            raise Problem(NO_OWNER)
        return self.owner

    def backup_or_refused(self) -> str:
        """The address of the role that sees every row. Raises Problem `no-backup-url`."""
        if self.backup is None:
            raise Problem(NO_BACKUP_ROLE)
        return self.backup


@contextmanager
def standing(settings: Settings) -> Iterator[Roles]:
    """The database, reachable inside the block."""
    if settings.database_url:
        yield Roles(settings.database_url, settings.owner_url, settings.backup_url)
        return
    with embedded_server(settings.data) as addresses:
        yield Roles(addresses.program, addresses.owner, addresses.superuser)


def brought_up_to_date(roles: Roles) -> str:
    """The program's address; the schema is migrated where we know the owner's, and looked at where we do not.

    Raises Problem `old-schema`, `newer-schema`.
    """
    if roles.owner is not None:
        migrate(roles.owner)
        return roles.program
    database = Database(roles.program, pool_size=1)
    try:
        heads = database.schema_heads()
    except ProgrammingError:  # not even the table of migrations is there
        heads = frozenset()
    finally:
        database.close()
    if heads != wanted_heads():
        raise Problem(OLD_SCHEMA)
    return roles.program
