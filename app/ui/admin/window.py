"""The administrator's window at the first start: the offer of a pack."""

from pathlib import Path

from app.domain.language import Language
from app.ui.admin.frame import StaffWindow
from app.ui.admin.pack_offer import PackOfferPage
from app.ui.admin.views import PackOfferView


class AdminWindow(StaffWindow):
    """Signals: those of StaffWindow."""

    page: PackOfferPage

    def __init__(self, resources: Path, language: Language) -> None:
        super().__init__(resources, language, PackOfferPage)

    def show_view(self, view: PackOfferView) -> None:
        """Show `view`."""
        self.page.show_view(view)
