"""Writing the audit log."""

import json
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

HUB_CHAIN = 0  # what belongs to no scope
APPEND = text(
    "insert into audit_log (chain, action, subject_kind, subject_id, detail, seq, at, actor_kind, actor_id, prev, hash)"
    " values (:chain, :action, :subject_kind, :subject_id, cast(:detail as jsonb), 0, now(), '', '', '', '')"
)


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
