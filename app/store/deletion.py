"""How an interview goes: rows and recordings, but not the fact that it was there."""

from dataclasses import dataclass

from sqlite_utils import Database

from app.store.verification import DELETED
from app.store.writing import append_audit


@dataclass(frozen=True, slots=True)
class DeletionReceipt:
    """Proof that an interview is gone: what was removed, and the row of the audit log that says so.

    overwritten: False when a reader kept the old pages alive; they go with the next checkpoint.
    """

    interview_id: str
    deleted_at: float
    actor: str
    events: int
    answers: int
    media_files: int
    outbox_rows: int
    audit_seq: int
    audit_hash: str
    overwritten: bool = False


def erase(
    db: Database, interview_id: str, *, actor: str, reason: str, media_files: int, now: float
) -> DeletionReceipt:
    """The receipt, after every row of the interview was removed in the caller's open transaction.

    Its events keep their hashes and lose all else; the random first link of their chain goes with the
    interview, so nobody can guess the content from the hashes.
    """
    events, head = db.conn.execute(
        "SELECT events, head FROM interviews WHERE id = ?", [interview_id]
    ).fetchone()
    answers, outbox_rows = db.conn.execute(
        "SELECT (SELECT count(*) FROM answers WHERE interview_id = :id),"
        " (SELECT count(*) FROM outbox WHERE interview_id = :id)",
        {"id": interview_id},
    ).fetchone()
    db.conn.execute(
        "UPDATE events SET body = NULL, kind = 'Erased', at = ? WHERE interview_id = ?", [now, interview_id]
    )
    db.conn.execute("DELETE FROM interviews WHERE id = ?", [interview_id])  # the rest follows it
    told = {
        "interview_id": interview_id,
        "events": events,
        "head": head,
        "answers": answers,
        "media_files": media_files,
        "outbox_rows": outbox_rows,
        "reason": reason,
    }
    seq, chain = append_audit(db, actor, DELETED, told, now)
    return DeletionReceipt(
        interview_id=interview_id,
        deleted_at=now,
        actor=actor,
        events=events,
        answers=answers,
        media_files=media_files,
        outbox_rows=outbox_rows,
        audit_seq=seq,
        audit_hash=chain,
    )
