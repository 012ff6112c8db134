"""Which of the program's scores are hidden for want of agreement, found over all ratings (decisions 0025, 0033)."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import own

revision = "0012"
down_revision = "0011"

TABLES = Path(__file__).with_name("0012_hidden_scores.sql")


def upgrade() -> None:
    """Makes the one row of it; what it is found of tells it that it changed."""
    op.execute(TABLES.read_text("utf-8"))
    own("hidden_scores", verbs="select, update")
