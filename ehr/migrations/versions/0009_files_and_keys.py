"""A file of a release can be laid down again; wrapped keys can be wrapped again (decision 0029)."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Grants what the program could not do."""
    op.execute("grant update on release_files to ehr_app")
    op.execute("grant update (master_key_id, wrapped) on candidate_keys to ehr_app")
    op.execute("grant update (value) on hub_facts to ehr_app")
