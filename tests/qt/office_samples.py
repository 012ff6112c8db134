"""The administrator's screens, by name: a view of app.office.values, or what brings the page there.

A function is given the OfficePage; words of its view go by page.strings.language. Longest real texts, so that
clipping would show. A section without a screen here fails test_layout_staff.
"""

from collections.abc import Callable, Mapping

from app.office.values import OfficeView, Person, UsersView
from app.ui.admin.office_page import OfficePage

PEOPLE = (
    Person("boss", True, 0),
    Person("recruiter-of-the-second-site", False, 0),
    Person("desk-2", False, 840),
)

OFFICE: Mapping[str, OfficeView | Callable[[OfficePage], None]] = {
    "nobody": OfficePage.shut,
    "users": UsersView(PEOPLE, "boss"),
}
