"""Every query about hidden scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.agreement.sums import Sums
from ehr.review.repository import Row

LINES_AT_ONCE = 200
STANDS = text("select hidden, is_listed, changed_at from hidden_scores")
# Shared by all who write lines, and waited for by whoever changes it: a line is made of what is hidden when it commits.
HELD = text("select hidden, is_listed, changed_at from hidden_scores for share")
STORE = text(
    "update hidden_scores set hidden = :hidden, is_listed = false, changed_at = clock_timestamp()"
    " where hidden <> cast(:hidden as text[]) returning 1"
)
LISTED = text("update hidden_scores set is_listed = true where changed_at = :changed_at")
TAKE_UP = text("select agreement_take_up(:most)")
IS_DUE = text("select exists (select from agreement_due)")
SUMS = text(
    "select sub_dimension, beside, pairs, human, other, human_squared, other_squared, product from agreement_sums"
)
# What a candidate's line in lists was made of: the newest assessment of the newest interview, once it is open.
LINES = """
select c.id as candidate_id, c.interviewed_at, c.composite as shown, c.band as shown_band,
    i.id, i.job_profile, i.flags, i.composite, i.band
from candidates c join lateral (
    select * from interviews i where i.candidate_id = c.id and i.finished_at = c.interviewed_at
    order by i.revision desc limit 1
) i on true
where {which} and c.interviewed_at is not null and not c.to_rate order by c.id limit :most
"""
AFTER = text(LINES.format(which="c.id > :after"))
OF = text(LINES.format(which="c.id = any (cast(:ids as uuid[]))"))
# Only a line that is still as it was read: what came since was made of what is hidden now.
SHOW = text(
    """
update candidates set composite = :composite, band = :band, relisted_at = now()
where id = :id and interviewed_at = :at and not to_rate
    and composite is not distinct from cast(:shown as real) and band is not distinct from :shown_band
    and (composite is distinct from cast(:composite as real) or band is distinct from :band)
"""
)
FIRST = UUID(int=0)
BESIDE = ("program", "person")


@dataclass(frozen=True, slots=True)
class Standing:
    """hidden: the sub-dimensions whose scores nobody is shown, since when. is_listed: every line was made without."""

    hidden: frozenset[str]
    is_listed: bool
    changed_at: datetime


def standing(session: Session, *, held: bool = False) -> Standing:
    """What is hidden, for everybody alike. held: it stays so until this transaction ends."""
    row = session.execute(HELD if held else STANDS).one()
    return Standing(frozenset(row.hidden), row.is_listed, row.changed_at)


def store(session: Session, hidden: Iterable[str]) -> bool:
    """This is hidden from now on; False: it was before."""
    return session.execute(STORE, {"hidden": sorted(hidden)}).first() is not None


def listed(session: Session, stands: Standing) -> None:
    """Every line was made without what was hidden then, if nothing else came to be hidden since."""
    session.execute(LISTED, {"changed_at": stands.changed_at})


def take_up(session: Session, most: int) -> int:
    """How many changes were added up, at most so many; whoever else does waits until this transaction ends."""
    return int(session.scalar(TAKE_UP, {"most": most}) or 0)


def is_due(session: Session) -> bool:
    """True while something that agreement is made of is not in its sums."""
    return session.scalar(IS_DUE) is True


def sums(session: Session, beside: str) -> dict[str, Sums]:
    """By sub-dimension, of every pair of a person and the program, or of two people."""
    return {
        row.sub_dimension: Sums(
            row.pairs, row.human, row.other, row.human_squared, row.other_squared, row.product
        )
        for row in session.execute(SUMS)
        if row.beside == beside
    }


def lines(session: Session, after: UUID) -> Sequence[Row]:
    """At most LINES_AT_ONCE candidates after that one whose lines show a score, or say why there is none."""
    return session.execute(AFTER, {"after": after, "most": LINES_AT_ONCE}).mappings().all()


def lines_of(session: Session, candidate_ids: Sequence[UUID]) -> Sequence[Row]:
    """The same of these candidates."""
    return session.execute(OF, {"ids": list(candidate_ids), "most": len(candidate_ids)}).mappings().all()


def show(session: Session, line: Row, composite: float | None, band: str) -> None:
    """A candidate's line in lists, unless it changed since it was read; its place in lists stays as it was."""
    session.execute(
        SHOW,
        {
            "id": line["candidate_id"],
            "at": line["interviewed_at"],
            "shown": line["shown"],
            "shown_band": line["shown_band"],
            "composite": composite,
            "band": band,
        },
    )
