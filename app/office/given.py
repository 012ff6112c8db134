"""What was set for people, for an administrator: how often, and in which interview; nobody stores why."""

from collections import Counter
from dataclasses import asdict, fields

from app.domain.accommodation import Accommodations, ExtraTime
from app.office.values import AccommodationsView, GivenLine
from app.store.journal import Journal

OFFERED = tuple(field.name for field in fields(Accommodations))  # at every kiosk, to everybody


def accommodations_view(journal: Journal) -> AccommodationsView:
    """The last that was set in each interview counts; one where all was taken back is not among them."""
    interviews, rows = journal.front_desk.accommodations()
    given = tuple(
        GivenLine(interview_id, at, chosen.time.factor, _names(chosen))
        for interview_id, at, chosen in rows
        if chosen.is_any
    )
    counts = Counter(name for each in given for name in each.names)
    return AccommodationsView(interviews, OFFERED, tuple(sorted(counts.items())), given)


def _names(chosen: Accommodations) -> tuple[str, ...]:
    values = asdict(chosen)
    return tuple(
        name
        for name in OFFERED
        if (values[name] is True if name != "time" else chosen.time is not ExtraTime.NONE)
    )
