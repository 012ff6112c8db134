"""Accommodations: what the kiosk offers, how often it was set, and in which interview; never why."""

from PySide6.QtWidgets import QBoxLayout

from app.office.values import AccommodationsView, GivenLine
from app.ui.admin.office_base import SectionPage, minute

ROWS = 100  # the newest interviews


class AccommodationsPage(SectionPage):
    """What staff can set for a person, and where they did."""

    def build(self) -> None:
        """What is offered, then where it was set."""
        view = self._view
        if not isinstance(view, AccommodationsView):
            return
        card = self.card(self.text("accommodations.offered"))
        self.say(card, "body", self.text("accommodations.more", count=view.interviews))
        counts = dict(view.counts)
        for name in view.offered:
            line = self.line(card)
            self.say(line, "strong", self.strings.text(f"staff.{name}"), 4)
            more = "factors" if name == "time" else f"more_{name}"
            self.say(line, "body", self.text(f"accommodations.{more}"), 6)
            self.say(line, "body", self.text("accommodations.times", count=counts.get(name, 0)), 3)
        given = self.card(self.text("accommodations.given"))
        self.say(given, "body", self.text("accommodations.no_reasons"))
        for each in view.given[:ROWS]:
            self._interview(given, each)
        if not view.given:
            self.say(given, "strong", self.text("accommodations.nobody"))

    def _interview(self, card: QBoxLayout, each: GivenLine) -> None:
        line = self.line(card)
        self.say(line, "small", minute(each.at), 3)
        self.say(line, "strong", each.interview_id, 6)
        told = [
            self.text("accommodations.time", factor=f"{each.time:g}")
            if name == "time"
            else self.strings.text(f"staff.{name}")
            for name in each.names
        ]
        self.say(line, "body", " · ".join(told), 6)
