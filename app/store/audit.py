"""The audit log for readers outside: who saw, changed, exported or deleted what, and what was changed here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.codec import canonical
from app.store.device_key import DeviceKey

FORMAT = "kiosk-audit/1"
CONFIGURATION = "configuration_changed"
DELETION_REQUESTED = "deletion_requested"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row as it lies in the log. at: Unix seconds, UTC. body: the JSON text that was hashed."""

    seq: int
    at: float
    actor: str
    action: str
    body: str
    chain: str


def export_lines(entries: Iterable[AuditEntry], head: str, key: DeviceKey, *, now: float) -> Iterator[str]:
    """The log as lines of canonical JSON: a signed heading, then each row (tools/verify_audit.py checks it)."""
    rows = [asdict(entry) for entry in entries]
    heading = {"format": FORMAT, "exported_at": now, "rows": len(rows), "head": head}
    yield canonical(key.signed(heading))
    yield from (canonical(row) for row in rows)


def changed_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of facts that are not what they were, or came, or went; sorted."""
    return tuple(sorted(name for name in {*before, *after} if before.get(name) != after.get(name)))
