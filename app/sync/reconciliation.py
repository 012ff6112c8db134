"""Does the hub still have what it said it has? Catches what no retry can: a hub that came back from an older copy."""

from app.store.outbox import Outbox
from app.sync.calls import Answer, Ask, json_call

PAGE = 1000


def reconcile(ask: Ask, outbox: Outbox, *, now: float) -> tuple[Answer, int]:
    """The hub's last answer, and how many records are in the outbox again (missing) or parked (different)."""
    moved, after = 0, ""
    while True:
        page = outbox.delivered(after=after, limit=PAGE)
        records = [{"id": each.id, "kind": each.kind, "body_sha256": each.body_sha256} for each in page]
        answer = ask(json_call("/kiosks/reconcile", {"schema": "reconcile/1.0", "records": records}))
        missing, different = answer.told.get("missing"), answer.told.get("different")
        if answer.status != 200 or not isinstance(missing, list) or not isinstance(different, list):
            return answer, moved
        known = {each.id for each in page}
        moved += outbox.take_back(
            [each for each in missing if each in known],
            [each for each in different if each in known],
            now=now,
        )
        if len(page) < PAGE:
            return answer, moved
        after = page[-1].id
