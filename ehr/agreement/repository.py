"""Every query about hidden scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ehr.review import repository as review
from ehr.review.repository import Row

AT_ONCE = 200
STANDS = text("select changes, judged, hidden, listed from hidden_scores")
STORE = text(
    "update hidden_scores set judged = :changes, hidden = :hidden, changed_at = now()"
    " where judged <= :changes returning 1"
)
LISTED = text("update hidden_scores set listed = :hidden where hidden = :hidden")
# What a candidate's line in lists was made of: the newest assessment of the newest interview, once it is open.
LINES = text(
    """
select c.id as candidate_id, c.interviewed_at, c.composite as shown, c.band as shown_band,
    i.id, i.job_profile, i.flags, i.composite, i.band
from candidates c join lateral (
    select * from interviews i where i.candidate_id = c.id and i.finished_at = c.interviewed_at
    order by i.revision desc limit 1
) i on true
where c.id > :after and c.interviewed_at is not null and not c.to_rate order by c.id limit :most
"""
)
SHOW = text(
    "update candidates set composite = :composite, band = :band"
    " where id = :id and interviewed_at = :at and not to_rate"
)
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Standing:
    """changes: of what agreement is made of, so far; judged: of which `hidden` was found.

    listed: what lists were last made without.
    """

    changes: int
    judged: int
    hidden: frozenset[str]
    listed: frozenset[str]


def standing(session: Session) -> Standing:
    """What is hidden, for everybody alike."""
    row = session.execute(STANDS).one()
    return Standing(row.changes, row.judged, frozenset(row.hidden), frozenset(row.listed))


def store(session: Session, hidden: Iterable[str], changes: int) -> bool:
    """This is hidden from now on, found after so many changes; False: somebody else has found it of more."""
    return session.execute(STORE, {"hidden": sorted(hidden), "changes": changes}).first() is not None


def listed(session: Session, hidden: Iterable[str]) -> None:
    """Every list was made without this, if that is still what is hidden."""
    session.execute(LISTED, {"hidden": sorted(hidden)})


def pairs(session: Session) -> list[Mapping[str, Any]]:
    """Every pair there is, as `app.agreement.told` takes them."""
    found: list[Mapping[str, Any]] = []
    after = None
    while True:
        rows = review.pairs(session, after, AT_ONCE, with_waiting=True)
        found += [
            {**row, "rater": row["person"], "sitting": f"{row['kiosk_id']} {row['interview_id']}"}
            for row in rows
            if row["human"] is not None and row["program"] is not None
        ]
        if len({row["id"] for row in rows}) < AT_ONCE:
            return found
        after = rows[-1]["received_at"], rows[-1]["id"]


def lines(session: Session, after: UUID) -> Sequence[Row]:
    """At most AT_ONCE candidates after that one whose lines in lists show a score, or say why there is none."""
    return session.execute(LINES, {"after": after, "most": AT_ONCE}).mappings().all()


def show(session: Session, line: Row, composite: float | None, band: str) -> None:
    """A candidate's line in lists, unless a newer interview came since; when it changed stays as it was."""
    told = {"id": line["candidate_id"], "at": line["interviewed_at"], "composite": composite, "band": band}
    session.execute(SHOW, told)
