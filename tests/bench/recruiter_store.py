"""A store with as many finished interviews as one likes: one real interview's rows, again under other ids."""

from collections.abc import Sequence

from app.store.journal import Journal
from app.store.review_blind import BLIND_SHARE, FIRST_BLIND

_ROWS = (
    "INSERT INTO interviews SELECT ?1, {0} FROM interviews WHERE id = ?2",
    "INSERT INTO assessments SELECT ?1, {0} FROM assessments WHERE interview_id = ?2",
    "INSERT INTO scores SELECT ?1, {0} FROM scores WHERE interview_id = ?2",
)
_TABLES = ("interviews", "assessments", "scores")
_RATED = "INSERT INTO review_acts SELECT ?1, number, kind, actor, at, body FROM review_acts WHERE interview_id = ?2"


def multiply(journal: Journal, model_id: str, ids: Sequence[str]) -> None:
    """Each of `ids` becomes an interview like `model_id`; the share that is rated blind, as it was rated. No events."""
    db = journal._db
    with journal._lock:
        commands = [
            command.format(", ".join(_columns(journal, table)))
            for command, table in zip(_ROWS, _TABLES, strict=True)
        ]
        db.conn.execute("BEGIN IMMEDIATE")
        for number, each in enumerate(ids, start=2):
            is_blind = number <= FIRST_BLIND or number % round(1 / BLIND_SHARE) == 0
            for command in (*commands, *([_RATED] if is_blind else [])):
                db.conn.execute(command, [each, model_id])
            db.conn.execute(
                "INSERT INTO review_draws (interview_id, number, is_blind, at) VALUES (?, ?, ?, 0.0)",
                [each, number, int(is_blind)],
            )
        db.conn.execute("UPDATE review_sampling SET drawn = ?", [len(ids) + 1])
        db.conn.execute("COMMIT")


def _columns(journal: Journal, table: str) -> list[str]:
    """All but the first, which is the interview's id in each of them."""
    return [str(row[1]) for row in journal._db.conn.execute(f"PRAGMA table_info({table})")][1:]
