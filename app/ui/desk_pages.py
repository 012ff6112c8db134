"""The pages before an interview, and of the staff, for the window to hold among the others."""

from collections.abc import Callable
from typing import Any

from app.ui.admin.sign_in_page import SignInPage
from app.ui.admin.staff_page import StaffPage
from app.ui.candidate.check_in import CheckInPage
from app.ui.candidate.experience import ExperiencePage
from app.ui.candidate.page import Page
from app.ui.candidate.welcome import WelcomePage
from app.ui.desk_views import CheckInView, SignInView, StaffView
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.views import ExperienceView, WelcomeView


class DeskPages:
    """sign_in, staff: for staff; the others for candidates, in the order in which they come."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.welcome = WelcomePage(icons, strings)
        self.check_in = CheckInPage(icons, strings)
        self.sign_in = SignInPage(icons, strings)
        self.staff = StaffPage(icons, strings)
        self.experience = ExperiencePage(icons, strings)

    @property
    def drawn_by(self) -> dict[type, tuple[Page, Callable[[Any], None]]]:
        """The page of each view, and what draws it."""
        return {
            WelcomeView: (self.welcome, self.welcome.show_view),
            CheckInView: (self.check_in, self.check_in.show_view),
            SignInView: (self.sign_in, self.sign_in.show_view),
            StaffView: (self.staff, self.staff.show_view),
            ExperienceView: (self.experience, self.experience.show_view),
        }
