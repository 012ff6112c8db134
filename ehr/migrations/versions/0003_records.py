"""Candidates as people, their interviews, and the records of kiosks that tell of them."""

from pathlib import Path

from alembic import op

from ehr.migrations.policy import open_to_owner, protect

revision = "0003"
down_revision = "0002"

TABLES = Path(__file__).with_name("0003_records.sql")


def upgrade() -> None:
    """Makes what ingest writes and the dossier reads."""
    op.execute(TABLES.read_text("utf-8"))
    for table in ("interviews", "consent_receipts", "quarantine"):
        protect(table, verbs="select, insert, update, delete")
    for table in ("candidate_identities", "interview_scores", "answer_scores", "kiosk_audit"):
        protect(table, verbs="select, insert, update, delete")
    protect("records", verbs="select, insert, delete")
    open_to_owner(
        "candidates"
    )  # candidates_named looks through its index, and holds it to the scopes in sight
