"""What people add to a dossier: documents, ratings, background checks, messages, merges."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import protect

revision = "0005"
down_revision = "0004"

TABLES = Path(__file__).with_name("0005_dossier.sql")


def upgrade() -> None:
    """Makes the tables of the dossier."""
    op.execute(TABLES.read_text("utf-8"))
    for table in ("documents", "ratings", "background_checks", "messages", "merges"):
        protect(table)
    protect("score_views", verbs="select, insert, delete")
