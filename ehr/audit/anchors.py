"""Heads of the audit log, signed and kept outside the database, so that a tail cut off there is found."""

import os
from pathlib import Path

from ehr.audit import repository
from ehr.audit.export import signed_heads
from ehr.database import Database, system
from ehr.keys import MasterKey

ANCHORS = "audit-heads.jsonl"  # in the data folder; one line each time


def keep_heads(database: Database, key: MasterKey, data: Path) -> str:
    """The line that was added to the file: where every chain ends now."""
    with database.work(system("audit-heads")) as session:
        line = signed_heads(repository.heads(session), key)
    descriptor = os.open(data / ANCHORS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return line
