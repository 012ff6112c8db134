"""What people said of interviews, at kiosks and at the hub (decision 0034)."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import protect

revision = "0010"
down_revision = "0009"

TABLES = Path(__file__).with_name("0010_review.sql")


def upgrade() -> None:
    """Makes the table of acts; nobody changes one: it is added, and goes with its person."""
    op.execute(TABLES.read_text("utf-8"))
    protect("review_acts", verbs="select, insert, delete")
