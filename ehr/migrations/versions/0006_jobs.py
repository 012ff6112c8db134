"""The queue of background jobs. Their arguments are ids and codes: there is no row-level security on them."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = Path(__file__).with_name("0006_jobs.sql")


def upgrade() -> None:
    """Makes procrastinate's tables, for the program to use."""
    script = TABLES.read_text("utf-8").replace("%", "%%")  # the driver would take one for a placeholder
    op.get_bind().exec_driver_sql(script)
    op.execute(
        """
        do $$
        declare name text;
        begin
            for name in select tablename from pg_tables where schemaname = 'public' and tablename like 'procrastinate%'
            loop execute format('grant select, insert, update, delete on %I to ehr_app', name); end loop;
            for name in select sequencename from pg_sequences
                where schemaname = 'public' and sequencename like 'procrastinate%'
            loop execute format('grant usage, select on sequence %I to ehr_app', name); end loop;
        end $$
        """
    )
