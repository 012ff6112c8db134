"""Scopes, people, kiosks, the audit log, candidates and their keys."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import VISIBLE, open_to_owner, own, protect

revision = "0001"
down_revision = None

MINE = "id = nullif(current_setting('ehr.actor', true), '')::uuid"
BELOW_MINE = VISIBLE.format(column="parent_id") + " or my_kind() = 'system'"
TABLES = Path(__file__).with_name("0001_foundation.sql")


def upgrade() -> None:
    """Makes everything that the other subjects build on."""
    op.execute(TABLES.read_text("utf-8"))
    # A new scope is not yet among those the function knows: its parent is. The first ones the hub itself makes.
    protect("scopes", column="id", verbs="select, insert, update", also=BELOW_MINE)
    protect("users", verbs="select, insert, update", also=MINE)
    protect("grants", verbs="select, insert, delete", also=f"user_{MINE}")
    protect("kiosks", verbs="select, insert, update", also=MINE)
    for table in ("scopes", "grants", "users", "kiosks"):
        open_to_owner(table)
    own("scope_closure", verbs="select")
    own("sessions")
    protect("audit_log", column="chain", verbs="select, insert", also="chain = 0 and my_kind() = 'system'")
    op.execute("create policy anybody_appends on audit_log for insert to ehr_app with check (chain = 0)")
    own("audit_heads", verbs="select")
    protect("candidates")
    protect("candidate_keys", verbs="select, insert, delete")
    op.execute("grant select on alembic_version to ehr_app")
