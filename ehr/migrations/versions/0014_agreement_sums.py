"""Agreement by sums, so that no request reads every rating; and lines that were made again (decision 0038)."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import own, protect

revision = "0014"
down_revision = "0013"

TABLES = Path(__file__).with_name("0014_agreement_sums.sql")


def upgrade() -> None:
    """Makes the sums, all of them due; a sitting's part of them is held to its scope."""
    op.execute(TABLES.read_text("utf-8"))
    own("agreement_due", verbs="select, insert, delete")
    own("agreement_sums", verbs="select, insert, update")
    protect("agreement_parts", verbs="select, insert, delete")
