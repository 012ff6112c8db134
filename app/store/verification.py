"""Is everything that was stored still there, and unchanged?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from app.domain.codec import decode
from app.domain.events import AnswerAccepted, CheckedIn, TranscribedLater, TranscriptCorrected
from app.domain.score import Assessment
from app.errors import KioskError
from app.store.chain import START, audit_link, event_link, link
from app.store.rows import Row, TableRow, answer_rows, assessment_rows, check_in_row, later_row, storable

ORDERS = {
    "answers": "question_id, turn",
    "observations": "question_id, turn, number",
    "media": "question_id, turn",
    "check_ins": "interview_id",
    "later_transcripts": "question_id, turn, revision",
    "scores": "number",
    "evidence": "number",
}
DELETED = "interview_deleted"
ASSESSED = "interview_assessed"
RECORDINGS_DELETED = "recordings_deleted"


@dataclass(frozen=True, slots=True)
class Problem:
    """code: what is wrong. where: the row or file; never personal data."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What the check found. head, audit_head: the newest hash of each log; keep them elsewhere, and a cut
    at the end of a log is found too. media_missing: recordings that are named but not in the media folder.
    """

    interviews: int
    events: int
    erased_events: int
    answers: int
    observations: int
    media: int
    outbox_due: int
    outbox_parked: int
    head: str
    audit_head: str
    problems: tuple[Problem, ...]
    media_missing: tuple[str, ...]

    @property
    def is_ok(self) -> bool:
        """True when nothing is missing or changed."""
        return not self.problems and not self.media_missing


def verify(db: Database, media_dir: Path) -> VerifyReport:
    """Read everything in one snapshot and compare it with the chains and with itself."""
    db.conn.execute("BEGIN")
    try:
        return _verify(db, media_dir)
    finally:
        db.conn.execute("ROLLBACK")


def _verify(db: Database, media_dir: Path) -> VerifyReport:
    problems = [*_integrity(db), *_global_chain(db), *_audit_chain(db), *_tombstones(db), *_seals(db)]
    for (interview_id,) in db.conn.execute("SELECT id FROM interviews ORDER BY id"):
        problems += _interview(db, interview_id)
    media = [name for _, name, _ in named_media(db)]
    return VerifyReport(
        interviews=_count(db, "interviews"),
        events=_count(db, "events"),
        erased_events=_count(db, "events WHERE body IS NULL"),
        answers=_count(db, "answers"),
        observations=_count(db, "observations"),
        media=len(media),
        outbox_due=_count(db, "outbox WHERE state = 'due'"),
        outbox_parked=_count(db, "outbox WHERE state = 'parked'"),
        head=newest_chain(db, "events"),
        audit_head=newest_chain(db, "audit"),
        problems=tuple(problems),
        media_missing=tuple(name for name in media if not (media_dir / name).is_file()),
    )


def assessment_seal(genesis: str, row: Row) -> str:
    """The hash of an assessment, salted with the interview's genesis: it says nothing once that is gone."""
    return link(genesis, row["revision"], row["scorer"], row["facts"], row["assessment"], row["profile"])


def named_media(db: Database) -> list[tuple[str, str, bool]]:
    """(interview, name, truncated) of each recording that has to be there: those whose term is over do not."""
    gone = {row.get("interview_id") for row in told(db, RECORDINGS_DELETED)}
    rows = db.conn.execute("SELECT interview_id, name, truncated FROM media ORDER BY name").fetchall()
    return [(owner, name, bool(truncated)) for owner, name, truncated in rows if owner not in gone]


def newest_chain(db: Database, log: str) -> str:
    """The newest hash of the log `log` ("events" or "audit")."""
    for (chain,) in db.conn.execute(f"SELECT chain FROM {log} ORDER BY seq DESC LIMIT 1"):
        return str(chain)
    return START


def _count(db: Database, rows: str) -> int:
    (count,) = db.conn.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(count)


def _integrity(db: Database) -> Iterator[Problem]:
    for (finding,) in db.conn.execute("PRAGMA integrity_check(10)"):
        if finding != "ok":
            yield Problem("database_damaged", str(finding))
    for table, row_id, *_ in db.conn.execute("PRAGMA foreign_key_check"):
        yield Problem("row_without_owner", f"{table} {row_id}")


def _global_chain(db: Database) -> Iterator[Problem]:
    previous, expected = START, 0
    for seq, row_hash, chain in db.conn.execute("SELECT seq, hash, chain FROM events ORDER BY seq"):
        expected += 1
        if seq != expected:
            yield Problem("event_missing", f"event {expected}")
            expected = seq
        if link(previous, row_hash) != chain:
            yield Problem("chain_broken", f"event {seq}")
        previous = chain


def _audit_chain(db: Database) -> Iterator[Problem]:
    previous, expected = START, 0
    for seq, at, actor, action, body, chain in db.conn.execute(
        "SELECT seq, at, actor, action, body, chain FROM audit ORDER BY seq"
    ):
        expected += 1
        if seq != expected:
            yield Problem("audit_missing", f"audit {expected}")
            expected = seq
        if audit_link(previous, seq=seq, at=at, actor=actor, action=action, body=body) != chain:
            yield Problem("chain_broken", f"audit {seq}")
        previous = chain


def told(db: Database, action: str) -> Iterator[dict[str, Any]]:
    """What the audit log says of each `action`; a row that is no JSON any more has broken the chain."""
    for (body,) in db.conn.execute("SELECT body FROM audit WHERE action = ? ORDER BY seq", [action]):
        try:
            yield json.loads(body)
        except ValueError:
            continue


def _tombstones(db: Database) -> Iterator[Problem]:
    """Each interview that is gone has a row in the audit log that says so, with the same events."""
    deleted = {row.get("interview_id"): (row.get("events"), row.get("head")) for row in told(db, DELETED)}
    for interview_id, events, head in db.conn.execute(
        "SELECT interview_id, count(*), (SELECT hash FROM events last"
        " WHERE last.interview_id = e.interview_id ORDER BY number DESC LIMIT 1)"
        " FROM events e WHERE interview_id NOT IN (SELECT id FROM interviews)"
        " GROUP BY interview_id ORDER BY interview_id"
    ):
        if deleted.pop(interview_id, None) != (events, head):
            yield Problem("deleted_without_record", f"interview {interview_id}")
    for interview_id in deleted:
        yield Problem("deleted_but_present", f"interview {interview_id}")


def _seals(db: Database) -> Iterator[Problem]:
    """Each assessment is the one whose hash the audit log holds, and none is missing."""
    present = {interview_id for (interview_id,) in db.conn.execute("SELECT id FROM interviews")}
    seals = {
        (row.get("interview_id"), row.get("revision")): row.get("seal")
        for row in told(db, ASSESSED)
        if row.get("interview_id") in present
    }
    cursor = db.conn.execute(
        "SELECT a.*, i.genesis FROM assessments a JOIN interviews i ON i.id = a.interview_id"
    )
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        key = (row["interview_id"], row["revision"])
        if seals.pop(key, None) != assessment_seal(row["genesis"], row):
            yield Problem("assessment_changed", f"interview {key[0]}, revision {key[1]}")
    for interview_id, revision in seals:
        yield Problem("assessment_missing", f"interview {interview_id}, revision {revision}")


def _interview(db: Database, interview_id: str) -> Iterator[Problem]:
    """Check the interview's own chain, and that its rows are what its events and assessment say."""
    genesis, events, head = db.conn.execute(
        "SELECT genesis, events, head FROM interviews WHERE id = ?", [interview_id]
    ).fetchone()
    previous, count = genesis, 0
    rows: list[TableRow] = []
    for number, kind, at, body, row_hash in db.conn.execute(
        "SELECT number, kind, at, body, hash FROM events WHERE interview_id = ? ORDER BY number",
        [interview_id],
    ):
        count += 1
        expected = event_link(
            previous, interview_id=interview_id, number=number, kind=kind, at=at, body=body or ""
        )
        if number != count or expected != row_hash:
            yield Problem("event_changed", f"interview {interview_id}, event {number}")
            return  # what follows from a changed event proves nothing
        _apply(rows, interview_id, kind, body, at)
        previous = row_hash
    if (count, previous) != (events, head):
        yield Problem("events_cut", f"interview {interview_id}")
        return
    yield from _differences(db, interview_id, rows)


def _apply(rows: list[TableRow], interview_id: str, kind: str, body: str, at: float) -> None:
    """Add to `rows` what the event brought."""
    if kind == AnswerAccepted.__name__:
        event = decode(AnswerAccepted, json.loads(body))
        rows.extend(answer_rows(interview_id, event.answer, event.follow_up, at))
    elif kind == CheckedIn.__name__:
        rows.append(check_in_row(interview_id, decode(CheckedIn, json.loads(body))))
    elif kind == TranscriptCorrected.__name__:
        corrected = decode(TranscriptCorrected, json.loads(body))
        for item in rows:
            if item.table == "answers" and (item.row["question_id"], item.row["turn"]) == (
                corrected.question_id,
                corrected.turn,
            ):
                item.row["corrected_text"] = storable(corrected.text)
    elif kind == TranscribedLater.__name__:
        later = decode(TranscribedLater, json.loads(body))
        before = [
            item
            for item in rows
            if item.table == "later_transcripts"
            and (item.row["question_id"], item.row["turn"]) == (later.question_id, later.turn)
        ]
        rows.append(later_row(interview_id, later, len(before) + 2, at))


def _differences(db: Database, interview_id: str, rows: list[TableRow]) -> Iterator[Problem]:
    newest = db.conn.execute(
        "SELECT assessment FROM assessments WHERE interview_id = ? ORDER BY revision DESC LIMIT 1",
        [interview_id],
    ).fetchone()
    if newest is not None:
        try:
            rows.extend(assessment_rows(interview_id, decode(Assessment, json.loads(newest[0]))))
        except (ValueError, KioskError):
            yield Problem("assessment_changed", f"interview {interview_id}")
            return
    for table, order in ORDERS.items():
        expected = [item.row for item in rows if item.table == table]
        if _key_sorted(expected, order) != _stored(db, table, interview_id, order):
            yield Problem("rows_changed", f"{table} of interview {interview_id}")


def _key_sorted(rows: list[Row], order: str) -> list[Row]:
    columns = order.split(", ")
    return sorted(rows, key=lambda row: tuple(row[column] for column in columns))


def _stored(db: Database, table: str, interview_id: str, order: str) -> list[dict[str, Any]]:
    cursor = db.conn.execute(f"SELECT * FROM {table} WHERE interview_id = ? ORDER BY {order}", [interview_id])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
