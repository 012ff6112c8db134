"""The audit log: who saw what and who changed what, append-only and hash-chained by the database."""

from ehr.audit.repository import append

__all__ = ["append"]
