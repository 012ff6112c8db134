"""Kiosks: how they are let in, how they are, what they fetch."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import protect, restrict

revision = "0004"
down_revision = "0003"

TABLES = Path(__file__).with_name("0004_fleet.sql")
HUB = "my_kind() = 'system'"
SITE_AND_ABOVE = (
    "scope_id in (select ancestor_id from scope_closure"
    " where descendant_id = any ((select my_scope_ids())::int[]))"
)


def upgrade() -> None:
    """Enrolment codes, keys, tokens, heartbeats, releases, appointments."""
    op.execute(TABLES.read_text("utf-8"))
    for table in ("enrolment_codes", "kiosk_health", "appointments"):
        protect(table)
    for table in ("kiosk_keys", "kiosk_nonces", "kiosk_tokens"):
        restrict(table, HUB)
    protect("releases")
    protect("release_files", verbs="select, insert")
    for table in ("releases", "release_files"):  # an organisation's releases are those of its sites
        op.execute(f"create policy above_reads on {table} for select to ehr_app using ({SITE_AND_ABOVE})")
