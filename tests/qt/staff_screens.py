"""What the staff's windows are drawn on, and the registry of their screens: the console, the administrator's office.

A screen is a name and how it comes about: console_samples.CONSOLE and HUB, office_samples.OFFICE. On the sheet it is
called console-NAME, hub-NAME or office-NAME.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.language import Language
from app.ui.admin.frame import StaffWindow
from app.ui.admin.office_page import OfficePage
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.hub_pages import HubPages
from app.ui.recruiter.pages import ReviewPages
from app.ui.strings import Strings
from app.ui.theme import Look, Theme
from tests.qt.console_samples import CONSOLE, HUB
from tests.qt.office_samples import OFFICE
from tests.qt.screens import SCREENS, Screen, Variant

MakePage = Callable[[Icons, Strings], Page]
Reach = Callable[[Page], None]
# A notebook, the same at a system's scale of 1.5, a small one, and a terminal that stands.
STAFF_SCREENS = (SCREENS[0], SCREENS[1], Screen(1280, 720, 15.6), SCREENS[2])


@dataclass(frozen=True, slots=True)
class StaffScreen:
    """A screen of the window whose page is made by `make_page`; reach: brings a fresh page there."""

    make_page: MakePage
    reach: Reach


def _console(reach: Callable[[ReviewPages], None]) -> Reach:
    def on(page: Page) -> None:
        assert isinstance(page, ReviewPages)
        page.tell("")
        reach(page)

    return on


def _office(wanted: object) -> Reach:
    def on(page: Page) -> None:
        assert isinstance(page, OfficePage)
        page.tell("")
        if callable(wanted):
            wanted(page)
        else:
            page.show_view(wanted)  # type: ignore[arg-type]  # a view of app.office.values

    return on


STAFF: Mapping[str, StaffScreen] = {
    **{f"console-{name}": StaffScreen(ReviewPages, _console(reach)) for name, reach in CONSOLE.items()},
    **{f"hub-{name}": StaffScreen(HubPages, _console(reach)) for name, reach in HUB.items()},
    **{f"office-{name}": StaffScreen(OfficePage, _office(wanted)) for name, wanted in OFFICE.items()},
}


def staff_variants(theme: Theme = Theme.LIGHT, scale: float = 1.0) -> list[Variant]:
    """Every size, language and type size in one theme; above a scale of 1 only on fine screens."""
    fine = [screen for screen in STAFF_SCREENS if min(screen.width_px, screen.height_px) >= 1080]
    return [
        Variant(screen.at(scale), language, Look(theme, large_type=large))
        for screen, language, large in product(STAFF_SCREENS if scale <= 1 else fine, Language, (False, True))
    ]


@contextmanager
def drawn_staff(
    resources: Path, variant: Variant, make_page: MakePage, *, is_painted: bool = True
) -> Iterator[StaffWindow]:
    """A window laid out for `variant`, on no screen, and gone after the block; is_painted: as in screens.drawn."""
    window = StaffWindow(resources, variant.language, make_page)
    window.setUpdatesEnabled(is_painted)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(variant.screen.width_px, variant.screen.height_px)
    window.use_look(variant.look)
    window.show()
    try:
        yield window
    finally:
        window.release()
        window.close()
        window.deleteLater()


def show_staff(window: StaffWindow, name: str) -> None:
    """Show the screen `name` of STAFF as a person finds it."""
    window.header.close_choices()
    shut = getattr(window.page, "shut", None)
    if shut is not None:
        shut()
    STAFF[name].reach(window.page)


def pages_of(only: str = "") -> dict[MakePage, list[str]]:
    """The names of the screens by the page that shows them. only: those whose name contains it."""
    found: dict[MakePage, list[str]] = {}
    for name, screen in STAFF.items():
        if only in name:
            found.setdefault(screen.make_page, []).append(name)
    return found
