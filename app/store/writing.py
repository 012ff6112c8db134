"""How a row gets into the logs and tables. Every function joins the caller's open transaction."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from app.domain.codec import canonical, encode
from app.domain.events import (
    AnswerAccepted,
    CheckedIn,
    ConsentGiven,
    Event,
    InterviewStarted,
    LanguageChosen,
    Left,
    TranscribedLater,
    TranscriptCorrected,
)
from app.domain.interview import Purpose
from app.errors import BugError, KioskError
from app.store.chain import audit_link, event_link, link
from app.store.outbox import Job, Outbox
from app.store.records import (
    CONSENT_RECEIPT,
    MEDIA,
    CheckInFacts,
    InterviewRecordFacts,
    consent_id,
    consent_record,
)
from app.store.rows import Row, TableRow, answer_rows, check_in_row, later_row, storable
from app.store.verification import ASSESSED, assessment_seal, newest_chain

KIOSK = "kiosk"  # the actor of what the program did by itself


def insert(db: Database, row: TableRow) -> None:
    """Store one row."""
    columns = ", ".join(row.row)
    marks = ", ".join("?" * len(row.row))
    db.conn.execute(f"INSERT INTO {row.table} ({columns}) VALUES ({marks})", list(row.row.values()))


def append_event(db: Database, interview_id: str, event: Event, now: float) -> None:
    """Store one event at the end of its interview's chain and of the log's, with its consequences."""
    if isinstance(event, InterviewStarted):
        _begin(db, interview_id, event, now)
    number, head = _end_of(db, interview_id)
    kind, body = type(event).__name__, canonical(encode(event))
    row_hash = event_link(head, interview_id=interview_id, number=number + 1, kind=kind, at=now, body=body)
    insert(
        db,
        TableRow(
            "events",
            {
                "seq": _last_seq(db, "events") + 1,
                "interview_id": interview_id,
                "number": number + 1,
                "kind": kind,
                "at": now,
                "body": body,
                "hash": row_hash,
                "chain": link(newest_chain(db, "events"), row_hash),
            },
        ),
    )
    db.conn.execute(
        "UPDATE interviews SET events = ?, head = ?, changed_at = ? WHERE id = ?",
        [number + 1, row_hash, now, interview_id],
    )
    _consequences(db, interview_id, event, now)


def append_audit(
    db: Database, actor: str, action: str, details: Mapping[str, Any], now: float
) -> tuple[int, str]:
    """The number and hash of the new row at the end of the audit log."""
    seq, body = _last_seq(db, "audit") + 1, canonical(details)
    chain = audit_link(newest_chain(db, "audit"), seq=seq, at=now, actor=actor, action=action, body=body)
    insert(
        db,
        TableRow(
            "audit",
            {"seq": seq, "at": now, "actor": actor, "action": action, "body": body, "chain": chain},
        ),
    )
    return seq, chain


def append_assessment(db: Database, interview_id: str, row: Row, now: float) -> None:
    """Store an assessment, and its hash in the audit log, so that a changed result is found."""
    insert(db, TableRow("assessments", {"interview_id": interview_id, "at": now, **row}))
    (genesis,) = db.conn.execute("SELECT genesis FROM interviews WHERE id = ?", [interview_id]).fetchone()
    seal = assessment_seal(genesis, row)
    told = {"interview_id": interview_id, "revision": row["revision"], "seal": seal}
    append_audit(db, KIOSK, ASSESSED, told, now)


def record_facts(db: Database, interview_id: str, revision: int, now: float) -> InterviewRecordFacts:
    """What the record of an assessment says beside the profile."""
    events, head = _end_of(db, interview_id)
    receipt = ""
    for (body,) in db.conn.execute(
        "SELECT json_extract(body, '$.receipt') FROM events WHERE interview_id = ? AND kind = 'ConsentGiven'"
        " ORDER BY number",
        [interview_id],
    ):
        receipt = body or ""
    return InterviewRecordFacts(
        interview_id, revision, now, _check_in_of(db, interview_id), receipt, events, head
    )


def lay_recordings(db: Database, interview_id: str, now: float) -> None:
    """Queue every recording of the interview, if its candidate agreed that recordings leave the kiosk."""
    agreed = False
    for (body,) in db.conn.execute(
        "SELECT body FROM events WHERE interview_id = ? AND kind = 'ConsentGiven' ORDER BY number",
        [interview_id],
    ):
        consents = json.loads(body)["consents"]
        agreed = any(each["purpose"] == Purpose.RECORDING_TRANSFER and each["given"] for each in consents)
    if not agreed:
        return
    for question_id, turn, take, name, tracks, duration_s in db.conn.execute(
        "SELECT question_id, turn, take, name, tracks, duration_s FROM media WHERE interview_id = ?"
        " ORDER BY question_id, turn",
        [interview_id],
    ).fetchall():
        facts = {
            "interview_id": interview_id,
            "question_id": question_id,
            "turn": turn,
            "take": take,
            "tracks": json.loads(tracks),
            "duration_s": duration_s,
            "name": name,
        }
        job = Job(f"{interview_id}-{question_id}-{turn}-{take}", MEDIA, canonical(facts))
        Outbox(db).add(job, interview_id=interview_id, now=now)


def _check_in_of(db: Database, interview_id: str) -> CheckInFacts | None:
    for way, appointment, phone_key, let_on in db.conn.execute(
        "SELECT way, appointment, phone_key, let_on FROM check_ins WHERE interview_id = ?", [interview_id]
    ):
        return CheckInFacts(way, appointment, phone_key, bool(let_on))
    return None


def _begin(db: Database, interview_id: str, event: InterviewStarted, now: float) -> None:
    if event.interview_id != interview_id:
        raise BugError("the event begins another interview")
    if db.conn.execute("SELECT 1 FROM events WHERE interview_id = ?", [interview_id]).fetchone():
        raise BugError("an interview begins once")
    genesis = secrets.token_hex(32)
    insert(
        db,
        TableRow(
            "interviews",
            {
                "id": interview_id,
                "genesis": genesis,
                "state": "running",
                "language": event.language.value,
                "started_at": now,
                "changed_at": now,
                "events": 0,
                "head": genesis,
            },
        ),
    )


def newest_hash(db: Database, interview_id: str) -> str | None:
    """The hash of the interview's newest event, or None where there is no such interview."""
    for (head,) in db.conn.execute("SELECT head FROM interviews WHERE id = ?", [interview_id]):
        return str(head)
    return None


def _end_of(db: Database, interview_id: str) -> tuple[int, str]:
    """How many events the interview has, and the hash of the newest."""
    for events, head in db.conn.execute("SELECT events, head FROM interviews WHERE id = ?", [interview_id]):
        return int(events), str(head)
    raise KioskError("interview_unknown", interview=interview_id)


def _last_seq(db: Database, log: str) -> int:
    (seq,) = db.conn.execute(f"SELECT coalesce(max(seq), 0) FROM {log}").fetchone()
    return int(seq)


def _consequences(db: Database, interview_id: str, event: Event, now: float) -> None:
    match event:
        case LanguageChosen(language):
            _set(db, interview_id, language=language.value)
        case CheckedIn():
            insert(db, check_in_row(interview_id, event))
        case ConsentGiven(plan=plan, receipt=receipt):
            _set(db, interview_id, job_profile=plan.job_profile, plan_form=plan.form.value)
            if receipt:
                text = consent_record(interview_id, receipt, now, _check_in_of(db, interview_id))
                job = Job(consent_id(interview_id), CONSENT_RECEIPT, text)
                Outbox(db).add(job, interview_id=interview_id, now=now)
        case AnswerAccepted(answer, follow_up):
            for row in answer_rows(interview_id, answer, follow_up, now):
                insert(db, row)
        case TranscriptCorrected(question_id, turn, text):
            changed = db.conn.execute(
                "UPDATE answers SET corrected_text = ?"
                " WHERE interview_id = ? AND question_id = ? AND turn = ?",
                [storable(text), interview_id, question_id, turn],
            )
            if changed.rowcount != 1:
                raise BugError("only an accepted answer can be corrected")
        case TranscribedLater():
            insert(db, later_row(interview_id, event, _next_revision(db, interview_id, event), now))
        case Left(reason):
            _set(db, interview_id, state="left", left_reason=reason)
        case _:
            pass


def _next_revision(db: Database, interview_id: str, event: TranscribedLater) -> int:
    """2 for the first words after the accepted ones, then 3, 4 ..."""
    where = [interview_id, event.question_id, event.turn]
    known = "interview_id = ? AND question_id = ? AND turn = ?"
    if not db.conn.execute(f"SELECT 1 FROM answers WHERE {known}", where).fetchone():
        raise BugError("only an accepted answer can be transcribed later")
    (newest,) = db.conn.execute(
        f"SELECT coalesce(max(revision), 1) FROM later_transcripts WHERE {known}", where
    ).fetchone()
    return int(newest) + 1


def _set(db: Database, interview_id: str, **columns: str) -> None:
    changes = ", ".join(f"{column} = ?" for column in columns)
    db.conn.execute(f"UPDATE interviews SET {changes} WHERE id = ?", [*columns.values(), interview_id])
