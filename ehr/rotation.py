"""A new master key: what the old one sealed is sealed anew, in small steps that may be cut off at any moment.

The new key is in the file before anything is under it, beside the old one, which leaves the file when nothing is
under it any more. Between the two a hub reads both and writes with the new one (docs/decisions/0029).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ehr import audit
from ehr.audit.export import public_key
from ehr.candidates.keys import unwrapped
from ehr.candidates.models import CandidateKeyRow
from ehr.database import Database, system
from ehr.ingest.repository import Quarantined
from ehr.ingest.service import QUARANTINE
from ehr.keys import WRONG_MASTER_KEY, MasterKey, master_key, successor, write_key
from ehr.media import key as media_key
from ehr.media.models import Recording
from ehr.people.models import Credential
from ehr.people.second_factor import about
from ehr.problems import Kind, Problem

JOB = system("key-rotation")
AT_ONCE = 200
HUB_RUNS = Kind(
    "hub-runs", 409,
    "Stop every hub and worker first: they would go on with the old key. {count} connections are open.",
    "请先停止所有平台与后台进程，它们仍会使用旧密钥（现有 {count} 个连接）。",
)  # fmt: skip
FACT = "master_key_id"
OTHERS = text(
    "select count(*) from pg_stat_activity where datname = current_database() and usename = current_user"
    " and pid <> pg_backend_pid()"
)
Step = Callable[[Session, MasterKey, str], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was sealed anew by this run, by table. is_resumed: an earlier run had been cut off."""

    counts: dict[str, int]
    is_resumed: bool


def rotate(database: Database, path: Path, told: Callable[[str, int], None] = lambda *_: None) -> Rotated:
    """Replaces the master key in `path`, or goes on where that was cut off. told: hears of each step.

    Raises Problem `hub-runs`, `wrong-master-key`, `damaged-secret`, `bad-key-file`; OSError.
    """
    key = master_key(path)
    is_resumed = key.before is not None
    _check(database, key)
    if not is_resumed:
        key = successor(key, public_key(key))
        write_key(path, key)
    _announce(database, key)
    counts = {name: _all(database, key, step, name, told) for name, step in STEPS.items()}
    _finish(database, path, key, counts)
    return Rotated(counts, is_resumed)


def _check(database: Database, key: MasterKey) -> None:
    """Nobody else works with this database, and it is this key's."""
    with database.work(JOB) as session:
        count = session.scalar(OTHERS) or 0
        if count:
            raise Problem(HUB_RUNS, count=count)
        known = session.scalar(text("select value from hub_facts where name = :name"), {"name": FACT})
    ids = {key.id} | ({key.replaced.id} if key.replaced else set())
    if known is not None and known not in ids:
        raise Problem(WRONG_MASTER_KEY)


def _announce(database: Database, key: MasterKey) -> None:
    """From here on the database is the new key's; said once."""
    assert key.replaced is not None
    with database.work(JOB) as session:
        changed = session.execute(
            text("update hub_facts set value = :new where name = :name and value = :old returning value"),
            {"name": FACT, "new": key.id, "old": key.replaced.id},
        ).all()
        if changed:
            _note(session, "master_key.replaced", {"new": key.id, "old": key.replaced.id})


def _all(database: Database, key: MasterKey, step: Step, name: str, told: Callable[[str, int], None]) -> int:
    count, after = 0, ""
    while True:
        with database.work(JOB) as session:
            done, after = step(session, key, after)
        count += done
        told(name, count)
        if not after:
            return count


def _finish(database: Database, path: Path, key: MasterKey, counts: dict[str, int]) -> None:
    """The log says it before the old key leaves the file: a cut between the two is one entry more, no key less."""
    with database.work(JOB) as session:
        _note(session, "master_key.rotated", {"new": key.id, **counts})
    write_key(path, MasterKey(key.secret, key.lasting, None, key.signers))


def _candidates(session: Session, key: MasterKey, _: str) -> tuple[int, str]:
    """The candidates' keys: each row says whose it is, so what is done is not looked at again."""
    rows = session.scalars(
        select(CandidateKeyRow).where(CandidateKeyRow.master_key_id != key.id).limit(AT_ONCE)
    ).all()
    for row in rows:
        own = unwrapped(row.candidate_id, row.wrapped, key)
        row.wrapped, row.master_key_id = own.wrapped(key), key.id
    return len(rows), "more" if rows else ""


def _recordings(session: Session, key: MasterKey, _: str) -> tuple[int, str]:
    whose = Recording.told["key"]["by"].astext
    rows = session.scalars(select(Recording).where(whose.is_distinct_from(key.id)).limit(AT_ONCE)).all()
    for row in rows:
        own = media_key.unwrapped(row.told["key"], row.kiosk_id, row.id, key)
        row.told = {**row.told, "key": media_key.wrapped(own, row.kiosk_id, row.id, key)}
    return len(rows), "more" if rows else ""


def _quarantine(session: Session, key: MasterKey, after: str) -> tuple[int, str]:
    query = select(Quarantined).order_by(Quarantined.id).limit(AT_ONCE)
    if after:
        query = query.where(Quarantined.id > UUID(after))
    rows = session.scalars(query).all()
    changed = 0
    for row in rows:
        bound = QUARANTINE.format(row.kiosk_id, row.record_id)
        fresh = _anew(row.body, bound, key)
        if fresh is not None:
            row.body, changed = fresh, changed + 1
    return changed, str(rows[-1].id) if rows else ""


def _second_factors(session: Session, key: MasterKey, after: str) -> tuple[int, str]:
    query = select(Credential).order_by(Credential.user_id).limit(AT_ONCE)
    if after:
        query = query.where(Credential.user_id > UUID(after))
    rows = session.scalars(query).all()
    changed = 0
    for row in rows:
        fresh = None if row.totp_sealed is None else _anew(row.totp_sealed, about(row.user_id), key)
        if fresh is not None:
            row.totp_sealed, changed = fresh, changed + 1
    return changed, str(rows[-1].user_id) if rows else ""


def _anew(sealed: bytes, bound: str, key: MasterKey) -> bytes | None:
    """The same under the new key; None where it is already. Raises Problem `damaged-secret`."""
    try:
        MasterKey(key.secret).open(sealed, bound)
    except Problem:
        return key.seal(key.open(sealed, bound), bound)
    return None


def _sign_ins_under_way(session: Session, _: MasterKey, __: str) -> tuple[int, str]:
    """Single sign-on that was begun under the old key begins again."""
    return len(session.execute(text("delete from oidc_starts returning state_hash")).all()), ""


def _note(session: Session, action: str, detail: dict[str, str | int]) -> None:
    audit.append(session, action, scope_id=None, subject_kind="hub", subject_id="all", detail=detail)


STEPS: dict[str, Step] = {
    "candidates": _candidates,
    "recordings": _recordings,
    "quarantine": _quarantine,
    "second_factors": _second_factors,
    "sign_ins": _sign_ins_under_way,
}
