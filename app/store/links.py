"""Who an account of this kiosk is at the hub, as an administrator said; and what of it goes there (decision 0036)."""

import json
import threading
from collections.abc import Iterator

from sqlite_utils import Database

from app.errors import KioskError
from app.store.chain import link
from app.store.connection import file_of, named_errors, transaction
from app.store.outbox import Job, Outbox
from app.store.records import REVIEW_TRAINING, review_training_id, review_training_record
from app.store.rows import TableRow, storable
from app.store.verification import Problem, told
from app.store.writing import append_audit, insert

LINKED, ROUND, LINK = "staff_linked", "round", "link"
NAMES = ("number", "account", "at_hub", "after_round", "at", "by")
_NEWEST = """
    SELECT at_hub, after_round FROM review_links WHERE account = ? ORDER BY number DESC LIMIT 1
"""
_ALL = """
    SELECT account, at_hub FROM review_links l WHERE at_hub <> ''
    AND NOT EXISTS (SELECT 1 FROM review_links n WHERE n.account = l.account AND n.number > l.number)
"""
# Rounds that neither are on their way nor there.
_UNSENT = """
    SELECT t.number, t.at, t.content, t.passed, t.body FROM review_trainings t WHERE t.actor = ? AND t.number > ?
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.id = 'training-round-' || t.number)
    AND NOT EXISTS (SELECT 1 FROM delivered d WHERE d.id = 'training-round-' || t.number)
    ORDER BY t.number
"""


class Links:
    """Reads and writes under the journal's lock. Rows are added, never changed."""

    def __init__(self, db: Database, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def of_all(self) -> dict[str, str]:
        """Account to what that person signs in to the hub with; nobody who is not linked."""
        with self._lock, named_errors(file_of(self._db)):
            return {str(account): str(at_hub) for account, at_hub in self._db.conn.execute(_ALL)}

    def set(self, account: str, at_hub: str, *, by: str, now: float) -> None:
        """`account` is `at_hub` from now on, "" for nobody; the same again changes nothing. Laid into the outbox.

        Raises:
            KioskError: staff_link_taken: another account is that person.
        """
        with self._lock, transaction(self._db) as db:
            if at_hub and any(name == at_hub and other != account for other, name in db.conn.execute(_ALL)):
                raise KioskError("staff_link_taken")
            before, after_round = _newest(db, account)
            if before != at_hub:
                _add(db, (account, at_hub, after_round, float(now), by), is_told=True)

    def gone(self, account: str, *, by: str, now: float) -> None:
        """Whoever has this name next is somebody else: neither the link nor a round so far is theirs."""
        with self._lock, transaction(self._db) as db:
            ((rounds,),) = db.conn.execute(
                "SELECT coalesce(max(number), 0) FROM review_trainings WHERE actor = ?", [storable(account)]
            )
            before, after_round = _newest(db, account)
            if before or int(rounds) > after_round:
                _add(db, (account, "", max(int(rounds), after_round), float(now), by), is_told=bool(before))

    def problems(self) -> tuple[Problem, ...]:
        """Links that are not what the audit log says of them."""
        with self._lock:
            return tuple(_changed(self._db))


def lay_rounds(db: Database, account: str, now: float) -> None:
    """Lay every round of a linked account that the hub was not told of into the outbox; joins the transaction.

    Rounds of earlier versions hold no gold, and stay here: the hub would have to believe how they ended.
    """
    at_hub, after_round = _newest(db, account)
    if not at_hub:
        return
    for number, at, content, passed, text in db.conn.execute(
        _UNSENT, [storable(account), after_round]
    ).fetchall():
        body = json.loads(text)
        if all("gold" in each for each in body.get("answers", ({},))):
            told_of = {"content": content, "passed": bool(passed), **body}
            _lay(
                db, ROUND, int(number), review_training_record(ROUND, account, at, int(number), told_of), now
            )


def _add(db: Database, parts: tuple[str, str, int, float, str], *, is_told: bool) -> None:
    """A row, its entry of the audit log and, where the hub is to know, its record with rounds that wait for it."""
    account, at_hub, after_round, now, by = parts
    ((number,),) = db.conn.execute("SELECT coalesce(max(number), 0) + 1 FROM review_links")
    whole = (int(number), storable(account), storable(at_hub), after_round, now, storable(by))
    insert(db, TableRow("review_links", dict(zip(NAMES, whole, strict=True))))
    about = {"number": number, "name": account, "at_hub": at_hub, "seal": link("", *whole)}
    append_audit(db, by, LINKED, about, now)
    if is_told:
        body = {"sign_in_name": at_hub or None, "after_round": after_round}
        _lay(db, LINK, int(number), review_training_record(LINK, account, now, int(number), body), now)
        lay_rounds(db, account, now)


def _lay(db: Database, kind: str, number: int, text: str, now: float) -> None:
    Outbox(db).add(Job(review_training_id(kind, number), REVIEW_TRAINING, text), now=now)


def _newest(db: Database, account: str) -> tuple[str, int]:
    """Who it is at the hub, or "", and after which round."""
    row = db.conn.execute(_NEWEST, [storable(account)]).fetchone()
    return ("", 0) if row is None else (str(row[0]), int(row[1]))


def _changed(db: Database) -> Iterator[Problem]:
    seals = {row.get("number"): row.get("seal") for row in told(db, LINKED)}
    for parts in db.conn.execute(f"SELECT {', '.join(NAMES)} FROM review_links"):
        if seals.pop(parts[0], None) != link("", *parts):
            yield Problem("review_link_changed", f"link {parts[0]}")
    for number in seals:
        yield Problem("review_link_missing", f"link {number}")
