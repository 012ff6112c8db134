"""Writing and reading the audit log."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ehr.audit.chain import Entry, Head

HUB_CHAIN = 0  # what belongs to no scope
APPEND = text(
    "insert into audit_log (chain, action, subject_kind, subject_id, detail, seq, at, actor_kind, actor_id, prev, hash)"
    " values (:chain, :action, :subject_kind, :subject_id, cast(:detail as jsonb), 0, now(), '', '', '', '')"
)


COLUMNS = "chain, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, detail, prev, hash"
CONDITIONS = {
    "scope_id": "chain = :scope_id",
    "actor_id": "actor_id = :actor_id",
    "subject_id": "subject_id = :subject_id",
    "action": "action like :action",
    "before": "(at, chain, seq) < (:before, :before_chain, :before_seq)",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the log ends."""

    at: datetime
    chain: int
    seq: int


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What to look for; None: anything. `action` may end in % ("user.%"). `before`: where the page before ended."""

    limit: int = 50
    before: Place | None = None
    scope_id: int | None = None
    actor_id: str | None = None
    subject_id: str | None = None
    action: str | None = None


def append(
    session: Session,
    action: str,
    *,
    scope_id: int | None,
    subject_kind: str,
    subject_id: UUID | int | str,
    detail: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Adds one entry, in the transaction of what it tells of; who and when the database fills in itself.

    `action` is "subject.what_happened"; `scope_id` names the chain, None the hub's own. `detail` holds ids,
    numbers and codes, never personal data.
    """
    session.execute(
        APPEND,
        {
            "chain": HUB_CHAIN if scope_id is None else scope_id,
            "action": action,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "detail": json.dumps(dict(detail or {}), ensure_ascii=False),
        },
    )


def entries(session: Session) -> Iterator[Entry]:
    """Every entry in sight, by chain and seq, a thousand at a time."""
    rows = session.execute(
        text(f"select {COLUMNS} from audit_log order by chain, seq").execution_options(yield_per=1000)
    )
    for row in rows:
        yield Entry(*row)


def heads(session: Session) -> Sequence[Head]:
    """Where every chain ends."""
    rows = session.execute(text("select chain, seq, hash from audit_heads order by chain"))
    return [Head(*row) for row in rows]


def page(session: Session, query: AuditQuery) -> Sequence[Entry]:
    """Entries in sight that fit the query, newest first."""
    conditions = [condition for name, condition in CONDITIONS.items() if getattr(query, name) is not None]
    where = f"where {' and '.join(conditions)}" if conditions else ""
    values = {name: getattr(query, name) for name in CONDITIONS} | {"limit": query.limit}
    if query.before is not None:
        values |= {
            "before": query.before.at,
            "before_chain": query.before.chain,
            "before_seq": query.before.seq,
        }
    order = "order by at desc, chain desc, seq desc limit :limit"
    rows = session.execute(text(f"select {COLUMNS} from audit_log {where} {order}"), values)
    return [Entry(*row) for row in rows]


def visible_scopes(session: Session) -> Sequence[int]:
    """The chains in sight."""
    return session.scalar(text("select my_scope_ids()")) or []
