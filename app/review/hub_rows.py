"""What the hub tells of interviews and acts, as the console's values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.review.hub_profile import unix_s
from app.review.outcome import VERDICTS
from app.review.queue import NEW_MIN, STILL_HERE_MIN
from app.review.values import Decision, QueueRow, Stand
from app.store.review import Act, ActKind
from app.sync.report_words import Names

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What rows are made with. reader: the sign-in name; now: Unix seconds by the hub's clock.

    seen: interviews that were opened at this console; that others opened them, the hub does not tell.
    """

    names: Names
    reader: str
    now: float
    seen: set[str] = field(default_factory=set)


def queue_row(interview_id: str, line: Json, told: Told) -> QueueRow:
    """One interview in the list; the hub has only those that are assessed."""
    ended = unix_s(line["finished_at"])
    stand = Stand(line["stand"])
    waits_min = None if stand is Stand.FINAL else max(0, int((told.now - ended) // 60))
    is_gone = any(act["kind"] == ActKind.GONE.value for act in line["acts"])
    return QueueRow(
        interview_id,
        "assessed",
        told.names.thing(line["job_profile"]),
        unix_s(line["started_at"]),
        ended,
        line["composite"],
        line["standard_error"],
        line["must_rate"],
        _decision(line),
        stand,
        waits_min=waits_min,
        is_here=not is_gone and waits_min is not None and waits_min < STILL_HERE_MIN,
        flags=tuple(told.names.words.code("flag", code) for code in line["flags"]),
        handed_to=told.reader if line["is_mine"] else str(line["handed_to"]),
        is_second=line["is_second"],
        is_new=waits_min is not None
        and waits_min < NEW_MIN
        and not line["acts"]
        and interview_id not in told.seen,
    )


def _decision(line: Json) -> Decision | None:
    """What holds; before that the newest decision the reader may know of: their own, or one that is no verdict."""
    if line["is_second"]:
        return None
    if line["decision"] is not None:
        return Decision(line["decision"])
    for act in reversed(line["acts"]):
        if act["decision"] is None:
            continue
        decision = Decision(act["decision"])
        if act["is_own"] or decision not in VERDICTS:
            return decision
    return None


def act_of(told: Json) -> Act:
    """What somebody said, as the store has it; a colleague has their name, not their number."""
    body = dict(told["body"])
    if told["to"] is not None:
        body["to"] = told["to"]
    return Act(told["number"], ActKind(told["kind"]), told["actor"], unix_s(told["at"]), body)
