"""The audit log for an administrator: filtered, checked, exported."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import KioskError
from app.office.audit_values import INTERVIEW, AuditFilter, AuditLine, AuditView, Detail, DetailValue
from app.private_file import replace_file
from app.store.audit import AuditEntry, export_lines
from app.store.journal import Journal
from app.store.retention import DAY_S

SHOWN = 50  # on a page
EXPORTED, VERIFIED, SEARCHED = "audit_exported", "audit_verified", "audit_searched"
NOT_WRITTEN = "export_not_written"
INTERVIEWS = "interview_ids"


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
        journal.record(actor, NOT_WRITTEN, {}, now=now)
        raise KioskError("export_failed", file=str(file)) from error
    return Exported(len(entries), head, key.public_hex)


def audit_view(journal: Journal, chosen: AuditFilter, *, now: float) -> AuditView:
    """The page of `chosen`, the newest rows first."""
    entries, _ = journal.audit()
    newest = chosen.upto or (entries[-1].seq if entries else 0)
    since = now - chosen.days * DAY_S if chosen.days else 0.0
    passing = [each for each in reversed(entries) if each.seq <= newest and _passes(each, chosen, since)]
    last_page = max(0, len(passing) - 1) // SHOWN
    page = max(0, min(chosen.page, last_page))
    first = page * SHOWN
    return AuditView(
        replace(chosen, page=page, upto=newest),
        tuple(_line(each) for each in passing[first : first + SHOWN]),
        first,
        len(passing),
        len(entries),
        tuple(sorted({each.actor for each in entries})),
        tuple(sorted({each.action for each in entries})),
    )


def _passes(entry: AuditEntry, chosen: AuditFilter, since: float) -> bool:
    if chosen.actor not in ("", entry.actor) or chosen.action not in ("", entry.action) or entry.at < since:
        return False
    return chosen.interview in entry.body and (not chosen.interview or _is_about(entry, chosen.interview))


def _is_about(entry: AuditEntry, interview: str) -> bool:
    told = {each.name: each.value for each in details_of(entry.body)}
    many = told.get(INTERVIEWS, ())
    names = (told.get(INTERVIEW, ""), *(many if isinstance(many, tuple) else ()))
    return any(isinstance(name, str) and name.startswith(interview) for name in names)


def _line(entry: AuditEntry) -> AuditLine:
    return AuditLine(entry.seq, entry.at, entry.actor, entry.action, details_of(entry.body), entry.body)


def details_of(body: str) -> tuple[Detail, ...]:
    """The facts of a row, its interview first; what is empty is left out. A body that is no object has none."""
    try:
        content = json.loads(body)
    except ValueError:
        return ()
    if not isinstance(content, dict):
        return ()
    told = [
        Detail(str(name), _plain(value)) for name, value in content.items() if value not in (None, "", [])
    ]
    return tuple(sorted(told, key=lambda each: (not each.name.startswith(INTERVIEW), each.name)))


def _plain(value: object) -> DetailValue:
    match value:
        case bool() | str():
            return value
        case int() | float():
            return float(value)
        case list():
            return tuple(str(each) for each in value)
        case dict():
            return float(len(value))
        case _:
            return str(value)


def searched(journal: Journal, chosen: AuditFilter, *, actor: str, now: float) -> AuditView:
    """The same as `audit_view`; what was looked for is in the log, under names that no search for it finds."""
    told = {
        "person": chosen.actor,
        "what": chosen.action,
        "days": chosen.days,
        "of_interview": chosen.interview,
        "page": chosen.page + 1,
    }
    journal.record(actor, SEARCHED, {name: value for name, value in told.items() if value}, now=now)
    return audit_view(journal, chosen, now=now)


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
