"""Accounts as the administrator's screen shows them, and who each is at the hub."""

import re

from app.errors import KioskError
from app.office.values import Person, UsersView
from app.staff.book import Role, StaffBook
from app.store.journal import Journal
from app.store.links import Links
from app.sync.rounds import STATUS

NAME_AT_HUB = re.compile(r"\S{3,254}")  # what the hub takes as a sign-in name


def people_view(book: StaffBook, journal: Journal, actor: str) -> UsersView:
    """Everybody, for `actor`."""
    waits, at_hub = book.waits_s(), journal.reviews.links.of_all()
    people = tuple(
        Person(each.name, each.role is Role.SITE_ADMIN, waits.get(each.name, 0), at_hub.get(each.name, ""))
        for each in book.accounts()
    )
    return UsersView(people, actor, bool(at_hub) or journal.sync_state.get(STATUS) is not None)


def linked(book: StaffBook, links: Links, name: str, at_hub: str, *, by: str, now: float) -> None:
    """`name` is `at_hub` from now on, "" for nobody; whether there is such a person, the hub does not tell.

    Raises:
        KioskError: staff_unknown, staff_link_invalid, staff_link_taken.
    """
    if name not in {each.name for each in book.accounts()}:
        raise KioskError("staff_unknown")
    wanted = at_hub.strip().lower()
    if wanted and not NAME_AT_HUB.fullmatch(wanted):
        raise KioskError("staff_link_invalid")
    links.set(name, wanted, by=by, now=now)
