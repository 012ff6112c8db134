"""What waits for the hub and what it refused, for an administrator: facts of records, never what is in them."""

import json
from dataclasses import asdict, replace
from pathlib import Path

from app.errors import KioskError
from app.office.machine import Machine
from app.office.values import ParkedLine, RecordFacts, SyncView
from app.private_file import replace_file
from app.store.journal import Journal
from app.store.outbox import ParkedJob

SENT_AGAIN, LOOKED_AT, REFUSALS = "records_sent_again", "record_looked_at", "refusals_exported"
NOT_WRITTEN = "export_not_written"
KINDS = {
    "consent_receipt.v1": "consent",
    "interview.v1": "interview",
    "audit_batch.v1": "audit",
    "review_act.v1": "act",
    "media.v1": "media",
}
FORMAT = "kiosk-refusals/1"


def sync_view(journal: Journal, machine: Machine) -> SyncView:
    """How the last talk went, what waits, what is parked."""
    state = journal.outbox.state()
    parked = tuple(_line(each) for each in journal.outbox.parked())
    return SyncView(state.waiting, state.oldest_at, parked, tuple(machine.sync()), places=machine.places())


def _line(job: ParkedJob) -> ParkedLine:
    kind, status = KINDS.get(job.kind, "other"), str(job.last_status or "-")
    return ParkedLine(job.id, kind, job.created_at, status, job.words, job.attempts)


def sent_again(journal: Journal, ids: tuple[str, ...], *, actor: str, now: float) -> None:
    """Offer these records as if they were new."""
    moved = sum(journal.outbox.requeue(each, now=now) for each in ids)
    journal.record(actor, SENT_AGAIN, {"records": moved}, now=now)


def looked_at(journal: Journal, machine: Machine, record: str, *, actor: str, now: float) -> SyncView:
    """The same with one record's facts. Raises KioskError record_not_parked."""
    facts = _facts(journal, record)
    told = {"record": record, "interview_id": facts.interview_id}
    journal.record(actor, LOOKED_AT, {name: value for name, value in told.items() if value}, now=now)
    return replace(sync_view(journal, machine), opened=facts)


def _facts(journal: Journal, record: str) -> RecordFacts:
    found = journal.outbox.refused(record)
    job = next((each for each in journal.outbox.parked() if each.id == record), None)
    if found is None or job is None:
        raise KioskError("record_not_parked")
    return RecordFacts(_line(job), *found)


def refusals_exported(journal: Journal, machine: Machine, file: Path, *, actor: str, now: float) -> SyncView:
    """The same, after what the hub said of each was written to `file`. Raises KioskError export_failed."""
    facts = [_facts(journal, each.id) for each in journal.outbox.parked()]
    journal.record(actor, REFUSALS, {"records": len(facts)}, now=now)
    rows = [{**asdict(each), **asdict(each.line)} for each in facts]
    for each in rows:
        del each["line"]
    text = json.dumps({"format": FORMAT, "at": now, "refused": rows}, ensure_ascii=False, indent=1)
    try:
        replace_file(file, f"{text}\n".encode())
    except OSError as error:
        journal.record(actor, NOT_WRITTEN, {}, now=now)
        raise KioskError("export_failed", file=str(file)) from error
    return replace(sync_view(journal, machine), exported=file.name)
