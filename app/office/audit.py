"""The audit log for an administrator: filtered, checked, exported."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import KioskError
from app.office.values import AuditFilter, AuditLine, AuditView
from app.private_file import replace_file
from app.store.audit import export_lines
from app.store.journal import Journal
from app.store.retention import DAY_S

SHOWN = 200
EXPORTED, VERIFIED = "audit_exported", "audit_verified"


@dataclass(frozen=True, slots=True)
class Exported:
    """rows: in the file. head: the end of the chain. public: the key that signed."""

    rows: int
    head: str
    public: str


def export_audit(journal: Journal, file: Path, *, actor: str, now: float) -> Exported:
    """Write the audit log to `file`; that it was exported is its last row. Raises KioskError export_failed."""
    journal.record(actor, EXPORTED, {}, now=now)
    entries, head = journal.audit()
    key = journal.device_key()
    text = "".join(f"{line}\n" for line in export_lines(entries, head, key, now=now))
    try:
        replace_file(file, text.encode())
    except OSError as error:
        raise KioskError("export_failed", file=str(file)) from error
    return Exported(len(entries), head, key.public_hex)


def audit_view(journal: Journal, chosen: AuditFilter, *, now: float) -> AuditView:
    """The newest rows that pass `chosen`."""
    entries, _ = journal.audit()
    since = now - chosen.days * DAY_S if chosen.days else 0.0
    passing = [
        each
        for each in reversed(entries)
        if chosen.actor in ("", each.actor) and chosen.action in ("", each.action) and each.at >= since
    ]
    return AuditView(
        chosen,
        tuple(AuditLine(each.seq, each.at, each.actor, each.action, each.body) for each in passing[:SHOWN]),
        len(passing),
        len(entries),
        tuple(sorted({each.actor for each in entries})),
        tuple(sorted({each.action for each in entries})),
    )


def verified(journal: Journal, chosen: AuditFilter, *, actor: str, now: float) -> AuditView:
    """The same, after everything was checked; the check is in the log, too."""
    report = journal.verify()
    problems = tuple(dict.fromkeys(each.code for each in report.problems))
    problems += tuple("media_missing" for _ in report.media_missing[:1])
    journal.record(actor, VERIFIED, {"problems": len(report.problems)}, now=now)
    return replace(audit_view(journal, chosen, now=now), problems=problems)


def exported(journal: Journal, chosen: AuditFilter, file: Path, *, actor: str, now: float) -> AuditView:
    """The same, after the log was written to `file`."""
    done = export_audit(journal, file, actor=actor, now=now)
    return replace(audit_view(journal, chosen, now=now), exported=(file.name, done.head))
