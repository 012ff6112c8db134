"""Brings the schema of a database up to what this version of the hub needs."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from ehr.database import sqlalchemy_url
from ehr.problems import Kind, Problem

NEWER_SCHEMA = Kind(
    "newer-schema", 500, "A newer version of the hub has changed this database. Start that version.",
    "此数据库已由更新版本的平台修改，请启动新版本。",
)  # fmt: skip
ONE_AT_A_TIME = 7_102_026  # of several hubs that start together one migrates, the others wait


def migrate(owner_url: str) -> None:
    """The database of `owner_url` has every table. Raises Problem `newer-schema`, and what SQLAlchemy raises."""
    engine = create_engine(sqlalchemy_url(owner_url), poolclass=NullPool)
    with engine.connect() as guard, engine.connect() as connection:
        guard.execute(text("select pg_advisory_lock(:key)"), {"key": ONE_AT_A_TIME})
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "heads")
        except CommandError as error:  # a change it has is not among ours
            raise Problem(NEWER_SCHEMA) from error
    engine.dispose()


@cache
def wanted_heads() -> frozenset[str]:
    """The migrations that a ready database has."""
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config
