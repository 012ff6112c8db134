"""One row of every table that has a scope, made from the table's own description; new tables come by themselves."""

from uuid import UUID, uuid4

import psycopg
from psycopg import sql

TABLES = (
    "select table_name from information_schema.columns"
    " where table_schema = 'public' and column_name in ('id', 'scope_id') group by 1 having count(*) = 2 order by 1"
)
COLUMNS = (
    "select column_name, udt_name from information_schema.columns where table_schema = 'public' and table_name = %s"
    " and is_nullable = 'NO' and column_default is null and is_identity = 'NO'"
    " and column_name not in ('id', 'scope_id')"
)
CHECKS = "select conname from pg_constraint where contype = 'c' and conrelid = %s::regclass"  # of what values look like
VALUES = {
    "uuid": "gen_random_uuid()", "text": "gen_random_uuid()::text", "bytea": "sha256(gen_random_uuid()::text::bytea)",
    "int4": "1", "int8": "1", "int2": "1", "float4": "1", "float8": "1", "numeric": "1", "bool": "false",
    "timestamptz": "now()", "date": "current_date", "jsonb": "'{}'", "_int4": "'{}'", "_text": "'{}'",
}  # fmt: skip


def furnished(superuser: str, scope_id: int) -> dict[str, object]:
    """An id for each kind of thing in a scope, by the name that paths call it (`interview_id`).

    The rows hold nothing true; what points to other rows points nowhere.
    """
    things: dict[str, object] = {}
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        for (table,) in connection.execute(TABLES).fetchall():
            things[name_of(table)] = _row(connection, table, scope_id)
    return things


def name_of(table: str) -> str:
    """What paths call the id of a row: its last word, one of it."""
    return table.rpartition("_")[2].removesuffix("s") + "_id"


def _row(connection: psycopg.Connection, table: str, scope_id: int) -> UUID:
    for (name,) in connection.execute(CHECKS, [table]).fetchall():
        connection.execute(
            sql.SQL("alter table {} drop constraint {}").format(sql.Identifier(table), sql.Identifier(name))
        )
    columns = connection.execute(COLUMNS, [table]).fetchall()
    names = [sql.Identifier(name) for name, _ in columns]
    values = [sql.SQL(VALUES[kind]) for _, kind in columns]
    made = uuid4()
    connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join([sql.Identifier("id"), sql.Identifier("scope_id"), *names]),
            sql.SQL(", ").join([sql.Literal(made), sql.Literal(scope_id), *values]),
        )
    )
    return made
