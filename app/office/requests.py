"""What the administrator's screens ask."""

from dataclasses import dataclass, field
from pathlib import Path

from app.office.audit_values import AuditFilter
from app.office.values import Section


@dataclass(frozen=True, slots=True)
class Show:
    """Open a section."""

    section: Section


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A further account."""

    name: str
    is_admin: bool
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Another role or secret; a role always comes with a new secret, for administrators need a PIN."""

    name: str
    is_admin: bool
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Take an account away."""

    name: str


@dataclass(frozen=True, slots=True)
class LinkPerson:
    """Say what an account signs in to the hub with, so that its training counts there; "": nobody there."""

    name: str
    at_hub: str


@dataclass(frozen=True, slots=True)
class UnlockPerson:
    """End somebody's wait after wrong secrets."""

    name: str


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Offer these records as if they were new."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAtRecord:
    """Show what can be told of one refused record."""

    id: str


@dataclass(frozen=True, slots=True)
class ExportRefusals:
    """Write to a file what the hub said of each refused record, without what is in them."""

    file: Path


@dataclass(frozen=True, slots=True)
class FilterAudit:
    """Show what passes."""

    chosen: AuditFilter


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Check the chains and everything that hangs on them."""

    chosen: AuditFilter


@dataclass(frozen=True, slots=True)
class ExportAudit:
    """Write the whole log to a file."""

    file: Path
    chosen: AuditFilter


@dataclass(frozen=True, slots=True)
class DeleteDue:
    """Delete what is past its term; from then on the clock counts as right."""


@dataclass(frozen=True, slots=True)
class AskDeletion:
    """A candidate asks for deletion."""

    interview_id: str


@dataclass(frozen=True, slots=True)
class MakeBackup:
    """Copy the database."""


@dataclass(frozen=True, slots=True)
class InstallPack:
    """Fetch and try a pack; its licence was accepted. folder: where it lies, a drive or a mirror; None: the hub."""

    name: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class CheckPacks:
    """Compare each file of each installed pack with its sum."""


@dataclass(frozen=True, slots=True)
class TestDevices:
    """Open microphone and camera, and listen for a moment."""
